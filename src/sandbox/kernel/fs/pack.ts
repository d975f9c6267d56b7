import { pathNames } from './path-names.ts';
import { Errno } from '../errno.ts';
import type { Content, FileSystem, NewNode, Path, Stat } from './file-system.ts';
import type { TarEntry } from './tar.ts';

/**
 * The files at and below a path as members of an archive, directories before what is in them, names sorted.
 * @param name what the path itself is called in the archive; '' leaves it out
 */
export function* packTree(
  fs: FileSystem,
  path: Path,
  name = '',
  seen = new Map<number, string>(),
): Generator<TarEntry> {
  const stat = fs.stat(path);
  if (stat === undefined) throw new Errno('ENOENT');
  if (stat.type === 'socket') return;
  if (name !== '') yield entryOf(fs, path, stat, name, seen);
  if (stat.type !== 'directory') return;
  for (const child of [...fs.readdir(path)].sort()) {
    yield* packTree(fs, [...path, child], name === '' ? child : `${name.replace(/\/$/, '')}/${child}`, seen);
  }
}

function entryOf(fs: FileSystem, path: Path, stat: Stat, name: string, seen: Map<number, string>): TarEntry {
  const { type, mode, uid, gid, mtime } = stat;
  const meta = { path: name, mode, uid, gid, mtime };
  // Only what has several names can be another name; a directory's links are its own `.` and `..`.
  const isLinked = type !== 'directory' && stat.nlink > 1;
  const first = isLinked ? seen.get(stat.ino) : undefined;
  if (first !== undefined) return { ...meta, type: 'hardlink', target: first };
  if (isLinked) seen.set(stat.ino, name);
  switch (type) {
    case 'directory':
      return { ...meta, type, path: `${name.replace(/\/$/, '')}/` };
    case 'file':
      return { ...meta, type, content: contentOf(fs, path, stat.size) };
    case 'symlink':
      return { ...meta, type, target: fs.readlink(path) };
    case 'char':
    case 'block':
      return { ...meta, type, ...(stat.rdev && { rdev: stat.rdev }) };
    default:
      return { ...meta, type: 'fifo' };
  }
}

/** Image files are mostly holes, which need not be read into memory. */
function contentOf(fs: FileSystem, path: Path, size: number): Content {
  const extent = Math.min(size, fs.extent?.(path) ?? size);
  const head = fs.read(path, 0, extent);
  return extent < size ? { size, head } : head;
}

export interface UnpackOptions {
  /** Where members go; the root by default. */
  readonly into?: Path;
  /** `.wh.NAME` removes NAME, `.wh..wh..opq` all that the directory held, as in image layers. */
  readonly whiteouts?: boolean;
  /** Owner of everything, instead of the archive's. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** Makes the members of an archive. A file replaces what is there, a directory joins what is there. */
export function unpackTree(
  fs: FileSystem,
  entries: Iterable<TarEntry>,
  { into = [], whiteouts = false, owner }: UnpackOptions = {},
): void {
  const times: [Path, number][] = [];
  for (const entry of entries) {
    const path = [...into, ...pathNames(entry.path)];
    const name = path.at(-1);
    if (whiteouts && name?.startsWith('.wh.') === true) {
      whiteOut(fs, path.slice(0, -1), name);
      continue;
    }
    const { mode, mtime } = entry;
    const { uid, gid } = owner ?? entry;
    const there = fs.stat(path);
    if (there?.type === 'directory' && entry.type === 'directory') fs.setattr(path, { mode, uid, gid });
    else {
      makeParents(fs, path.slice(0, -1));
      if (there !== undefined) removeTree(fs, path);
      if (entry.type === 'hardlink') fs.link([...into, ...pathNames(entry.target ?? '')], path);
      else fs.create(path, nodeOf(entry, { mode, mtime, uid, gid }));
    }
    if (entry.type === 'directory') times.push([path, mtime]);
  }
  for (const [path, mtime] of times) if (fs.stat(path) !== undefined) fs.setattr(path, { mtime });
}

function nodeOf(entry: TarEntry, meta: { mode: number; mtime: number; uid: number; gid: number }): NewNode {
  switch (entry.type) {
    case 'file':
      return { ...meta, type: 'file', ...(entry.content && { content: entry.content }) };
    case 'symlink':
      return { ...meta, type: 'symlink', target: entry.target ?? '' };
    case 'char':
    case 'block':
      return { ...meta, type: entry.type, rdev: entry.rdev ?? { major: 0, minor: 0 } };
    default:
      return { ...meta, type: entry.type === 'fifo' ? 'fifo' : 'directory' };
  }
}

function makeParents(fs: FileSystem, path: Path): void {
  for (let length = 1; length <= path.length; length++) {
    const parent = path.slice(0, length);
    if (fs.stat(parent) === undefined) fs.create(parent, { type: 'directory', mode: 0o755, uid: 0, gid: 0 });
  }
}

function whiteOut(fs: FileSystem, directory: Path, name: string): void {
  if (fs.stat(directory) === undefined) return;
  const names = name === '.wh..wh..opq' ? fs.readdir(directory) : [name.slice('.wh.'.length)];
  for (const gone of names) if (fs.stat([...directory, gone]) !== undefined) removeTree(fs, [...directory, gone]);
}

/** Removes a file, or a directory with all that is in it. */
export function removeTree(fs: FileSystem, path: Path): void {
  if (fs.stat(path)?.type === 'directory') for (const name of fs.readdir(path)) removeTree(fs, [...path, name]);
  fs.remove(path);
}
