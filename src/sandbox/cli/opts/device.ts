import type { DeviceMapping } from '../../api/types/container.ts';
import { UsageError } from '../errors.ts';

/** A value of `--device`: `/dev/sda`, `/dev/sda:/dev/xvda`, `/dev/sda:r`, `/dev/sda:/dev/xvda:rw`. */
export function parseDevice(text: string): DeviceMapping {
  const [source = '', second, third, ...more] = text.split(':');
  if (more.length > 0) throw new UsageError(`invalid device specification: ${text}`);
  const permissions = (mode: string | undefined) => mode !== undefined && /^[rwm]{1,3}$/.test(mode);
  const target = second === undefined || (third === undefined && permissions(second)) ? source : second;
  const mode = third ?? (second !== undefined && permissions(second) ? second : 'rwm');
  return { PathOnHost: source, PathInContainer: target === '' ? source : target, CgroupPermissions: mode };
}
