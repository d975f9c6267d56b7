import { expect, test } from 'vitest';
import { parseDotenv } from './dotenv.ts';

const read = (text: string) =>
  Object.fromEntries(parseDotenv(text, '/e', (name) => (name === 'SHELL_ONLY' ? 's' : undefined)));

test.each([
  ['A=1\n# no\n\nexport B = two # words\n', { A: '1', B: 'two' }],
  ['A="x y"\nB=\'$A\'\nC="$A\\n"\nD=a#b\n', { A: 'x y', B: '$A', C: 'x y\n', D: 'a#b' }],
  ['A="one\ntwo"\nB=${A:-n}${NO:-d}\n', { A: 'one\ntwo', B: 'one\ntwod' }],
  ['SHELL_ONLY\nNOBODY\nA: yaml\n', { SHELL_ONLY: 's', A: 'yaml' }],
  ['A=\nB=""\r\n', { A: '', B: '' }],
])('%j', (text, values) => expect(read(text)).toEqual(values));

test.each([
  ['A B=1\n', 'failed to read /e: line 1: key cannot contain a space'],
  ['X=1\nA+B=1\n', 'failed to read /e: line 2: unexpected character "+" in variable name "A+B=1"'],
  ['A="1\n', 'failed to read /e: line 2: unterminated quoted value "1'],
])('%j is refused', (text, message) => expect(() => read(text)).toThrow(message));
