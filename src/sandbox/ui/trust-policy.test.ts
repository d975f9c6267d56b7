import { afterEach, expect, test, vi } from 'vitest';
import { ownAddress, trustPolicy } from './trust-policy.ts';

afterEach(() => vi.unstubAllGlobals());

test('where the browser has Trusted Types, text goes through the policy of that name', () => {
  const createPolicy = vi.fn(() => ({ createHTML: () => 'trusted' }));
  vi.stubGlobal('trustedTypes', { createPolicy });
  expect(trustPolicy('frame', { createHTML: (html) => html }).createHTML('<b>')).toBe('trusted');
  expect(createPolicy).toHaveBeenCalledWith('frame', expect.anything());
});

test('where it has none, the rule itself is asked', () => {
  expect(trustPolicy('frame', { createHTML: (html) => `${html}!` }).createHTML('<b>')).toBe('<b>!');
});

test('a program comes from the site alone', () => {
  vi.stubGlobal('location', new URL('https://site.example/notes/'));
  expect(ownAddress('/sw.js')).toBe('/sw.js');
  for (const address of ['https://other.example/sw.js', '//other.example/sw.js', 'data:text/javascript,1', 'blob:x']) {
    expect(() => ownAddress(address)).toThrow('not of this site');
  }
});
