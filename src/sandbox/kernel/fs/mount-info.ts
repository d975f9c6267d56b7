import { deviceOf } from './device.ts';
import type { MountNamespace } from './mount-namespace.ts';
import type { Mount, Position } from './mount.ts';
import { fileSystemFlags, formatMountOptions, formatOptions } from './mount.ts';

export interface MountLine {
  readonly mount: Mount;
  /** Absolute, as seen from the reader's root. */
  readonly mountPoint: string;
}

/** The mounts that can be reached from a root directory, in the order in which they were mounted. */
export function visibleMounts(mounts: MountNamespace, root: Position): MountLine[] {
  return mounts.list().flatMap((mount) => {
    if (mount.fs.hidden === true) return [];
    if (mount.id === root.mount.id) return [{ mount, mountPoint: '/' }];
    const names = mount.at && mounts.pathFrom(root, mount.at);
    return names === undefined ? [] : [{ mount, mountPoint: `/${names.join('/')}` }];
  });
}

/** Blank, tab, newline and backslash as the kernel writes them. */
const escape = (text: string): string =>
  text.replace(/[ \t\n\\]/g, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`);

const superOptions = ({ options, fsOptions }: Mount): string =>
  [options.ro === true ? 'ro' : 'rw', ...fileSystemFlags(options), ...fsOptions].join(',');

/** /proc/PID/mounts */
export function formatMounts(lines: readonly MountLine[]): string {
  return lines
    .map(({ mount, mountPoint }) => {
      return `${escape(mount.source)} ${escape(mountPoint)} ${mount.fs.type} ${formatMountOptions(mount)} 0 0\n`;
    })
    .join('');
}

/** A namespace's file has no path: `net:[4026532200]`. */
const rootText = ({ fs, root }: Mount): string => (fs.type === 'nsfs' ? (root[0] ?? '') : `/${root.join('/')}`);

/** /proc/PID/mountinfo; proc(5) names its columns. */
export function formatMountInfo(lines: readonly MountLine[]): string {
  return lines
    .map(({ mount, mountPoint }) => {
      const { major, minor } = deviceOf(mount.fs.dev);
      const { shared, master, unbindable } = mount.propagation;
      const spread = [
        shared !== undefined && `shared:${shared} `,
        master !== undefined && `master:${master} `,
        unbindable === true && 'unbindable ',
      ];
      return (
        `${mount.id} ${mount.at?.mount.id ?? 0} ${major}:${minor} ${escape(rootText(mount))} ${escape(mountPoint)} ` +
        `${formatOptions(mount.options)} ${spread.filter(Boolean).join('')}- ${mount.fs.type} ${escape(mount.source)} ${superOptions(mount)}\n`
      );
    })
    .join('');
}
