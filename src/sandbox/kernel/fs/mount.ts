import type { FileSystem, Path } from './file-system.ts';

export interface MountOptions {
  readonly ro?: boolean;
  readonly nosuid?: boolean;
  readonly nodev?: boolean;
  readonly noexec?: boolean;
  readonly relatime?: boolean;
  readonly noatime?: boolean;
  readonly nodiratime?: boolean;
  /** Of the file system, not of this mount of it. */
  readonly sync?: boolean;
  readonly dirsync?: boolean;
}

/** To whom later mounts below spread, by the number of a peer group. Neither: private. */
export interface Propagation {
  readonly shared?: number;
  readonly master?: number;
  /** Private, and can't be bound to another place. */
  readonly unbindable?: boolean;
}

/** A file system, or a part of it, at a place of the tree. */
export interface Mount {
  readonly id: number;
  readonly fs: FileSystem;
  /** What of the file system is shown: a directory, or a single file. */
  readonly root: Path;
  /** A device, 'overlay', 'proc'… */
  readonly source: string;
  readonly options: MountOptions;
  /** Options of the file system itself: lowerdir=…, size=… */
  readonly fsOptions: readonly string[];
  readonly propagation: Propagation;
  /** Where it is mounted; the first mount of a namespace is nowhere. */
  readonly at: Position | undefined;
}

/** A file or directory of a namespace: a path inside the file system of a mount. */
export interface Position {
  readonly mount: Mount;
  readonly path: Path;
}

export interface MountSpec {
  readonly fs: FileSystem;
  readonly root?: Path;
  readonly source?: string;
  readonly options?: MountOptions;
  readonly fsOptions?: readonly string[];
  readonly propagation?: Propagation;
}

export const samePath = (a: Path, b: Path): boolean => a.length === b.length && a.every((name, i) => name === b[i]);

export const samePosition = (a: Position, b: Position): boolean =>
  a.mount.id === b.mount.id && samePath(a.path, b.path);

export const rootOf = (mount: Mount): Position => ({ mount, path: mount.root });

/** `rw,nosuid,nodev,noexec,relatime`, as one mount has them. */
export function formatOptions(options: MountOptions): string {
  const { ro = false, nosuid, nodev, noexec, noatime, nodiratime, relatime } = options;
  const words = [
    ro ? 'ro' : 'rw',
    nosuid && 'nosuid',
    nodev && 'nodev',
    noexec && 'noexec',
    noatime && 'noatime',
    nodiratime && 'nodiratime',
    relatime && 'relatime',
  ];
  return words.filter((word) => word !== false && word !== undefined).join(',');
}

/** Flags of the file system, which all of its mounts share. */
export const fileSystemFlags = ({ sync, dirsync }: MountOptions): string[] => [
  ...(sync === true ? ['sync'] : []),
  ...(dirsync === true ? ['dirsync'] : []),
];

/** All options of a mount as /proc/mounts shows them. */
export function formatMountOptions({ options, fsOptions }: Pick<Mount, 'options' | 'fsOptions'>): string {
  const [access = 'rw', ...flags] = formatOptions(options).split(',');
  return [access, ...fileSystemFlags(options), ...flags, ...fsOptions].join(',');
}
