import type { DeviceNumber } from './file-system.ts';

const MINORS = 2 ** 20;

/** The number in `dev`: of a disk with its major, of a file system without a disk with major 0. */
export const deviceId = ({ major, minor }: DeviceNumber): number => major * MINORS + minor;

export const deviceOf = (dev: number): DeviceNumber => ({ major: Math.floor(dev / MINORS), minor: dev % MINORS });
