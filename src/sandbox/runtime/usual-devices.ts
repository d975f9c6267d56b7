import type { DeviceRule } from '../kernel/device-filter.ts';

const char = (major: number, minor?: number): DeviceRule => ({ type: 'char', major, minor, access: 'rwm' });

/** Devices that every container may use; it may make any. @see runc libcontainer/specconv AllowedDevices */
export const USUAL_DEVICES: readonly DeviceRule[] = [
  { type: 'all', access: 'm' },
  ...[3, 5, 7, 8, 9].map((minor) => char(1, minor)),
  ...[0, 1, 2].map((minor) => char(5, minor)),
  char(136),
];
