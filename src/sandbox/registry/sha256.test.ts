import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { encode } from '../kernel/bytes.ts';
import { sha256 } from './sha256.ts';

test.each([0, 1, 55, 56, 63, 64, 65, 1000])('agrees with the platform on %d octets', (length) => {
  const bytes = encode('drydock'.repeat(200)).subarray(0, length);
  expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
});
