import { expect, test } from 'vitest';
import { needsMoreInput, parseError } from './parse.ts';

test.each([
  'echo "a',
  "echo 'a",
  'if true',
  'if true; then\n',
  'for i in 1 2',
  'while :; do',
  'echo a |',
  'a &&',
  'f() {',
  'case x in',
  'cat <<E\nx\n',
  'echo \\',
  'echo $(',
  '(echo',
  'x=(1',
])('more input could complete: %s', (text) => expect(needsMoreInput(text)).toBe(true));

test.each(['echo a', '', '# comment', ')', 'fi', 'echo a;; b', 'if true; then echo; fi', 'cat <<E\nx\nE\n'])(
  'no more input is needed: %s',
  (text) => expect(needsMoreInput(text)).toBe(false),
);

test('an error has a line and the words of bash', () => {
  expect(parseError('echo ok')).toBeUndefined();
  expect(parseError('echo one\necho two; )')).toEqual({ line: 2, message: "syntax error near unexpected token `)'" });
  expect(parseError('echo "a')).toEqual({ line: 1, message: 'unexpected EOF while looking for matching `"\'' });
});
