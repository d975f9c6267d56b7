import { expect, test } from 'vitest';
import { needsMoreInput, parseProgram } from './parse.ts';

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
  const problem = (text: string) => parseProgram(text).problem;
  expect(problem('echo ok')).toBeUndefined();
  expect(problem('echo one\necho two; )')).toMatchObject({
    line: 2,
    message: "syntax error near unexpected token `)'",
  });
  expect(problem('echo "a')).toMatchObject({ line: 1, message: 'unexpected EOF while looking for matching `"\'' });
});
