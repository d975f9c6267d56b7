import { expect, test } from 'vitest';
import { decode, encode } from '../bytes.ts';
import { Errno } from '../errno.ts';
import { Disk } from './disk.ts';
import { diff, upper } from './diff.ts';
import type { FrozenTree } from './node.ts';
import { TreeFileSystem } from './tree.ts';

let inode = 1;
let time = 0;
const at = (path: string) => path.split('/').filter(Boolean);
const file = { type: 'file', mode: 0o644, uid: 0, gid: 0 } as const;
const directory = { type: 'directory', mode: 0o755, uid: 0, gid: 0 } as const;

function tree(from?: FrozenTree, disk = new Disk()): TreeFileSystem {
  return new TreeFileSystem({
    type: 'overlay',
    dev: 40,
    now: () => ++time,
    nextInode: () => inode++,
    disk,
    ...(from && { from }),
  });
}

function image(): FrozenTree {
  const made = tree();
  for (const path of ['/etc', '/etc/a', '/srv', '/usr', '/usr/bin']) made.create(at(path), directory);
  for (const path of ['/etc/issue', '/etc/a/conf', '/usr/bin/ls']) {
    made.create(at(path), { ...file, content: encode(`${path}\n`) });
  }
  return made.snapshot();
}

const changes = (fs: TreeFileSystem) =>
  diff(fs.base as FrozenTree, fs.current()).map(({ kind, path }) => `${kind} ${path}`);
const text = (fs: TreeFileSystem, path: string) => decode(fs.read(at(path)));
const code = (act: () => void) => {
  try {
    act();
  } catch (error) {
    if (error instanceof Errno) return error.code;
    throw error;
  }
  return 'no error';
};

test('a change in one container is not seen in the image or in another container', () => {
  const base = image();
  const [one, two] = [tree(base), tree(base)];
  one.write(at('/etc/issue'), 5, encode('ISSUE'));
  one.remove(at('/usr/bin/ls'));
  expect(text(one, '/etc/issue')).toBe('/etc/ISSUE\n');
  expect(text(two, '/etc/issue')).toBe('/etc/issue\n');
  expect(two.stat(at('/usr/bin/ls'))).toBeDefined();
  expect(text(tree(base), '/etc/issue')).toBe('/etc/issue\n');
});

test('a snapshot keeps what it saw, however the tree goes on', () => {
  const fs = tree(image());
  fs.write(at('/etc/issue'), 0, encode('one'));
  const first = fs.snapshot();
  fs.write(at('/etc/issue'), fs.stat(at('/etc/issue'))?.size ?? 0, encode('more'));
  fs.write(at('/etc/issue'), 0, encode('two'));
  expect(text(tree(first), '/etc/issue')).toBe('onec/issue\n');
  expect(text(fs, '/etc/issue')).toBe('twoc/issue\nmore');
});

test('200 containers of an image of 3,000 files copy only the way to what they change', () => {
  const made = tree();
  for (let i = 0; i < 30; i++) {
    made.create([`d${i}`], directory);
    for (let j = 0; j < 100; j++) made.create([`d${i}`, `f${j}`], { ...file, content: encode('x') });
  }
  const base = made.snapshot();
  expect(made.copied).toBe(0);
  for (let i = 0; i < 200; i++) {
    const container = tree(base);
    expect(container.copied).toBe(0);
    container.write(['d7', 'f8'], 0, encode('y'));
    expect(container.copied).toBe(3);
    container.write(['d7', 'f8'], 1, encode('z'));
    expect(container.copied).toBe(3);
    container.snapshot();
    expect(container.copied).toBe(3);
  }
});

test('diff lists what docker diff does', () => {
  const fs = tree(image());
  expect(changes(fs)).toEqual([]);
  fs.create(at('/srv/note'), file);
  fs.write(at('/usr/bin/ls'), 0, encode('#'));
  fs.remove(at('/etc/a/conf'));
  fs.remove(at('/etc/a'));
  fs.create(at('/etc/b'), directory);
  fs.create(at('/etc/b/c'), file);
  expect(changes(fs)).toEqual([
    'C /etc',
    'A /etc/b',
    'A /etc/b/c',
    'D /etc/a',
    'C /srv',
    'A /srv/note',
    'C /usr',
    'C /usr/bin',
    'C /usr/bin/ls',
  ]);
});

