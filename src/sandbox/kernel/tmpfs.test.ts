import { expect, test } from 'vitest';
import { bootForTest } from './test-machine.ts';
import { resizeTmpfs, tmpfsOf } from './tmpfs.ts';

const { kernel } = bootForTest((callback) => setImmediate(callback));
const file = { type: 'file', mode: 0o644, uid: 0, gid: 0 } as const;

test.each([
  [['size=10m', 'uid=1000', 'gid=7', 'mode=700', 'nr_inodes=100'], 'size=10240k,nr_inodes=100,mode=700,uid=1000,gid=7'],
  [['size=4097'], 'size=8k'],
  [['nr_blocks=1k'], 'size=4096k'],
  [['size=0'], 'size=0k'],
  [['mode=0755'], 'mode=755'],
  [['mode=1777', 'uid=0', 'gid=0'], ''],
] as const)('%j is shown as %j', (words, shown) => {
  expect(tmpfsOf(kernel, words).shown.join(',')).toBe(shown);
});

test.each(['size=abc', 'size', 'foo', 'foo=1', 'mode=9', 'uid=nobody', 'nr_inodes=x'])('%j is refused', (word) => {
  expect(() => tmpfsOf(kernel, [word])).toThrow(expect.objectContaining({ code: 'EINVAL' }));
});

test('files are counted, the root too; one that goes makes room', () => {
  const { fs } = tmpfsOf(kernel, ['nr_inodes=3']);
  fs.create(['a'], file);
  fs.create(['b'], file);
  expect(() => fs.create(['c'], file)).toThrow(expect.objectContaining({ code: 'ENOSPC' }));
  expect(fs.usage().inodes).toEqual({ total: 3, used: 3 });
  fs.remove(['a']);
  fs.create(['c'], file);
  expect(fs.readdir([])).toEqual(['b', 'c']);
});

test('a limit may change, but not below what is there', () => {
  const { fs, shown } = tmpfsOf(kernel, ['size=64k', 'mode=700']);
  fs.create(['a'], file);
  fs.write(['a'], 0, new Uint8Array(40_000).fill(1));
  expect(resizeTmpfs(kernel, fs, shown, ['size=128k', 'nr_inodes=9'])).toEqual([
    'size=128k',
    'nr_inodes=9',
    'mode=700',
  ]);
  expect(fs.usage().total).toBe(131_072);
  for (const word of ['size=16k', 'nr_inodes=1'])
    expect(() => resizeTmpfs(kernel, fs, shown, [word])).toThrow(expect.objectContaining({ code: 'EINVAL' }));
});
