import { Errno } from '../../kernel/errno.ts';
import type { FileView } from '../../kernel/fs/view.ts';

/** Files below a path, each with what tells one state of it from another; the path itself is ''. */
export type Snapshot = ReadonlyMap<string, string>;

/** The files below a path that matter, as they are now. A path that isn't there has none. */
export function snapshot(fs: FileView, path: string, concerns: (inside: string) => boolean): Snapshot {
  const found = new Map<string, string>();
  const visit = (inside: string): void => {
    const whole = inside === '' ? path : `${path}/${inside}`;
    const stat = statOf(fs, whole);
    if (stat === undefined || (inside !== '' && stat.type !== 'directory' && !concerns(inside))) return;
    if (stat.type !== 'directory') {
      found.set(inside, `${stat.ino} ${stat.size} ${stat.mtime} ${stat.mode}`);
      return;
    }
    for (const { name } of fs.readdir(whole)) visit(inside === '' ? name : `${inside}/${name}`);
  };
  visit('');
  return found;
}

function statOf(fs: FileView, path: string) {
  try {
    return fs.lstat(path);
  } catch (error) {
    if (error instanceof Errno) return undefined; // gone between two looks
    throw error;
  }
}

/** What came, went or became another, by name. */
export function changesBetween(before: Snapshot, after: Snapshot): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
}
