import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { concat, decode, encode } from '../bytes.ts';
import { Disk } from './disk.ts';
import { packTree, unpackTree } from './pack.ts';
import type { TarEntry } from './tar.ts';
import { readTar, tarBytes, TarError } from './tar.ts';
import { TreeFileSystem } from './tree.ts';

let inode = 1;
const tree = () =>
  new TreeFileSystem({ type: 'tmpfs', dev: 40, now: () => 5_000, nextInode: () => inode++, disk: new Disk() });
const meta = { mode: 0o644, uid: 1000, gid: 50, mtime: 1_700_000_000_000 };
const ENTRIES: readonly TarEntry[] = [
  { ...meta, path: 'd/', type: 'directory', mode: 0o1755 },
  { ...meta, path: 'd/f', type: 'file', content: encode('text\n') },
  { ...meta, path: 'd/empty', type: 'file', content: encode('') },
  { ...meta, path: 'd/hard', type: 'hardlink', target: 'd/f' },
  { ...meta, path: 'd/soft', type: 'symlink', target: `/${'x'.repeat(150)}`, mode: 0o777 },
  { ...meta, path: `d/${'long/'.repeat(40)}name`, type: 'file', content: encode('long') },
  { ...meta, path: `d/${'y'.repeat(120)}`, type: 'file', content: encode('longer') },
  { ...meta, path: 'd/ümlaut', type: 'file', content: encode('ü') },
  { ...meta, path: 'd/null', type: 'char', rdev: { major: 1, minor: 3 } },
];

test('what is written is read again', () => {
  expect(readTar(tarBytes(ENTRIES))).toEqual(ENTRIES);
});

test("GNU tar reads what is written, and its archives can be read, with GNU's long names too", () => {
  const listed = execFileSync('tar', ['-tvf', '-', '--numeric-owner', '--quoting-style=literal'], {
    input: tarBytes(ENTRIES),
  });
  const lines = listed.toString().trimEnd().split('\n');
  expect(lines[0]).toMatch(/^drwxr-xr-t 1000\/50 +0 2023-11-14 .* d\/$/);
  expect(lines[3]).toContain('d/hard link to d/f');
  expect(lines[5]).toContain(`${'long/'.repeat(40)}name`);
  expect(lines[7]).toContain('ümlaut');
  const script = `cd "$(mktemp -d)" && mkdir -p ${'a'.repeat(90)}/b && echo hi > ${'a'.repeat(90)}/b/${'c'.repeat(30)} && tar -H gnu -c a*`;
  const [, , file] = readTar(new Uint8Array(execFileSync('sh', ['-c', script])));
  expect(file).toMatchObject({ path: `${'a'.repeat(90)}/b/${'c'.repeat(30)}`, type: 'file', content: encode('hi\n') });
});

test('a cut-off archive and a text are refused', () => {
  const whole = tarBytes(ENTRIES);
  expect(() => readTar(whole.subarray(0, 700))).toThrow(new TarError('unexpected EOF'));
  expect(() => readTar(encode('x'.repeat(1024)))).toThrow(new TarError('archive/tar: invalid tar header'));
  expect(readTar(concat([]))).toEqual([]);
});

test('a tree packs and unpacks with links, owners, times and holes', () => {
  const from = tree();
  unpackTree(from, ENTRIES);
  from.create(['big'], {
    type: 'file',
    mode: 0o755,
    uid: 0,
    gid: 0,
    content: { size: 20_000_000, head: encode('ELF') },
  });
  const to = tree();
  unpackTree(to, readTar(tarBytes(packTree(from, []))), { into: ['copy'] });
  expect([...to.readdir(['copy', 'd'])].sort()).toEqual([...from.readdir(['d'])].sort());
  expect(to.stat(['copy', 'd', 'hard'])?.ino).toBe(to.stat(['copy', 'd', 'f'])?.ino);
  expect(to.stat(['copy', 'd'])).toMatchObject({ mode: 0o1755, uid: 1000, gid: 50, mtime: meta.mtime });
  expect(to.stat(['copy', 'big'])?.size).toBe(20_000_000);
  expect(to.used).toBeLessThan(50_000);
});

test('a file is not another name of a directory that happens to have its number', () => {
  const layers = new TreeFileSystem({ type: 'overlay', dev: 41, now: () => 0, nextInode: () => 7, disk: new Disk() });
  unpackTree(layers, ENTRIES.slice(0, 3));
  expect([...packTree(layers, [])].map(({ path, type }) => `${type} ${path}`)).toEqual([
    'directory d/',
    'file d/empty',
    'file d/f',
  ]);
});

test('whiteouts remove what a lower layer held', () => {
  const fs = tree();
  unpackTree(fs, ENTRIES);
  const layer: TarEntry[] = [
    { ...meta, path: 'd/.wh.f', type: 'file' },
    { ...meta, path: 'd/long/.wh..wh..opq', type: 'file' },
    { ...meta, path: '../d/new', type: 'file', content: encode('new') },
  ];
  unpackTree(fs, layer, { whiteouts: true });
  expect(fs.stat(['d', 'f'])).toBeUndefined();
  expect(fs.readdir(['d', 'long'])).toEqual([]);
  expect(decode(fs.read(['d', 'new']))).toBe('new');
});
