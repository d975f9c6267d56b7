import { expect, test } from 'vitest';
import { formatPlatform, parsePlatform } from './platform.ts';

test.each([
  ['linux', 'linux/amd64'],
  ['arm64', 'linux/arm64'],
  ['Linux/aarch64/v8', 'linux/arm64/v8'],
  ['linux/arm/v7', 'linux/arm/v7'],
  ['windows/x86_64', 'windows/amd64'],
])('%s is %s', (text, shown) => expect(formatPlatform(parsePlatform(text))).toBe(shown));

test.each([
  ['nosuch', '"nosuch": unknown operating system or architecture: invalid argument'],
  ['a/b/c/d', '"a/b/c/d": cannot parse platform specifier: invalid argument'],
  [
    'a/b/c/d/e',
    '"d/e" is an invalid component of "a/b/c/d/e": platform specifier component must match "^[A-Za-z0-9_.-]+$": invalid argument',
  ],
  [
    'bogus/',
    '"" is an invalid component of "bogus/": platform specifier component must match "^[A-Za-z0-9_.-]+$": invalid argument',
  ],
])('%s is refused', (text, words) => expect(() => parsePlatform(text)).toThrow(words));