test('diff does not list a directory whose time alone changed, and lists one whose mode changed', () => {
  const fs = tree(image());
  fs.create(at('/srv/note'), file);
  fs.remove(at('/srv/note'));
  fs.remove(at('/etc/a/conf'));
  fs.create(at('/etc/a/conf'), { ...file, content: encode('/etc/a/conf\n'), mtime: 6 });
  fs.setattr(at('/usr/bin'), { mode: 0o700 });
  expect(changes(fs)).toEqual(['C /etc', 'C /etc/a', 'C /etc/a/conf', 'C /usr', 'C /usr/bin']);
});

test('the upper directory holds changed files and a 0,0 device for each deleted name', () => {
  const fs = tree(image());
  fs.write(at('/etc/issue'), 0, encode('#'));
  fs.remove(at('/usr/bin/ls'));
  const top = tree(upper(fs.base as FrozenTree, fs.current()));
  expect(top.readdir([])).toEqual(['etc', 'usr']);
  expect(top.readdir(['etc'])).toEqual(['issue']);
  expect(top.stat(at('/usr/bin/ls'))).toMatchObject({ type: 'char', rdev: { major: 0, minor: 0 } });
});

test('hard links share an inode across a snapshot', () => {
  const made = tree();
  made.create(['a'], { ...file, content: encode('one') });
  made.link(['a'], ['b']);
  const fs = tree(made.snapshot());
  fs.write(['b'], 0, encode('two'));
  expect(text(fs, '/a')).toBe('two');
  expect(text(made, '/a')).toBe('one');
  expect(fs.stat(['a'])).toMatchObject({ nlink: 2, ino: fs.stat(['b'])?.ino });
  expect(changes(fs)).toEqual(['C /a', 'C /b']);
  fs.remove(['a']);
  expect(fs.stat(['b'])?.nlink).toBe(1);
  expect(text(fs, '/b')).toBe('two');
});

test('rename moves, replaces and refuses as Linux does', () => {
  const fs = tree(image());
  fs.rename(at('/etc/issue'), at('/srv/issue'));
  expect(fs.stat(at('/etc/issue'))).toBeUndefined();
  expect(text(fs, '/srv/issue')).toBe('/etc/issue\n');
  expect(code(() => fs.rename(at('/etc'), at('/etc/a/b')))).toBe('EINVAL');
  expect(code(() => fs.rename(at('/srv/issue'), at('/etc')))).toBe('EISDIR');
  expect(code(() => fs.rename(at('/etc'), at('/srv/issue')))).toBe('ENOTDIR');
  expect(code(() => fs.rename(at('/etc/a'), at('/usr')))).toBe('ENOTEMPTY');
  fs.rename(at('/srv/issue'), at('/usr/bin/ls'));
  expect(text(fs, '/usr/bin/ls')).toBe('/etc/issue\n');
});

test('an open file outlives renaming, removal and a snapshot', () => {
  const disk = new Disk();
  const fs = tree(image(), disk);
  fs.create(at('/srv/log'), { ...file, content: encode('one ') });
  const handle = fs.open(at('/srv/log'));
  fs.rename(at('/srv'), at('/var'));
  handle.write(4, encode('two '));
  expect(text(fs, '/var/log')).toBe('one two ');
  fs.remove(at('/var/log'));
  fs.create(at('/var/log'), { ...file, content: encode('other') });
  fs.snapshot();
  handle.write(8, encode('three'));
  expect(decode(handle.read())).toBe('one two three');
  expect(text(fs, '/var/log')).toBe('other');
  handle.release();
});

test('appending copies a file a few times only, not on each call', () => {
  const disk = new Disk();
  const fs = tree(undefined, disk);
  fs.create(['log'], file);
  const handle = fs.open(['log']);
  for (let i = 0; i < 10_000; i++) handle.write(i * 10, encode('123456789\n'));
  expect(fs.stat(['log'])?.size).toBe(100_000);
  expect(disk.state.used).toBeLessThan(150_000);
  expect(decode(fs.read(['log'], 99_990))).toBe('123456789\n');
});

