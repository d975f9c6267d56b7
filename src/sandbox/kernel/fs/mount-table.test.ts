import { expect, test } from 'vitest';
import { Disk } from './disk.ts';
import type { Mount } from './mount.ts';
import { MountNamespace } from './mount-namespace.ts';
import { TreeFileSystem } from './tree.ts';

const MANY = 60;
const tree = () => new TreeFileSystem({ type: 'tmpfs', dev: 1, now: () => 0, disk: new Disk() });

function namespaceWithMany(): { namespace: MountNamespace; mounts: Mount[] } {
  let id = 0;
  const namespace = new MountNamespace(1, () => ++id, { fs: tree() });
  const at = (index: number) => ({ mount: namespace.root, path: ['srv', `m${index}`] });
  const mounts = Array.from({ length: MANY }, (_, index) => namespace.mount({ fs: tree() }, at(index)));
  return { namespace, mounts };
}

test('[MNT-TABLE] many mounts: each is on its place, listed in the order in which they were mounted', () => {
  const { namespace, mounts } = namespaceWithMany();
  expect(namespace.list().map(({ id }) => id)).toEqual([namespace.root, ...mounts].map(({ id }) => id));
  for (const mount of mounts) expect(namespace.cross(mount.at ?? expect.fail()).mount).toBe(mount);
  expect(namespace.isMountPoint({ mount: namespace.root, path: ['srv'] })).toBe(false);
  expect(namespace.mountPointsIn({ mount: namespace.root, path: ['srv'] })).toHaveLength(MANY);
});

test('[MNT-TABLE] what is unmounted uncovers what was there before', () => {
  const { namespace, mounts } = namespaceWithMany();
  const place = { mount: namespace.root, path: ['srv', 'm7'] };
  const over = namespace.mount({ fs: tree() }, place);
  expect(namespace.cross(place).mount).toBe(over);
  namespace.umount(place);
  expect(namespace.cross(place).mount).toBe(mounts[7]);
  namespace.umount(place);
  expect(namespace.isMountPoint(place)).toBe(false);
  expect(namespace.list()).toHaveLength(MANY);
});

test('[MNT-TABLE] a moved mount leaves its place, and is found at the new one', () => {
  const { namespace, mounts } = namespaceWithMany();
  const from = { mount: namespace.root, path: ['srv', 'm3'] };
  const to = { mount: namespace.root, path: ['mnt', 'deeper', 'still'] };
  namespace.move(from, to);
  expect(namespace.isMountPoint(from)).toBe(false);
  expect(namespace.cross(to).mount).toBe(mounts[3]);
});
