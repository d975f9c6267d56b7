import { expect, test } from 'vitest';
import { expandHistory } from './history-expansion.ts';

test('[SH-HIST-1] a comment is left alone, such as the first line of a script', () => {
  expect(expandHistory('#!/bin/sh', [])).toEqual({ text: '#!/bin/sh' });
  expect(expandHistory('echo !! # !nope', ['ls'])).toEqual({ text: 'echo ls # !nope' });
  expect(expandHistory('echo a#!nope', [])).toEqual({ missing: '!nope: event not found' });
  expect(expandHistory('!nope # !other', [])).toEqual({ missing: '!nope: event not found' });
});
