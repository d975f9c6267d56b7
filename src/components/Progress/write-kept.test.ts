import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eraseText, writeKept } from './write-kept.ts';

let stored: Map<string, string>;

beforeEach(() => {
  stored = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (value.length > 20) throw new DOMException('full', 'QuotaExceededError');
      stored.set(key, value);
    },
    removeItem: (key: string) => stored.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

test('text that could not be read is kept aside before it is written over', () => {
  stored.set('drydock:read', '{"broken');
  expect(writeKept('read', '{}', 'damaged')).toBe(true);
  expect([...stored]).toEqual([
    ['drydock:read', '{}'],
    ['drydock:read-damaged', '{"broken'],
  ]);
});

test('what a newer page has written stays, and it is told', () => {
  stored.set('drydock:read', '{"version":9}');
  expect(writeKept('read', '{}', 'newer')).toBe(false);
  expect(stored.get('drydock:read')).toBe('{"version":9}');
});

test('a browser that is full has not kept it', () => {
  expect(writeKept('read', 'x'.repeat(21), 'whole')).toBe(false);
});

test('what is erased is gone, with what was set aside', () => {
  stored.set('drydock:read', '{}').set('drydock:read-damaged', '{').set('drydock:drills', '{}');
  expect(eraseText('read')).toBe(true);
  expect([...stored.keys()]).toEqual(['drydock:drills']);
});
