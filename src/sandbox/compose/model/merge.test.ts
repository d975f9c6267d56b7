import { expect, test } from 'vitest';
import { applyResets, enforceUnicity, merge } from './merge.ts';
import type { Tree, TreeMap } from './tree.ts';

const over = (before: TreeMap, after: TreeMap) => {
  const merged = enforceUnicity(merge({ services: { web: before } }, { services: { web: after } })) as {
    services: { web: TreeMap };
  };
  return merged.services.web;
};

test.each<[string, TreeMap, TreeMap, Tree]>([
  ['command', { command: 'a b' }, { command: ['c'] }, ['c']],
  ['ports', { ports: ['80:80'] }, { ports: ['81:81', '80:80'] }, ['80:80', '81:81']],
  ['environment', { environment: { A: 1, B: 2 } }, { environment: ['B=3'] }, ['A=1', 'B=3']],
  ['volumes', { volumes: ['./x:/x', 'd:/d'] }, { volumes: ['./y:/x'] }, ['./y:/x', 'd:/d']],
  ['networks', { networks: ['a'] }, { networks: { b: { aliases: ['q'] } } }, { a: null, b: { aliases: ['q'] } }],
  ['dns', { dns: '1.1.1.1' }, { dns: ['2.2.2.2'] }, ['1.1.1.1', '2.2.2.2']],
  ['build', { build: '.' }, { build: { target: 't' } }, { context: '.', target: 't' }],
  ['image', { image: 'a' }, { image: 'b' }, 'b'],
  ['logging', { logging: { driver: 'a', options: { x: 1 } } }, { logging: { driver: 'b' } }, { driver: 'b' }],
])('%s', (key, before, after, merged) => expect(over(before, after)[key]).toEqual(merged));

test('depends_on: a list is a map of conditions', () => {
  const after = { depends_on: { db: { condition: 'service_healthy' } } };
  expect(over({ depends_on: ['db', 'cache'] }, after)['depends_on']).toEqual({
    db: { condition: 'service_healthy', required: true },
    cache: { condition: 'service_started', required: true },
  });
});

test('a map can not be put over a text', () => {
  expect(() => merge({ a: { b: 'x' } }, { a: { b: { c: 1 } } })).toThrow('cannot override a.b');
});

test('reset takes away', () => {
  expect(
    applyResets({ a: { b: 1, c: [1, 2] } }, [
      ['a', 'b'],
      ['a', 'c', '0'],
    ]),
  ).toEqual({ a: { c: [2] } });
});
