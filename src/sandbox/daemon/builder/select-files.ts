import { pathNames } from '../../kernel/fs/path-names.ts';
import { fitsPattern } from '../../api/go-pattern.ts';
import { IgnorePatterns } from '../../api/ignore-patterns.ts';
import { Errno } from '../../kernel/errno.ts';
import type { FileSystem, Path, Stat } from '../../kernel/fs/file-system.ts';
import { viewOf } from '../container/own-view.ts';

/** A file or directory that COPY names. */
export interface Selected {
  readonly fs: FileSystem;
  readonly path: Path;
  readonly stat: Stat;
  /** Absolute in its source, as written. */
  readonly name: string;
}

/** Nothing is at a path that COPY names. */
export class MissingSource extends Error {
  readonly path: string;
  /** It stands before a wildcard: BuildKit looks for it with lstat. */
  readonly aboveWildcard: boolean;

  constructor(path: string, aboveWildcard = false) {
    super(path);
    this.path = path;
    this.aboveWildcard = aboveWildcard;
  }
}

const hasWildcard = (text: string): boolean => /[*?[]/.test(text);

/**
 * What a source of COPY stands for: one thing, or all that a pattern matches.
 *
 * @throws {MissingSource}
 */
export function selectFiles(fs: FileSystem, source: string): Selected[] {
  const names = pathNames(source);
  const wild = names.findIndex(hasWildcard);
  if (wild >= 0) {
    const above = `/${names.slice(0, wild).join('/')}`;
    if (lookUp(fs, above) === undefined) throw new MissingSource(above, true);
    return glob(fs, [], names);
  }
  const name = `/${names.join('/')}`;
  const found = lookUp(fs, name);
  if (found === undefined) throw new MissingSource(name);
  return [found];
}

function lookUp(fs: FileSystem, name: string): Selected | undefined {
  try {
    const { fs: at, path, stat } = viewOf(fs).resolve(name);
    return stat === undefined ? undefined : { fs: at, path, stat, name };
  } catch (error) {
    if (error instanceof Errno) return undefined;
    throw error;
  }
}

function glob(fs: FileSystem, done: readonly string[], rest: readonly string[]): Selected[] {
  const [pattern, ...more] = rest;
  const here = lookUp(fs, `/${done.join('/')}`);
  if (here === undefined) return [];
  if (pattern === undefined) return [here];
  if (!hasWildcard(pattern)) return glob(fs, [...done, pattern], more);
  if (here.stat.type !== 'directory') return [];
  const matches = fitsPattern(pattern);
  return [...here.fs.readdir(here.path)]
    .sort()
    .filter(matches)
    .flatMap((name) => glob(fs, [...done, name], more));
}

/** What `--exclude` keeps, of paths relative to the directory that is copied; with `--parents` to the context. */
export function keptBy(exclude: readonly string[]): (path: string) => boolean {
  if (exclude.length === 0) return () => true;
  const patterns = new IgnorePatterns(exclude.map((pattern) => pattern.replace(/^\/+|\/+$/g, '')));
  return (path) => path === '' || !patterns.matches(path);
}
