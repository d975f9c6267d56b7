import { expect, test } from 'vitest';
import { parseCidr } from './cidr.ts';

test.each([
  ['10.20.0.0/16', '10.20.0.0/16'],
  ['10.20.33.7/20', '10.20.32.0/20'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['fd00::/64', 'fd00::/64'],
])('%s is the network %s', (text, network) => expect(parseCidr(text)).toBe(network));

test.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.256/8', 'x'])('%s is none', (text) =>
  expect(() => parseCidr(text)).toThrow(`invalid string being converted to CIDR: ${text}`),
);
