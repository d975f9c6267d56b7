import { encode } from '../bytes.ts';
import { Errno } from '../errno.ts';
import type { Stat } from './file-system.ts';
import type { MountNamespace } from './mount-namespace.ts';
import type { Position } from './mount.ts';
import { samePosition } from './mount.ts';
import type { Credentials } from './permission.ts';
import { mayAccess } from './permission.ts';

const MAX_LINKS = 40;
const MAX_PATH = 4096;
const MAX_NAME = 255;

/** Where a process stands when it names a file. */
export interface Standpoint {
  readonly namespace: MountNamespace;
  /** What `/` is; `..` leads no further. */
  readonly root: Position;
  readonly cwd: Position;
  readonly credentials: Credentials;
}

export interface Found extends Position {
  /** Undefined: there is no such name, but its directory is there. */
  readonly stat: Stat | undefined;
  /** The last component as written, after links: '.' and '..' are no names to create or remove. */
  readonly last: string;
  /** The path ended in a slash: only a directory will do. */
  readonly slash: boolean;
}

const statAt = ({ mount, path }: Position): Stat | undefined => mount.fs.stat(path);

/** What a path means. `follow` says whether a symlink at its end is followed, as all others are. @throws {Errno} */
export function resolve(text: string, from: Standpoint, follow: boolean): Found {
  const { root, credentials } = from;
  let { namespace } = from;
  const fail = (code: ConstructorParameters<typeof Errno>[0]) => new Errno(code, text);
  if (text === '') throw fail('ENOENT');
  if (text.length >= MAX_PATH) throw fail('ENAMETOOLONG');
  const slash = text.endsWith('/');
  const pending = namesOf(text).reverse();
  let here = text.startsWith('/') ? root : from.cwd;
  let stat = statAt(here);
  let last = '.';
  for (let links = 0; ;) {
    const name = pending.pop();
    if (name === undefined) break;
    last = name;
    if (stat === undefined) throw fail('ENOENT');
    if (stat.type !== 'directory') throw fail('ENOTDIR');
    if (!mayAccess(stat, 'x', credentials)) throw fail('EACCES');
    if (name === '.') continue;
    if (name === '..') {
      here = samePosition(here, root) ? here : (namespace.parent(here) ?? here);
      stat = statAt(here);
      continue;
    }
    if (name.length > MAX_NAME / 3 && encode(name).length > MAX_NAME) throw fail('ENAMETOOLONG');
    const next = namespace.cross({ mount: here.mount, path: here.path.concat(name) });
    const { fs } = next.mount;
    const nextStat = statAt(next);
    const isEnd = pending.length === 0;
    const isLink = nextStat?.type === 'symlink' && (!isEnd || follow || slash);
    if (!isLink || (isEnd && fs.isMagicLink?.(next.path) === true)) {
      here = next;
      stat = nextStat;
      continue;
    }
    if (++links > MAX_LINKS) throw fail('ELOOP');
    const elsewhere = fs.jump?.(next.path);
    if (elsewhere !== undefined) {
      ({ namespace } = elsewhere);
      here = elsewhere.place;
      stat = statAt(here);
      continue;
    }
    const target = fs.readlink(next.path);
    if (target === '') throw fail('ENOENT');
    pending.push(...namesOf(target).reverse());
    if (target.startsWith('/')) {
      here = root;
      stat = statAt(root);
    }
  }
  if (slash && stat !== undefined && stat.type !== 'directory') throw fail('ENOTDIR');
  return { mount: here.mount, path: here.path, stat, last, slash };
}

/** Where a path of a root directory lies, whether it is there or not: a removed directory can still be a current one. */
export function placeOf(text: string, namespace: MountNamespace, root: Position): Position {
  let here = root;
  for (const name of namesOf(text)) {
    here =
      name === '..'
        ? (namespace.parent(here) ?? here)
        : namespace.cross({ mount: here.mount, path: here.path.concat(name) });
  }
  return here;
}

const namesOf = (text: string): string[] => text.split('/').filter((name) => name !== '');
