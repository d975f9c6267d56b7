import { expect, test } from 'vitest';
import { contains6, formatAddress6, formatSubnet6, linkLocalOf, parseAddress6, parseSubnet6 } from './address6.ts';

test.each([
  ['fd00::1', 'fd00::1'],
  ['FD00:0:0:1::', 'fd00:0:0:1::'],
  ['fd00:0:0:0:5::1', 'fd00::5:0:0:1'],
  ['::', '::'],
  ['::1', '::1'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
  ['1:0:3:4:5:6:7:8', '1:0:3:4:5:6:7:8'],
  ['::ffff:1.2.3.4', '::ffff:102:304'],
])('%s is written %s', (text, shown) => {
  const address = parseAddress6(text);
  expect(address === undefined ? undefined : formatAddress6(address)).toBe(shown);
});

test.each([
  '',
  '1',
  '1.2.3.4',
  'fd00:',
  ':1',
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  'g::',
  '12345::',
  '::1%lo',
])('%s is none', (text) => expect(parseAddress6(text)).toBeUndefined());

test('a subnet drops the bits of its hosts', () => {
  const subnet = parseSubnet6('fd00:b3::7/64');
  expect(subnet && formatSubnet6(subnet)).toBe('fd00:b3::/64');
  expect(subnet && contains6(subnet, parseAddress6('fd00:b3::ffff') ?? 0n)).toBe(true);
  expect(subnet && contains6(subnet, parseAddress6('fd00:b3:0:1::') ?? 0n)).toBe(false);
  expect(parseSubnet6('fd00::/129')).toBeUndefined();
});

test('the address that a link gives itself', () => {
  expect(linkLocalOf('f2:20:9c:cc:45:4c')).toBe('fe80::f020:9cff:fecc:454c');
});
