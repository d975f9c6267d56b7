import type { Bytes } from '../bytes.ts';
import type { OpenFile } from '../open-file.ts';
import type { Process } from '../process.ts';
import type { MountNamespace } from './mount-namespace.ts';
import type { Position } from './mount.ts';

export type FileType = 'file' | 'directory' | 'symlink' | 'char' | 'block' | 'fifo' | 'socket';

export interface DeviceNumber {
  readonly major: number;
  readonly minor: number;
}

export interface Stat {
  readonly type: FileType;
  /** Permission bits, 0o7777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly mtime: number;
  readonly ino: number;
  readonly nlink: number;
  /** The file system it is on; `deviceOf` (device.ts) splits it into major and minor. */
  readonly dev: number;
  /** Which device a `char` or `block` file stands for. */
  readonly rdev?: DeviceNumber;
  /** Units of 512 bytes that it takes on the disk; without it, as many as the size needs in blocks of 4 KiB. */
  readonly blocks?: number;
  /** Extended attributes, where there are any. */
  readonly xattrs?: Readonly<Record<string, string>>;
}

/** Names below a file system's root: never '', '.' or '..'; [] is the root. */
export type Path = readonly string[];

/** A file whose first bytes are `head`; the rest reads as zeros and takes no room. */
export interface SparseContent {
  readonly size: number;
  readonly head: Bytes;
}
export type Content = Bytes | SparseContent;

interface NewMeta {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Milliseconds since the epoch; now, if not given. */
  readonly mtime?: number;
}
export type NewNode = NewMeta &
  (
    | { readonly type: 'file'; readonly content?: Content }
    | { readonly type: 'directory' | 'fifo' | 'socket' }
    | { readonly type: 'symlink'; readonly target: string }
    | { readonly type: 'char' | 'block'; readonly rdev: DeviceNumber }
  );

export interface Attributes {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly mtime?: number;
  /** Replaces all of them. */
  readonly xattrs?: Readonly<Record<string, string>>;
}

/** An open file of a file system: outlives renaming and removal of its name. */
export interface FileHandle {
  stat(): Stat;
  /** At most `length` octets from `offset`; fewer, or none, at the end. */
  read(offset?: number, length?: number): Bytes;
  write(offset: number, bytes: Bytes): void;
  truncate(size: number): void;
  setattr(attributes: Attributes): void;
  /** The last user closes it. */
  release(): void;
}

/** Bytes, and how many files where that is limited. */
export interface FileSystemUsage {
  readonly total: number;
  readonly used: number;
  readonly inodes?: { readonly total: number; readonly used: number };
}

/**
 * What a mounted file system answers. Paths are inside it; symlinks are never followed and permissions never
 * checked here (FileView does both). All but `stat` throw Errno, ENOENT for a path that is not there.
 */
export interface FileSystem {
  /** As in /proc/mounts: overlay, tmpfs, proc… */
  readonly type: string;
  /** No list of mounts shows it: it stands for a directory of the file system around it. */
  readonly hidden?: boolean;
  readonly dev: number;
  stat(path: Path): Stat | undefined;
  /** Names in no particular order. */
  readdir(path: Path): readonly string[];
  readlink(path: Path): string;
  /** At most `length` octets from `offset`; fewer, or none, at the end. */
  read(path: Path, offset?: number, length?: number): Bytes;
  write(path: Path, offset: number, bytes: Bytes): void;
  truncate(path: Path, size: number): void;
  /** EEXIST if the name is taken. */
  create(path: Path, node: NewNode): void;
  link(from: Path, to: Path): void;
  /** Replaces a file, or an empty directory by a directory. */
  rename(from: Path, to: Path): void;
  /** Removes a name; ENOTEMPTY for a directory with names in it. */
  remove(path: Path): void;
  setattr(path: Path, attributes: Attributes): void;
  /** A link as /proc/PID/fd/1: opening it opens what it stands for; its text is for the reader only. */
  isMagicLink?(path: Path): boolean;
  /** Where a link as /proc/PID/root leads, which may be in another mount namespace; its text is for the reader only. */
  jump?(path: Path): { readonly namespace: MountNamespace; readonly place: Position } | undefined;
  /** Opens what a magic link stands for. */
  openLink?(path: Path, process: Process): OpenFile | undefined;
  /** Where files can be removed while open. Call `openFile` (handle.ts), which does without it where it is missing. */
  open?(path: Path): FileHandle;
  /** From here on a file is only a hole. */
  extent?(path: Path): number;
  /** Bytes, for df. */
  usage?(): FileSystemUsage;
}
