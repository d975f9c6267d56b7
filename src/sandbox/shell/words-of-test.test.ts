import { expect, test } from 'vitest';
import { type TestDialect, testWords } from './words-of-test.ts';

const dialect: TestDialect = {
  isUnary: (word) => word === '-n',
  isBinary: (word) => word === '=',
  unary: (_, operand) => operand !== '',
  binary: (left, _, right) => left === right,
  refuse(kind, first) {
    throw new Error(`${kind} ${first}`);
  },
};

test.each([
  ['', false],
  ['!', true],
  ['! -n', false],
  ['-n =', true],
  ['( a )', true],
  ['! a = b', true],
  ['( -n a )', true],
  ['a = b -o c = c -a -n d', true],
  ['( a = a -o b ) -a ! -n c', false],
  ['a = a -a', 'missing -a'],
  ['a b', 'unary a'],
  ['a b c', 'binary a'],
  ['a = a b c', 'extra b'],
  ['( a = a -o b', 'unclosed )'],
])('[ %s ] gives %s', (text, result) => {
  const words = text === '' ? [] : text.split(' ');
  if (typeof result === 'boolean') expect(testWords(dialect, words)).toBe(result);
  else expect(() => testWords(dialect, words)).toThrow(result);
});
