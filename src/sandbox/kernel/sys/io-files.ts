import type { Cgroup } from '../cgroup.ts';
import type { IoLimits } from '../cgroup-limits.ts';
import { Errno } from '../errno.ts';
import type { VirtualFile } from '../virtual-file-system.ts';
import { both, inRange, max, read } from './cgroup-file.ts';

const IO_LIMITS = ['rbps', 'wbps', 'riops', 'wiops'] as const satisfies readonly (keyof IoLimits)[];
/** The machine's one disk; limits are for whole disks. */
const DISK = '8:0';

function checkDisk(device: string): void {
  if (!/^\d+:\d+$/.test(device)) throw new Errno('EINVAL');
  if (device !== DISK) throw new Errno('ENODEV');
}

/** What is left out stays. Limits are kept and shown; a simulated disk takes no time. */
function limitIo(group: Cgroup, device: string, changes: IoLimits): void {
  const limits = { ...group.ioMax.get(device), ...changes };
  if (IO_LIMITS.every((name) => limits[name] === undefined)) group.ioMax.delete(device);
  else group.ioMax.set(device, limits);
}

/** `8:0 rbps=1048576 wiops=max` */
function writeIoMax(group: Cgroup, text: string): void {
  const [device = '', ...words] = text.split(/\s+/);
  checkDisk(device);
  const changes = words.map((word): [string, number | undefined] => {
    const [, name, value] = /^(rbps|wbps|riops|wiops)=(max|\d+)$/.exec(word) ?? [];
    if (name === undefined) throw new Errno('EINVAL');
    if (value === 'max') return [name, undefined];
    if (Number(value) === 0) throw new Errno('ERANGE');
    return [name, Number(value)];
  });
  limitIo(group, device, Object.fromEntries(changes));
}

const readIoMax = (group: Cgroup): string =>
  [...group.ioMax]
    .map(([device, limits]) => [device, ...IO_LIMITS.map((name) => `${name}=${max(limits[name])}`)].join(' '))
    .join('\n');

/** Of cgroup v2. */
export const ioFiles = (group: Cgroup): Record<string, VirtualFile> => ({
  'io.max': both(
    () => readIoMax(group),
    (text) => writeIoMax(group, text),
  ),
  'io.weight': both(
    () => `default ${group.ioWeight}`,
    (text) => {
      // A weight for one disk: its scheduler would have to know of weights.
      if (/^\d+:\d+\s/.test(text)) throw new Errno('EOPNOTSUPP');
      group.ioWeight = inRange(text.replace(/^default\s+/, ''), 1, 10_000, 'EINVAL');
    },
  ),
  'io.stat': read(() => ''),
});

const THROTTLES = { read_bps: 'rbps', write_bps: 'wbps', read_iops: 'riops', write_iops: 'wiops' } as const;

/** Of version 1: a file for each limit, `8:0 1048576`; zero takes it away. */
export const blkioFiles = (group: Cgroup): Record<string, VirtualFile> =>
  Object.fromEntries(
    Object.entries(THROTTLES).map(([file, name]) => [
      `blkio.throttle.${file}_device`,
      both(
        () => {
          const limit = group.ioMax.get(DISK)?.[name];
          return limit === undefined ? '' : `${DISK} ${limit}`;
        },
        (text) => {
          const [device = '', value = ''] = text.split(/\s+/);
          if (!/^\d+$/.test(value)) throw new Errno('EINVAL');
          checkDisk(device);
          limitIo(group, device, { [name]: Number(value) || undefined });
        },
      ),
    ]),
  );
