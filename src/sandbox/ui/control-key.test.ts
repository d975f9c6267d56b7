import { expect, test } from 'vitest';
import { withControl } from './control-key.ts';

test('Ctrl with a letter, and with what has no such key', () => {
  expect(['c', 'R', ' ', '[', '1', '\x1b[A', 'ab'].map(withControl)).toEqual([
    '\x03',
    '\x12',
    '\0',
    '\x1b',
    '1',
    '\x1b[A',
    'ab',
  ]);
});
