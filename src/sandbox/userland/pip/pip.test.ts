import { expect, test } from 'vitest';
import { allows } from './pip.ts';

test('[PIP-1] a requirement allows versions', () => {
  expect(['3.1.3', '3.0.0', '2.3.3'].filter((version) => allows(version, '>=3,<3.1'))).toEqual(['3.0.0']);
  expect(allows('2.3.3', '~=2.2')).toBe(true);
  expect(allows('3.0.0', '~=2.2')).toBe(false);
  expect(allows('2.3.3', '==2.3.*')).toBe(true);
  expect(allows('2.3.3', '!=2.3.3')).toBe(false);
  expect(allows('10.0.0', '>9')).toBe(true);
});
