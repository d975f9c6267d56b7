import { expect, test } from 'vitest';
import { CommandMarks, plainText } from './shell-integration.ts';

test('a mark cut in two is found once', () => {
  const marks = new CommandMarks();
  expect(marks.read('hello\r\n\x1b]133;D')).toEqual([]);
  expect(marks.read(';127\x07root@dock:~# ')).toEqual([127]);
  expect(marks.read('more')).toEqual([]);
});

test('several marks in one piece come in order', () => {
  expect(new CommandMarks().read('\x1b]133;D;0\x07a\x1b]133;D;1\x07')).toEqual([0, 1]);
});

test('colours, titles and bells are not read aloud', () => {
  expect(plainText('\x1b[1;32mok\x1b[0m\r\n\x1b]133;D;0\x07\x07done')).toBe('ok\ndone');
});
