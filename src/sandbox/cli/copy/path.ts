import { pathNames } from '../../kernel/fs/path-names.ts';
import type { TarEntry } from '../../kernel/fs/tar.ts';
import { UsageError } from '../errors.ts';

/** One end of a copy. A path that ends in `/` or `/.` means a directory or its contents. */
export interface CopyInfo {
  readonly path: string;
  readonly exists: boolean;
  readonly isDirectory: boolean;
  /** Under what name it goes into the archive where that is not its own: that of the link that was followed. */
  readonly name?: string;
}

/** Last part; `.` for `dir/.`. */
export function basename(path: string): string {
  return (
    path
      .replace(/(.)\/+$/, '$1')
      .split('/')
      .at(-1) || '/'
  );
}

export function dirname(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash) || '/';
}

/** Absolute and clean, but for a `/` or `/.` at the end. */
export function copyPath(path: string, cwd: string): string {
  const clean = `/${pathNames(path.startsWith('/') ? path : `${cwd}/${path}`).join('/')}`;
  const end = /(?:^|\/)\.$/.test(path) ? '/.' : path.endsWith('/') ? '/' : '';
  return clean === '/' ? (end === '/.' ? '/.' : '/') : clean + end;
}

export interface PreparedCopy {
  /** Where the archive is unpacked. */
  readonly directory: string;
  /** Gives the members the name that they shall have there. */
  readonly rename: (entries: Iterable<TarEntry>) => TarEntry[];
}

/** @throws {UsageError} `cannot copy directory`, `no such directory` @see moby archive copy.go, PrepareArchiveCopy */
export function prepareCopy(from: CopyInfo, to: CopyInfo): PreparedCopy {
  if (to.exists && to.isDirectory) return { directory: to.path, rename: (entries) => [...entries] };
  if (to.exists && from.isDirectory) throw new UsageError('cannot copy directory');
  if (!to.exists && !from.isDirectory && /\/\.?$/.test(to.path)) throw new UsageError('no such directory');
  const target = to.path.replace(/(.)\/\.?$/, '$1');
  return {
    directory: dirname(target),
    rename: (entries) => rebase(entries, from.name ?? basename(from.path), basename(target)),
  };
}

/** Gives members of an archive the name that they shall have instead of the one that they were packed under. */
export function rebase(entries: Iterable<TarEntry>, before: string, after: string): TarEntry[] {
  const old = before === '/' ? '' : before;
  return [...entries].map((entry) => ({
    ...entry,
    path: entry.path.startsWith(old) ? after + entry.path.slice(old.length) : entry.path,
  }));
}
