import { expect, test } from 'vitest';
import { sentSize } from './sent-size.ts';

test.each([
  ['empty', 0, 26],
  ['Dockerfile', 12, 49],
  ['Dt2', 127, 157],
  ['Dt2', 128, 160],
  ['Dt2', 300, 332],
])('%s of %i bytes is sent as %i', (name, size, sent) => {
  expect(sentSize(name, size)).toBe(sent);
});
