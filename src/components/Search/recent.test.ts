import { expect, test } from 'vitest';
import { parseRecent, withRecent } from './recent.ts';

test('the last query comes first, once, and six are kept', () => {
  const queries = ['a', 'b', 'c', 'd', 'e', 'f', 'b'].reduce<string[]>(withRecent, []);
  expect(queries).toEqual(['b', 'f', 'e', 'd', 'c', 'a']);
  expect(withRecent(queries, 'g')).toEqual(['g', 'b', 'f', 'e', 'd', 'c']);
});

test('nothing and a pasted error are not kept', () => {
  expect(withRecent([], '  ')).toEqual([]);
  expect(withRecent(['a'], 'x'.repeat(61))).toEqual(['a']);
});

test.each([undefined, '', 'nonsense', '[]', 'null', '{"version":2,"queries":["a"]}', '{"version":1,"queries":3}'])(
  '%j holds none',
  (text) => {
    expect(parseRecent(text)).toEqual([]);
  },
);

test('what is no text is left out', () => {
  expect(parseRecent('{"version":1,"queries":["a",1,null,"b"]}')).toEqual(['a', 'b']);
});
