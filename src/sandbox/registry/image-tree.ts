import type { Bytes } from '../kernel/bytes.ts';
import { concat, encode } from '../kernel/bytes.ts';
import { executableHead } from '../kernel/executable-head.ts';
import { linkageOf } from '../kernel/libraries.ts';
import { GLIBC_LOADER, MUSL_LOADER } from '../kernel/linkage.ts';
import { Disk } from '../kernel/fs/disk.ts';
import type { Content, DeviceNumber, NewNode, Path } from '../kernel/fs/file-system.ts';
import type { DirectoryNode, FrozenTree } from '../kernel/fs/node.ts';
import { removeTree } from '../kernel/fs/pack.ts';
import { TreeFileSystem } from '../kernel/fs/tree.ts';

/** A file of an image as a catalogue describes it. */
export interface ImageFile {
  /** Absolute. */
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink' | 'hardlink' | 'char';
  readonly mode: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Bytes; of a text its length counts. */
  readonly size?: number;
  /** Where a symlink points, or the path of the file that a hard link shares. */
  readonly target?: string;
  readonly text?: string;
  /** What the executable prints: the program `hello` reads it from its own file, where a real one has it too. */
  readonly says?: string;
  /** The program that an executable runs, where it isn't the one of its name. */
  readonly runs?: string;
  readonly rdev?: DeviceNumber;
}

/** Like those of a disk in use; files made later get numbers of the kernel's, which are larger. */
const FIRST_INODE = 2 ** 24;
const DEVICE = 0;
const UNKNOWN: Bytes = encode('drydock: not simulated: the content of this file\n');

const namesOf = (path: string): Path => path.split('/').filter((name) => name !== '');

export interface ImageTreeOptions {
  readonly from?: FrozenTree | undefined;
  /** Paths to remove from it, first. */
  readonly without?: readonly string[];
  readonly files: Iterable<ImageFile>;
  /** Milliseconds since the epoch: when all of it was made. */
  readonly created: number;
}

/** Builds the files of an image over those of the image that it starts from. */
export function imageTree({ from, without = [], files, created }: ImageTreeOptions): FrozenTree {
  let inode = from === undefined ? FIRST_INODE : highestInode(from.root);
  const fs = new TreeFileSystem({
    type: 'ext4',
    dev: DEVICE,
    now: () => created,
    nextInode: () => ++inode,
    disk: new Disk({ used: 0, capacity: Infinity }),
    ...(from && { from }),
  });
  for (const path of without) if (fs.stat(namesOf(path)) !== undefined) removeTree(fs, namesOf(path));
  const all = [...files];
  const loader = loaderOf(fs, all);
  const links: ImageFile[] = [];
  for (const file of all) {
    if (file.type === 'hardlink') links.push(file);
    else put(fs, file, loader);
  }
  for (const { path, target = '' } of links)
    if (fs.stat(namesOf(path)) === undefined) fs.link(namesOf(target), namesOf(path));
  const { root, links: table } = fs.snapshot();
  return { root, links: table, bytes: 0 };
}

/** Where a distribution's loader may lie: its programs look for it below a link. */
const LOADER_FOLDERS = ['/lib64', '/usr/lib64', '/lib'];

const loaderOf = (fs: TreeFileSystem, files: readonly ImageFile[]): string | undefined =>
  [GLIBC_LOADER, MUSL_LOADER].find((loader) => {
    const name = namesOf(loader).at(-1) ?? '';
    const paths = LOADER_FOLDERS.map((folder) => `${folder}/${name}`);
    return paths.some((path) => fs.stat(namesOf(path)) !== undefined || files.some((file) => file.path === path));
  });

/** Inode numbers are told apart within an image only. */
function highestInode(directory: DirectoryNode): number {
  let highest = directory.ino;
  for (const entry of directory.names.values()) {
    highest = Math.max(highest, entry.type === 'directory' ? highestInode(entry) : entry.ino);
  }
  return highest;
}

function put(fs: TreeFileSystem, file: ImageFile, loader: string | undefined): void {
  const path = namesOf(file.path);
  for (let length = 1; length < path.length; length++) {
    const parent = path.slice(0, length);
    if (fs.stat(parent) === undefined) fs.create(parent, { type: 'directory', mode: 0o755, uid: 0, gid: 0 });
  }
  const { mode, uid = 0, gid = 0 } = file;
  const there = fs.stat(path);
  if (there?.type === 'directory' && file.type === 'directory') return fs.setattr(path, { mode, uid, gid });
  if (there !== undefined) removeTree(fs, path);
  fs.create(path, nodeOf(file, { mode, uid, gid }, loader));
}

function nodeOf(
  file: ImageFile,
  meta: { mode: number; uid: number; gid: number },
  loader: string | undefined,
): NewNode {
  switch (file.type) {
    case 'file':
      return { ...meta, type: 'file', content: contentOf(file, loader) };
    case 'symlink':
      return { ...meta, type: 'symlink', target: file.target ?? '' };
    case 'char':
      return { ...meta, type: 'char', rdev: file.rdev ?? { major: 0, minor: 0 } };
    default:
      return { ...meta, type: 'directory' };
  }
}

/** A text that the catalogue has, else an executable that runs the program of its name, else as long a file as the real one. */
function contentOf({ path, mode, size = 0, text, says = '', runs }: ImageFile, loader: string | undefined): Content {
  if (text !== undefined) return encode(text);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const executable = (mode & 0o111) !== 0 && (runs !== undefined || !/\.so(\.|$)/.test(name));
  const program = runs ?? name;
  const linkage = loader === undefined ? undefined : linkageOf(program, loader);
  const head = executable ? concat([executableHead(program, linkage), encode(says)]) : UNKNOWN.subarray(0, size);
  return { size: Math.max(size, head.length), head };
}
