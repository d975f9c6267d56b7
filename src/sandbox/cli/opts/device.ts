import type { DeviceMapping, DeviceRequest } from '../../api/types/container.ts';
import { UsageError } from '../errors.ts';

const isMode = (mode: string | undefined) => mode !== undefined && /^(?!.*(.).*\1)[rwm]{1,3}$/.test(mode);

/** A value of `--device`: `/dev/sda`, `/dev/sda:/dev/xvda`, `/dev/sda:r`, `/dev/sda:/dev/xvda:rw`. */
export function parseDevice(text: string): DeviceMapping {
  const [source = '', second, third, ...more] = text.split(':');
  if (more.length > 0 || source === '') throw new UsageError(`bad format for path: ${text}`);
  if (third !== undefined && !isMode(third)) throw new UsageError(`bad mode specified: ${third}`);
  const target = second === undefined || (third === undefined && isMode(second)) ? source : second;
  if (!target.startsWith('/')) throw new UsageError(`${target} is not an absolute path`);
  const mode = third ?? (second !== undefined && isMode(second) ? second : 'rwm');
  return { PathOnHost: source, PathInContainer: target, CgroupPermissions: mode };
}

/** A value of `--device-cgroup-rule`: `c 42:* rmw`. */
export function parseDeviceRule(text: string): string {
  if (/^[acb] ([0-9]+|\*):([0-9]+|\*) [rwm]{1,3}$/.test(text)) return text;
  throw new UsageError(`invalid device cgroup format '${text}'`);
}

/** Whether a value of `--device` names a device of the Container Device Interface: `vendor.com/class=name`. */
export const isCdiDevice = (text: string): boolean =>
  /^[a-z][\w.-]*[a-z0-9]\/[a-z][\w-]*[a-z0-9]=[a-z0-9]([\w.:-]*[a-z0-9])?$/i.test(text);

/** All of them are one request. */
export const cdiRequest = (names: readonly string[]): DeviceRequest[] =>
  names.length === 0 ? [] : [{ Driver: 'cdi', Count: 0, DeviceIDs: names, Capabilities: null, Options: null }];
