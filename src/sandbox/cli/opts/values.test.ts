import { expect, test } from 'vitest';
import { parseDuration } from './duration.ts';
import { parseEnvFile } from './env-file.ts';
import { ipamPools } from './ipam.ts';
import { isIPAddress } from './ip-address.ts';
import { parseMemory } from './memory.ts';
import { parseMount } from './mount.ts';
import { parseCpus } from './number.ts';
import { parseNetwork } from './network.ts';
import { parseExpose, parsePublish } from './publish.ts';
import { parseTimestamp } from './timestamp.ts';
import { parseVolume } from './volume.ts';

const shown = (text: string) =>
  parsePublish(text).map(({ port, binding }) => `${binding.HostIp}|${binding.HostPort}|${port}`);

test('published ports', () => {
  expect(shown('80')).toEqual(['||80/tcp']);
  expect(shown('8080:80')).toEqual(['|8080|80/tcp']);
  expect(shown('127.0.0.1::80/udp')).toEqual(['127.0.0.1||80/udp']);
  expect(shown('[::1]:8080:80')).toEqual(['::1|8080|80/tcp']);
  expect(shown('8000-8001:80-81')).toEqual(['|8000|80/tcp', '|8001|81/tcp']);
  expect(shown('8000-8005:80')).toEqual(['|8000-8005|80/tcp']);
  expect(shown('target=80,published=8080')).toEqual(['|8080|80/tcp']);
});

test.each([
  ['abc', 'Invalid containerPort: abc'],
  ['x:80', 'Invalid hostPort: x'],
  ['99999999:1', 'Invalid hostPort: 99999999'],
  ['1-2:1-3', 'Invalid ranges specified for container and host Ports: 1-3 and 1-2'],
  ['1:2/foo', 'Invalid proto: foo'],
  ['1.2.3:1:2', 'Invalid ip address: 1.2.3'],
  ['8080:', 'No port specified: 8080:<empty>'],
])('-p %s is refused', (text, message) => expect(() => parsePublish(text)).toThrow(message));

test('exposed ports', () => {
  expect(parseExpose('7000-7001/udp')).toEqual(['7000/udp', '7001/udp']);
  expect(() => parseExpose('a:b')).toThrow('invalid port format for --expose: a:b');
});

test('sizes, durations and CPUs', () => {
  expect(parseMemory('512m')).toBe(512 * 2 ** 20);
  expect(parseMemory('1.5 GiB')).toBe(1.5 * 2 ** 30);
  expect(() => parseMemory('1x')).toThrow("invalid suffix: 'x'");
  expect(parseDuration('1h30m')).toBe(5.4e12);
  expect(parseDuration('-1.5s')).toBe(-1.5e9);
  expect(() => parseDuration('1y')).toThrow('time: unknown unit "y" in duration "1y"');
  expect(parseCpus('0.5')).toBe(5e8);
  expect(parseCpus('1/2')).toBe(5e8);
});

test('mounts and volumes', () => {
  expect(parseMount('type=bind,src=/a,dst=/b,ro')).toEqual({
    Type: 'bind',
    Source: '/a',
    Target: '/b',
    ReadOnly: true,
  });
  expect(parseMount('target=/x')).toEqual({ Type: 'volume', Target: '/x' });
  expect(() => parseMount('type=tmpfs,target=/x,volume-nocopy')).toThrow(
    "cannot mix 'volume-*' options with mount type 'tmpfs'",
  );
  expect(parseVolume('/anonymous')).toMatchObject({ source: '', target: '/anonymous' });
  expect(() => parseVolume(':::')).toThrow('invalid spec: :::: empty section between colons');
});

test('networks', () => {
  expect(parseNetwork('front')).toMatchObject({ target: 'front' });
  expect(parseNetwork('name=front,alias=a,alias=b,ip=10.0.0.2')).toMatchObject({
    target: 'front',
    aliases: ['a', 'b'],
    ipv4: '10.0.0.2',
  });
  const none = { subnets: [], ranges: [], gateways: [], auxiliary: {} };
  expect(ipamPools({ ...none, subnets: ['10.9.0.0/16'], gateways: ['10.9.0.1'] })).toEqual([
    { Subnet: '10.9.0.0/16', Gateway: '10.9.0.1' },
  ]);
  expect(() => ipamPools({ ...none, subnets: ['10.9.0.0/16'], gateways: ['10.8.0.1'] })).toThrow(
    'no matching subnet for gateway 10.8.0.1',
  );
});

test('addresses', () => {
  for (const text of ['1.2.3.4', '::', '::1', 'fe80::1', '1:2:3:4:5:6:7:8', '::ffff:1.2.3.4'])
    expect(isIPAddress(text)).toBe(true);
  for (const text of ['', '1.2.3', '1.2.3.256', '01.2.3.4', ':::', '1:2', 'x::']) expect(isIPAddress(text)).toBe(false);
});

test('environment files keep values as they stand', () => {
  const text = '# comment\nA=1\n  B= "x" \nHOME\nNONE\n\n';
  expect(parseEnvFile('f', text, (name) => (name === 'HOME' ? '/root' : undefined))).toEqual([
    'A=1',
    'B= "x" ',
    'HOME=/root',
  ]);
  expect(() => parseEnvFile('f', 'a b=c')).toThrow("invalid env file (f): variable 'a b' contains whitespaces");
  expect(() => parseEnvFile('f', '=c')).toThrow("invalid env file (f): no variable name on line '=c'");
});

test('points in time', () => {
  const now = Date.UTC(2026, 0, 1, 12, 0, 0);
  expect(parseTimestamp('10m', now)).toBe(`${now / 1000 - 600}.000000000`);
  expect(parseTimestamp('2026-01-01T12:00:00Z', now)).toBe(`${now / 1000}.000000000`);
  expect(parseTimestamp('1700000000', now)).toBe('1700000000');
  expect(() => parseTimestamp('foo', now)).toThrow('failed to parse value as time or duration: "foo"');
});