test('a sparse file takes no room until it is written', () => {
  const disk = new Disk();
  const fs = tree(undefined, disk);
  fs.create(['big'], { ...file, content: { size: 2 ** 40, head: encode('head') } });
  expect(disk.state.used).toBeLessThan(1000);
  expect([...fs.read(['big'], 2, 4)]).toEqual([97, 100, 0, 0]);
  fs.write(['big'], 2 ** 30, encode('middle'));
  expect(decode(fs.read(['big'], 2 ** 30, 6))).toBe('middle');
  fs.write(['big'], 2 ** 31, new Uint8Array(1_000_000));
  expect(disk.state.used).toBeLessThan(40_000);
  expect(code(() => fs.read(['big']))).toBe('ENOMEM');
});

test('a hole that a program makes takes no blocks, a large file of an image does', () => {
  const fs = tree();
  fs.create(['image'], { ...file, content: { size: 1_000_000, head: encode('ELF') } });
  fs.create(['hole'], file);
  fs.truncate(['hole'], 2 ** 30);
  expect(fs.stat(['image'])?.blocks).toBe(1960);
  expect(fs.stat(['hole'])?.blocks).toBe(0);
  fs.write(['hole'], 2 ** 20, encode('x'));
  expect(fs.stat(['hole'])?.blocks).toBe(8);
  fs.truncate(['image'], 1);
  expect(fs.stat(['image'])?.blocks).toBe(8);
});

test('a full disk refuses, keeps what fitted, and has room again after removal', () => {
  const disk = new Disk({ used: 0, capacity: 200_000 });
  const fs = tree(undefined, disk);
  fs.create(['f'], file);
  const handle = fs.open(['f']);
  expect(
    code(() => {
      for (let offset = 0; ; offset += 4096) handle.write(offset, encode('y\n'.repeat(2048)));
    }),
  ).toBe('ENOSPC');
  handle.release();
  expect(fs.stat(['f'])?.size).toBeGreaterThan(150_000);
  fs.remove(['f']);
  expect(disk.state.used).toBeLessThan(1000);
  expect(code(() => fs.create(['g'], { ...file, content: new Uint8Array(300_000) }))).toBe('ENOSPC');
  expect(fs.stat(['g'])).toBeUndefined();
});

test('truncate cuts, lengthens by zeros, and refuses what no file can have', () => {
  const fs = tree(image());
  fs.truncate(at('/etc/issue'), 4);
  fs.truncate(at('/etc/issue'), 6);
  expect(text(fs, '/etc/issue')).toBe('/etc\0\0');
  expect(code(() => fs.truncate(at('/etc/issue'), 2 ** 50))).toBe('EFBIG');
});

test('a directory that was in the image has one link, a new one counts its directories', () => {
  const fs = tree(image());
  fs.create(at('/srv/x'), directory);
  fs.create(at('/srv/x/y'), directory);
  expect(fs.stat(at('/srv'))?.nlink).toBe(1);
  expect(fs.stat(at('/srv/x'))?.nlink).toBe(3);
});

test('[TMPFS-1] zeros take pages of a tmpfs: a write stops with what fits, and room comes back', () => {
  const fs = tree(undefined, new Disk({ used: 0, capacity: 1_000_000 }, { used: 0, capacity: 4 }));
  fs.create(['x'], { type: 'file', mode: 0o644, uid: 0, gid: 0 });
  expect(() => fs.write(['x'], 0, new Uint8Array(20_000))).toThrow(expect.objectContaining({ code: 'ENOSPC' }));
  expect(fs.stat(['x'])).toMatchObject({ size: 16_384, blocks: 32 });
  expect(fs.usage()).toEqual({ total: 16_384, used: 16_384 });
  fs.truncate(['x'], 4_097);
  expect(fs.usage().used).toBe(8_192);
  fs.remove(['x']);
  expect(fs.usage().used).toBe(0);
});
