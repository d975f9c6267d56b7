import type { DirectoryNode, Entry, FrozenTree, LinkTable, Node } from './node.ts';
import { nodeOf } from './node.ts';

export type ChangeKind = 'A' | 'C' | 'D';

export interface Change {
  readonly kind: ChangeKind;
  /** Absolute. */
  readonly path: string;
}

const EMPTY_DIRECTORY: ReadonlyMap<string, Entry> = new Map();
const namesOf = (node: Node | undefined) => (node?.type === 'directory' ? node.names : EMPTY_DIRECTORY);
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);

/** Whether a change of the node itself is one that Docker shows: a directory's time is none. */
function differs(before: Node, now: Node): boolean {
  if (before.type !== now.type || before.mode !== now.mode || before.uid !== now.uid || before.gid !== now.gid)
    return true;
  if (now.type === 'directory') return false;
  if (before.mtime !== now.mtime) return true;
  if (before.type === 'file' && now.type === 'file') return before.content.size !== now.content.size;
  if (before.type === 'symlink' && now.type === 'symlink') return before.target !== now.target;
  return false;
}

/**
 * What changed from `base` to `current`, as `docker diff` lists it: a directory before what is in it, deletions after
 * the rest of their directory; a directory with changes in it counts as changed; a deleted one hides what was in it.
 *
 * @see moby pkg/archive/changes.go, FileInfo.addChanges
 */
export function diff(base: FrozenTree, current: FrozenTree): Change[] {
  return changesIn(base.root, current.root, '', base.links, current.links);
}

function changesIn(before: Node | undefined, now: Node, path: string, oldLinks: LinkTable, links: LinkTable): Change[] {
  if (before === now && links === oldLinks) return [];
  const changes: Change[] = [];
  const oldNames = namesOf(before);
  for (const [name, entry] of [...namesOf(now)].sort(byName)) {
    const oldEntry = oldNames.get(name);
    const shared = entry === oldEntry && (links === oldLinks || (entry.type !== 'link' && entry.type !== 'directory'));
    if (shared) continue;
    const child = nodeOf(entry, links);
    const oldChild = oldEntry && nodeOf(oldEntry, oldLinks);
    const below = changesIn(oldChild, child, `${path}/${name}`, oldLinks, links);
    if (oldChild === undefined) changes.push({ kind: 'A', path: `${path}/${name}` });
    else if (differs(oldChild, child) || below.length > 0) changes.push({ kind: 'C', path: `${path}/${name}` });
    changes.push(...below);
  }
  for (const [name] of [...oldNames].sort(byName)) {
    if (!namesOf(now).has(name)) changes.push({ kind: 'D', path: `${path}/${name}` });
  }
  return changes;
}

/** A deleted name in an upper directory. */
const whiteout = (owner: object): Node => ({
  type: 'char',
  rdev: { major: 0, minor: 0 },
  owner,
  ino: 0,
  mode: 0,
  uid: 0,
  gid: 0,
  mtime: 0,
});

/** What overlayfs keeps in `upperdir` for these changes: new and copied files, and a 0,0 device for each deleted name. */
export function upper(base: FrozenTree, current: FrozenTree): FrozenTree {
  const owner = {};
  const layer = (before: DirectoryNode | undefined, now: DirectoryNode): DirectoryNode => {
    const names = new Map<string, Entry>();
    for (const [name, entry] of now.names) {
      const oldEntry = before?.names.get(name);
      const child = nodeOf(entry, current.links);
      const oldChild = oldEntry && nodeOf(oldEntry, base.links);
      if (child === oldChild) continue;
      names.set(
        name,
        child.type === 'directory' ? layer(oldChild?.type === 'directory' ? oldChild : undefined, child) : entry,
      );
    }
    for (const name of before?.names.keys() ?? []) if (!now.names.has(name)) names.set(name, whiteout(owner));
    return { ...now, owner, names };
  };
  return { root: layer(base.root, current.root), links: current.links, bytes: 0 };
}
