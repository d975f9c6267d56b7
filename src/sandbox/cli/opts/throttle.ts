import type { ThrottleDevice, WeightDevice } from '../../api/types/container.ts';
import { UsageError } from '../errors.ts';
import { parseMemory } from './memory.ts';

function split(text: string): [path: string, value: string] {
  const colon = text.indexOf(':');
  if (colon <= 0) throw new UsageError(`bad format: ${text}`);
  const path = text.slice(0, colon);
  if (!path.startsWith('/dev/')) throw new UsageError(`bad format for device path: ${text}`);
  return [path, text.slice(colon + 1)];
}

const badRate = (text: string, unit: string, hint: string) =>
  new UsageError(
    `invalid rate for device: ${text}. The correct format is <device-path>:<number>${unit}. Number must be a positive integer${hint}`,
  );

/** A value of `--device-read-bps`: `/dev/sda:1mb`. */
export function parseThrottleBps(text: string): ThrottleDevice {
  const [Path, rate] = split(text);
  try {
    return { Path, Rate: parseMemory(rate) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw badRate(text, '[<unit>]', '. Unit is optional and can be kb, mb, or gb');
  }
}

/** A value of `--device-read-iops`: `/dev/sda:100`. */
export function parseThrottleIops(text: string): ThrottleDevice {
  const [Path, rate] = split(text);
  if (!/^\d+$/.test(rate)) throw badRate(text, '', '');
  return { Path, Rate: Number(rate) };
}

/** A value of `--blkio-weight-device`: `/dev/sda:300`. */
export function parseWeightDevice(text: string): WeightDevice {
  const [Path, weight] = split(text);
  const value = Number(weight);
  if (!/^\d+$/.test(weight) || (value > 0 && (value < 10 || value > 1000))) {
    throw new UsageError(`invalid weight for device: ${text}`);
  }
  return { Path, Weight: value };
}
