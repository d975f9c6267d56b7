import { expect, test } from 'vitest';
import { fitsPattern, goPattern } from './go-pattern.ts';

test.each([
  ['abc', 'abc', true],
  ['*', 'abc', true],
  ['*c', 'ab/c', false],
  ['a*/b', 'a/c/b', false],
  ['a?b', 'a☺b', true],
  ['ab[c]', 'abc', true],
  ['ab[b-d]', 'abc', true],
  ['ab[^c]', 'abc', false],
  ['ab[^e-g]', 'abc', true],
  ['ab[d-b]', 'abc', false],
  ['a\\*b', 'a*b', true],
  ['[\\]a]', ']', true],
  ['[\\-x]', '-', true],
  ['a.b', 'axb', false],
  ['[x\\-]', '-', true],
])('%s on %s: %s, as Go says', (pattern, text, fits) => expect(goPattern(pattern).test(text)).toBe(fits));

// From the table of Go's own path/match_test.go.
test.each(['[', '[^', '[^bc', 'a[', '[]a]', '[-]', '[x-]', '[-x]', 'a\\'])('%s can’t be read', (pattern) =>
  expect(() => goPattern(pattern)).toThrow('syntax error in pattern'),
);

test('what cannot be read fits nothing', () => {
  expect(['a', 'a['].map(fitsPattern('a['))).toEqual([false, false]);
  expect(['ab', 'b'].map(fitsPattern('a*'))).toEqual([true, false]);
});
