import { Errno } from './errno.ts';
import type { FileSystem } from './fs/file-system.ts';
import { type Layer, OverlayFileSystem } from './fs/overlay.ts';
import type { Location } from './fs/view.ts';
import type { Process } from './process.ts';

/** What `mount -t overlay -o …` makes, and the words that /proc/mounts shows of it. */
export interface OverlayMount {
  readonly fs: FileSystem;
  readonly words: readonly string[];
  /** Without upperdir it can't be written to. */
  readonly readonly: boolean;
}

const KNOWN = /^(index|metacopy|redirect_dir|xino|uuid|nfs_export|userxattr|volatile|fsync)\b/;

/** @throws {Errno} EINVAL for options that overlayfs refuses; ENOENT for a directory that isn't there */
export function createOverlay(process: Process, words: readonly string[]): OverlayMount {
  const options = new Map(words.map((word) => [word.split('=', 1)[0] ?? '', word.slice(word.indexOf('=') + 1)]));
  for (const word of words)
    if (!/^(lowerdir|upperdir|workdir)=/.test(word) && !KNOWN.test(word)) throw new Errno('EINVAL');
  const lowerText = options.get('lowerdir');
  const upperText = options.get('upperdir');
  const workText = options.get('workdir');
  if (lowerText === undefined || lowerText === '') throw new Errno('EINVAL');
  const lower = lowerText.split(/(?<!\\):/).map((text) => directory(process, text.replaceAll('\\:', ':')));
  if (upperText === undefined) return { fs: overlay(process, lower, undefined), words: [...words], readonly: true };
  const upper = directory(process, upperText);
  // An overlay can't keep whiteouts of another one: that of a container, say.
  if (workText === undefined || upper.fs.type === 'overlay') throw new Errno('EINVAL');
  const work = directory(process, workText);
  const overlap = isInside(upper, work) || isInside(work, upper);
  if (upper.mount.id !== work.mount.id || overlap) throw new Errno('EINVAL');
  const inside = [...work.path, 'work'];
  if (work.fs.stat(inside) === undefined) work.fs.create(inside, { type: 'directory', mode: 0, uid: 0, gid: 0 });
  return { fs: overlay(process, lower, upper), words: [...words], readonly: false };
}

const overlay = ({ kernel }: Process, lower: readonly Layer[], upper: Layer | undefined): FileSystem =>
  new OverlayFileSystem({ dev: kernel.nextDevice(), lower, upper });

function directory(process: Process, path: string): Location {
  const found = process.fs.resolve(path);
  if (found.stat === undefined) throw new Errno('ENOENT', path);
  if (found.stat.type !== 'directory') throw new Errno('EINVAL', path);
  return found;
}

const isInside = (a: Layer, b: Layer): boolean =>
  a.fs === b.fs && b.path.every((name, index) => name === a.path[index]);
