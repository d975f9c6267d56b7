import { expect, test } from 'vitest';
import { settle } from './screen.ts';

test.each([
  ['plain\ntext\n', 'plain\ntext\n'],
  ['crlf\r\nends\r\n', 'crlf\nends\n'],
  ['10%\r100%', '100%'],
  ['\x1b[31mred\x1b[0m', 'red'],
  ['a: Waiting\nb: Waiting\n\x1b[2A\x1b[2Ka: Done\r\x1b[2Bend', 'a: Done\nb: Waiting\nend'],
  ['long line\r\x1b[Kshort', 'short'],
  ['\x1b]133;C\x07shown', 'shown'],
  ['a\nb\x1b[1A\r\x1b[Jc', 'c'],
  ['ab\b\x1b[Kc', 'ac'],
])('%j leaves %j', (sent, shown) => {
  expect(settle(sent)).toBe(shown);
});
