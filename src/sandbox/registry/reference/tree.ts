import type { FrozenTree } from '../../kernel/fs/node.ts';
import type { ImageFile } from '../image-tree.ts';
import { imageTree } from '../image-tree.ts';
import { debianLibraries } from '../libraries.ts';
import { recordedRoots } from './data.ts';

const TYPES: Readonly<Record<string, ImageFile['type']>> = {
  '-': 'file',
  d: 'directory',
  l: 'symlink',
  h: 'hardlink',
  c: 'char',
};

/** Permission bits of `rwxr-sr-t`. */
function modeOf(letters: string): number {
  let mode = 0;
  [...letters].forEach((letter, index) => {
    if (/[rwxst]/.test(letter)) mode |= 0o400 >> index;
    if (/[sStT]/.test(letter)) mode |= 0o4000 >> Math.floor(index / 3);
  });
  return mode;
}

/** Reads `lrwxrwxrwx 0/0 0 /bin/sh -> dash`. */
function parseListing(line: string): ImageFile {
  const parts = /^(.)(\S{9}) (\d+)\/(\d+) (\S+) (.*?)(?: (?:->|link to) (.*))?$/.exec(line);
  const [, letter = '', letters = '', uid, gid, size = '0', path = '', target] = parts ?? [];
  const type = TYPES[letter];
  if (type === undefined) throw new Error(`not a line of a listing: ${line}`);
  const [major, minor] = size.split(',').map(Number);
  return {
    path,
    type,
    mode: modeOf(letters),
    uid: Number(uid),
    gid: Number(gid),
    ...(type === 'char' ? { rdev: { major: major ?? 0, minor: minor ?? 0 } } : { size: Number(size) }),
    ...(target !== undefined && { target }),
  };
}

/** Printed by the engine's stand-in for hello-world: reference-docker/make-images. */
const HELLO = `
Hello from Docker!
This message shows that your installation appears to be working correctly.

`;

/** What Debian calls by another name than the program here. */
const RUNS: Readonly<Record<string, string>> = { '/usr/bin/docker-registry': 'registry' };

const trees = new Map<string, FrozenTree>();

/** The files of a recorded root; made once. */
export function recordedTree(name: string, created: number): FrozenTree {
  const made = trees.get(name);
  if (made !== undefined) return made;
  const root = recordedRoots[name];
  if (root === undefined) throw new Error(`no recorded root: ${name}`);
  const files = root.files.map(parseListing).map((file) => {
    const text = file.type === 'file' ? root.texts[file.path] : undefined;
    if (file.path === '/hello') return { ...file, says: HELLO };
    const runs = RUNS[file.path];
    if (runs !== undefined) return { ...file, runs };
    return text === undefined ? file : { ...file, text };
  });
  const known = new Set(files.map(({ path }) => path));
  // The listings leave libraries out; the loader's own line tells who has them.
  const libraries = known.has('/usr/lib64/ld-linux-x86-64.so.2') ? debianLibraries() : [];
  const from = root.from === undefined ? undefined : recordedTree(root.from, created);
  const tree = imageTree({
    from,
    without: root.without ?? [],
    files: [...files, ...libraries.filter(({ path }) => !known.has(path))],
    created,
  });
  trees.set(name, tree);
  return tree;
}
