import { expect, test } from 'vitest';
import { rotationOf } from './log-options.ts';
import { isLinuxSignal, signalNumber } from './signal-number.ts';

const json = (Config: Record<string, string>) => rotationOf({ Type: 'json-file', Config });

test('sizes of logs are powers of 1000', () => {
  expect(json({ 'max-size': '10m', 'max-file': '3' })).toEqual({ maxSize: 10_000_000, maxFile: 3 });
  expect(json({ 'max-size': '1kib' }).maxSize).toBe(1000);
});

test.each([
  [{ 'max-size': '1z' }, "invalid suffix: 'z'"],
  [{ 'max-size': 'k' }, "invalid size: 'k'"],
  [{ 'max-size': '0' }, 'max-size must be a positive number'],
  [{ 'max-file': '0' }, 'max-file cannot be less than 1'],
  [{ compress: 'true' }, 'compress cannot be true when max-file is less than 2 or max-size is not set'],
])('options %j of json-file are refused', (config, why) => {
  expect(() => json(config)).toThrow(why);
});

test('files without a size are taken', () => {
  expect(json({ 'max-file': '2' })).toEqual({ maxSize: undefined, maxFile: 2 });
});

test('a signal is a name, a real-time name or any number but 0', () => {
  expect(['TERM', 'sigterm', '9', 'SIGRTMIN+3', 'RTMAX', '99', '-1'].map(signalNumber)).toEqual([
    15, 15, 9, 37, 64, 99, -1,
  ]);
  expect(['0', 'nope', 'RTMIN+99', 'RTMIN-1', ''].map(signalNumber)).toEqual(Array(5).fill(undefined));
  expect([isLinuxSignal(64), isLinuxSignal(65), isLinuxSignal(-1)]).toEqual([true, false, false]);
});
