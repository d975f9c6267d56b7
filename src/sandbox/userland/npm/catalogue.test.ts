import { expect, test } from 'vitest';
import { versionFor } from './catalogue.ts';

test('[NPM-1] the newest version in a range', () => {
  expect(versionFor('express', '^4.18.0')).toBe('4.21.2');
  expect(versionFor('express', '~4.18.0')).toBe('4.18.2');
  expect(versionFor('express', '4.17.1')).toBe('4.17.1');
  expect(versionFor('express', '5')).toBe('5.3.0');
  expect(versionFor('express', 'latest')).toBe('5.3.0');
  expect(versionFor('express', '^9')).toBeUndefined();
  expect(versionFor('lodahs', '*')).toBeUndefined();
});
