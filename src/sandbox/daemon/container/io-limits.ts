import { ApiError } from '../../api/errors.ts';
import type { HostConfig, ThrottleDevice } from '../../api/types/container.ts';
import type { IoLimits } from '../../kernel/cgroup-limits.ts';
import type { Daemon } from '../daemon.ts';

const FIELDS = [
  ['BlkioDeviceReadBps', 'rbps'],
  ['BlkioDeviceWriteBps', 'wbps'],
  ['BlkioDeviceReadIOps', 'riops'],
  ['BlkioDeviceWriteIOps', 'wiops'],
] as const satisfies readonly (readonly [keyof HostConfig, keyof IoLimits])[];

/** 10 to 1000 of Docker's as the 1 to 10000 of cgroup v2. @see opencontainers/cgroups ConvertBlkIOToIOWeightValue */
export const ioWeight = (weight: number): number | undefined =>
  weight === 0 ? undefined : 1 + Math.floor(((weight - 10) * 9999) / 990);

/**
 * Limits by disk, `8:0`; those of a partition are its disk's, as systemd sets them, and what is no disk has none.
 *
 * @throws {ApiError} `stat /dev/nope: no such file or directory`
 */
export function ioLimitsOf(daemon: Daemon, config: HostConfig): ReadonlyMap<string, IoLimits> {
  const limits = new Map<string, IoLimits>();
  for (const [field, name] of FIELDS) {
    for (const { Path, Rate } of (config[field] ?? []) as readonly ThrottleDevice[]) {
      const disk = diskOf(daemon, Path);
      if (disk !== undefined) limits.set(disk, { ...limits.get(disk), [name]: Rate });
    }
  }
  return limits;
}

function diskOf({ process }: Daemon, path: string): string | undefined {
  if (!process.fs.exists(path)) throw new ApiError('internal', `stat ${path}: no such file or directory`);
  const { type, rdev } = process.fs.stat(path);
  if (type !== 'block' || rdev === undefined) return undefined;
  return `${rdev.major}:0`;
}
