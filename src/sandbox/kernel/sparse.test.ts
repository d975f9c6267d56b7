import { expect, test } from 'vitest';
import { SparseMap, SparseSet } from './sparse.ts';

test('[SPARSE] an empty map answers as a Map does, and so does one that was filled and cleared', () => {
  const map: Map<string, number> = new SparseMap();
  const agrees = (own: Map<string, number>) => {
    expect([map.size, [...map], [...map.keys()], [...map.values()], map.get('a'), map.has('a')]).toEqual([
      own.size,
      [...own],
      [...own.keys()],
      [...own.values()],
      own.get('a'),
      own.has('a'),
    ]);
  };
  agrees(new Map());
  expect(map.delete('a')).toBe(false);
  map.set('a', 1).set('b', 2).set('a', 3);
  agrees(new Map([['a', 3], ['b', 2]])); // prettier-ignore
  expect(map.delete('b')).toBe(true);
  agrees(new Map([['a', 3]]));
  map.clear();
  agrees(new Map());
});

test('[SPARSE] a set keeps the order in which members came; what is deleted while one looks is not seen', () => {
  const set: Set<string> = new SparseSet();
  expect([set.size, [...set], set.has('a'), set.delete('a')]).toEqual([0, [], false, false]);
  for (const member of ['b', 'a', 'b', 'c']) set.add(member);
  expect([...set]).toEqual(['b', 'a', 'c']);
  const seen: string[] = [];
  for (const member of set) {
    seen.push(member);
    set.delete('a');
  }
  expect(seen).toEqual(['b', 'c']);
  set.clear();
  expect([...new Set(set)]).toEqual([]);
});
