import { expect, test } from 'vitest';
import { encode } from '../bytes.ts';
import { Errno } from '../errno.ts';
import { Disk } from './disk.ts';
import { isWhiteout, OPAQUE, OverlayFileSystem } from './overlay.ts';
import { TreeFileSystem } from './tree.ts';

const META = { mode: 0o755, uid: 0, gid: 0 };

function lay() {
  let inode = 0;
  const fs = new TreeFileSystem({ type: 'ext4', dev: 1, now: () => 0, nextInode: () => ++inode, disk: new Disk() });
  for (const name of ['l', 'u']) fs.create([name], { type: 'directory', ...META });
  fs.create(['l', 'd'], { type: 'directory', ...META });
  for (const path of [
    ['l', 'a'],
    ['l', 'd', 'b'],
  ])
    fs.create(path, { type: 'file', content: encode('x'), ...META });
  const upper = { fs, path: ['u'] };
  return { fs, overlay: new OverlayFileSystem({ dev: 9, lower: [{ fs, path: ['l'] }], upper }) };
}

test('the first write copies a file up, with the directories above; the lower one stays', () => {
  const { fs, overlay } = lay();
  overlay.write(['d', 'b'], 1, encode('y'));
  expect(fs.read(['u', 'd', 'b'])).toEqual(encode('xy'));
  expect(fs.read(['l', 'd', 'b'])).toEqual(encode('x'));
});

test('a deleted name is a device 0,0 in the upper directory, and can be made again', () => {
  const { fs, overlay } = lay();
  overlay.remove(['a']);
  const hole = fs.stat(['u', 'a']);
  expect(hole !== undefined && isWhiteout(hole)).toBe(true);
  expect(overlay.readdir([])).toEqual(['d']);
  overlay.create(['a'], { type: 'file', content: encode('new'), ...META });
  expect(fs.read(['u', 'a'])).toEqual(encode('new'));
});

test('a directory in the place of a deleted one is opaque', () => {
  const { fs, overlay } = lay();
  overlay.remove(['d', 'b']);
  overlay.remove(['d']);
  overlay.create(['d'], { type: 'directory', ...META });
  expect(overlay.readdir(['d'])).toEqual([]);
  expect(fs.stat(['u', 'd'])?.xattrs).toEqual({ [OPAQUE]: 'y' });
});

test('a directory of a lower layer can’t be renamed, one of the upper layer can', () => {
  const { overlay } = lay();
  expect(() => overlay.rename(['d'], ['e'])).toThrow(new Errno('EXDEV'));
  overlay.create(['n'], { type: 'directory', ...META });
  overlay.rename(['n'], ['m']);
  expect([...overlay.readdir([])].sort()).toEqual(['a', 'd', 'm']);
});
