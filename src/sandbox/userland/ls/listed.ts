import type { Stat } from '../../kernel/fs/file-system.ts';
import type { Process } from '../../kernel/process.ts';
import { compareVersions } from '../text/version-order.ts';
import type { Call } from '../tool/call.ts';

/** A name to be listed, and what it is. */
export interface Listed {
  readonly name: string;
  readonly path: string;
  readonly stat: Stat;
  readonly target: string | undefined;
  /** What a symlink leads to; undefined if that isn't there. */
  readonly targetStat: Stat | undefined;
}

/** @throws {Errno} */
export function lookAt(process: Process, name: string, path: string, follow: boolean): Listed {
  const { fs } = process;
  const stat = follow && fs.exists(path) ? fs.stat(path) : fs.lstat(path);
  if (stat.type !== 'symlink') return { name, path, stat, target: undefined, targetStat: undefined };
  return {
    name,
    path,
    stat,
    target: fs.readlink(path),
    targetStat: fs.exists(path) ? fs.stat(path) : undefined,
  };
}

const compareNames = (a: Listed, b: Listed): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

const extension = (name: string): string => /\.[^.]*$/.exec(name)?.[0] ?? '';

/** Sorts in place, as the options say. */
export function sortListed(call: Call, entries: Listed[]): void {
  const { options } = call;
  const word = options.value('sort');
  const by = word === undefined ? (options.lastOf('StXUvfc') ?? 'name') : (SORT_WORDS[word] ?? 'name');
  const order = comparison(by);
  if (order !== undefined) entries.sort((a, b) => order(a, b) || compareNames(a, b));
  if (options.has('r')) entries.reverse();
  if (options.has('group-directories-first')) {
    const rank = ({ stat, targetStat }: Listed) => ((targetStat ?? stat).type === 'directory' ? 0 : 1);
    entries.sort((a, b) => rank(a) - rank(b));
  }
}

const SORT_WORDS: Readonly<Record<string, string>> = {
  size: 'S',
  time: 't',
  extension: 'X',
  none: 'U',
  version: 'v',
};

function comparison(by: string): ((a: Listed, b: Listed) => number) | undefined {
  switch (by) {
    case 'S':
      return (a, b) => b.stat.size - a.stat.size;
    case 't':
    case 'c':
      return (a, b) => b.stat.mtime - a.stat.mtime;
    case 'X':
      return (a, b) => (extension(a.name) < extension(b.name) ? -1 : extension(a.name) > extension(b.name) ? 1 : 0);
    case 'v':
      return (a, b) => compareVersions(a.name, b.name);
    case 'U':
    case 'f':
      return undefined;
    default:
      return () => 0;
  }
}
