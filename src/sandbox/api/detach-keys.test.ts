import { expect, test } from 'vitest';
import { decode, encode } from '../kernel/bytes.ts';
import { createDetachFilter, parseDetachKeys } from './detach-keys.ts';

const keys = (text: string) => parseDetachKeys(text, (key) => new Error(`Unknown character: '${key}'`));

const typed = (...chunks: string[]) => {
  const filter = createDetachFilter(keys(''));
  let passed = '';
  for (const chunk of chunks) {
    const { pass, detached } = filter(encode(chunk));
    passed += decode(pass);
    if (detached) return { passed, detached };
  }
  return { passed, detached: false };
};

test('the keys detach, also in two reads', () => {
  expect(typed('ab\x10\x11')).toEqual({ passed: 'ab', detached: true });
  expect(typed('a\x10', '\x11')).toEqual({ passed: 'a', detached: true });
});

test('a first key alone is passed on with what follows', () => {
  expect(typed('\x10', 'x')).toEqual({ passed: '\x10x', detached: false });
  expect(typed('\x10\x10\x11')).toEqual({ passed: '\x10', detached: true });
});

test('names of keys', () => {
  expect([...keys('ctrl-@,a,ctrl-_')]).toEqual([0, 97, 31]);
  expect(() => keys('ctrl-1')).toThrow("Unknown character: 'ctrl-1'");
});
