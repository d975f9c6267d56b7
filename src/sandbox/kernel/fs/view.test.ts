import { beforeEach, expect, test } from 'vitest';
import { decode, encode } from '../bytes.ts';
import { Errno } from '../errno.ts';
import { Disk } from './disk.ts';
import { formatMountInfo, formatMounts, visibleMounts } from './mount-info.ts';
import { MountNamespace } from './mount-namespace.ts';
import { rootOf } from './mount.ts';
import type { Credentials } from './permission.ts';
import { TreeFileSystem } from './tree.ts';
import { FileView } from './view.ts';

let inode = 1;
let mountId = 20;
let time = 0;
let device = 40;
const ROOT: Credentials = {
  uid: 0,
  gid: 0,
  groups: [],
  capabilities: new Set(['CAP_DAC_OVERRIDE', 'CAP_CHOWN', 'CAP_FOWNER', 'CAP_MKNOD', 'CAP_SYS_CHROOT']),
};
const USER: Credentials = { uid: 1000, gid: 1000, groups: [50], capabilities: new Set() };

const tree = (type = 'tmpfs') =>
  new TreeFileSystem({ type, dev: device++, now: () => ++time, nextInode: () => inode++, disk: new Disk() });
let namespace: MountNamespace;
let view: FileView;
let user: FileView;

beforeEach(() => {
  namespace = new MountNamespace(1, () => mountId++, { fs: tree('overlay'), source: 'overlay' });
  view = new FileView({ namespace, credentials: ROOT });
  for (const path of ['/bin', '/etc', '/home', '/tmp']) view.mkdir(path);
  view.chmod('/tmp', 0o1777);
  view.writeFile('/etc/passwd', encode('root\n'));
  user = view.with({ credentials: USER });
});

const read = (files: FileView, path: string) => decode(files.readFile(path));

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Errno) return `${error.code} ${error.path}`;
    throw error;
  }
  return 'no error';
}

test('paths are read from the current directory, through links and ..', () => {
  view.symlink('../etc', '/home/link');
  view.symlink('/etc/passwd', '/home/p');
  view.chdir('/home');
  expect(read(view, 'link/passwd')).toBe('root\n');
  expect(read(view, './/p')).toBe('root\n');
  expect(read(view, '../../../etc/./passwd')).toBe('root\n');
  expect(view.realpath('link/..')).toBe('/');
  expect(view.realpath('p')).toBe('/etc/passwd');
  expect(view.readlink('p')).toBe('/etc/passwd');
  expect(view.cwd).toBe('/home');
});

test('failures name the path as it was written', () => {
  view.symlink('loop', '/home/loop');
  view.chdir('/home');
  expect(refusal(() => view.stat('nosuch'))).toBe('ENOENT nosuch');
  expect(refusal(() => view.stat('../etc/passwd/x'))).toBe('ENOTDIR ../etc/passwd/x');
  expect(refusal(() => view.stat('/etc/passwd/'))).toBe('ENOTDIR /etc/passwd/');
  expect(refusal(() => view.stat('loop'))).toBe('ELOOP loop');
  expect(refusal(() => view.stat('x'.repeat(256)))).toMatch(/^ENAMETOOLONG/);
  expect(refusal(() => view.stat(''))).toBe('ENOENT ');
  expect(refusal(() => view.mkdir('/etc'))).toBe('EEXIST /etc');
  expect(refusal(() => view.mkdir('/no/such'))).toBe('ENOENT /no/such');
  expect(refusal(() => view.rmdir('/etc'))).toBe('ENOTEMPTY /etc');
  expect(refusal(() => view.rmdir('/etc/passwd'))).toBe('ENOTDIR /etc/passwd');
  expect(refusal(() => view.unlink('/etc'))).toBe('EISDIR /etc');
  expect(refusal(() => view.writeFile('/etc', encode('')))).toBe('EISDIR /etc');
  expect(refusal(() => view.readFile('/etc'))).toBe('EISDIR /etc');
  expect(refusal(() => view.writeFile('new/', encode('')))).toBe('EISDIR new/');
  expect(refusal(() => view.rename('/etc', '/etc/below'))).toBe('EINVAL /etc');
  expect(refusal(() => view.open('/etc/passwd', { create: true, exclusive: true }))).toBe('EEXIST /etc/passwd');
});

test('writing through a dangling link makes its target', () => {
  view.symlink('target', '/home/link');
  view.writeFile('/home/link', encode('x'));
  expect(read(view, '/home/target')).toBe('x');
  expect(view.lstat('/home/link').type).toBe('symlink');
});

test('mkdir -p makes what is missing and is content with what is there', () => {
  view.mkdir('/a/b/c', { recursive: true });
  view.mkdir('/a/b/c', { recursive: true });
  expect(view.readdir('/a')).toEqual([{ name: 'b', type: 'directory' }]);
  expect(refusal(() => view.mkdir('/etc/passwd/x', { recursive: true }))).toBe('EEXIST /etc/passwd');
});

test('rights: mode, owner, groups, umask, sticky directories', () => {
  expect(refusal(() => user.writeFile('/etc/passwd', encode('')))).toBe('EACCES /etc/passwd');
  expect(refusal(() => user.writeFile('/etc/new', encode('')))).toBe('EACCES /etc/new');
  user.writeFile('/tmp/mine', encode('mine'));
  expect(user.stat('/tmp/mine')).toMatchObject({ uid: 1000, gid: 1000, mode: 0o644 });
  view.writeFile('/tmp/roots', encode('secret'));
  view.chmod('/tmp/roots', 0o640);
  expect(refusal(() => user.readFile('/tmp/roots'))).toBe('EACCES /tmp/roots');
  view.chown('/tmp/roots', { gid: 50 });
  expect(read(user, '/tmp/roots')).toBe('secret');
  expect(refusal(() => user.unlink('/tmp/roots'))).toBe('EPERM /tmp/roots');
  expect(refusal(() => user.chmod('/tmp/roots', 0o777))).toBe('EPERM /tmp/roots');
  expect(refusal(() => user.chown('/tmp/mine', { uid: 0 }))).toBe('EPERM /tmp/mine');
  user.chown('/tmp/mine', { gid: 50 });
  user.unlink('/tmp/mine');
  view.chmod('/home', 0o700);
  expect(refusal(() => user.stat('/home/x'))).toBe('EACCES /home/x');
  expect(refusal(() => user.mknod('/tmp/sda', { type: 'block', rdev: { major: 8, minor: 0 } }))).toBe('EPERM /tmp/sda');
  expect(user.with({ umask: 0o077 }).mkdir('/tmp/private')).toBeUndefined();
  expect(user.stat('/tmp/private').mode).toBe(0o700);
});

test('root may do nearly everything, but runs nothing that no one may run', () => {
  view.chmod('/etc/passwd', 0);
  expect(read(view, '/etc/passwd')).toBe('root\n');
  expect(view.may('/etc/passwd', 'rw')).toBe(true);
  expect(view.may('/etc/passwd', 'x')).toBe(false);
});

test('a mount covers a directory, may be read-only, and is another device', () => {
  view.writeFile('/home/below', encode('x'));
  const mount = namespace.mount({ fs: tree(), source: 'tmpfs', options: { nosuid: true } }, view.resolve('/home'));
  expect(view.readdir('/home')).toEqual([]);
  view.writeFile('/home/f', encode('f'));
  expect(view.realpath('/home/../home/f')).toBe('/home/f');
  expect(refusal(() => view.rename('/home/f', '/etc/f'))).toBe('EXDEV /etc/f');
  expect(refusal(() => view.link('/home/f', '/etc/f'))).toBe('EXDEV /etc/f');
  expect(refusal(() => view.rmdir('/home'))).toBe('EBUSY /home');
  namespace.remount(mount, { ro: true });
  expect(refusal(() => view.writeFile('/home/f', encode('')))).toBe('EROFS /home/f');
  expect(refusal(() => view.mkdir('/home/d'))).toBe('EROFS /home/d');
  expect(refusal(() => view.unlink('/home/f'))).toBe('EROFS /home/f');
  expect(refusal(() => view.chmod('/home/f', 0o600))).toBe('EROFS /home/f');
  namespace.umount(view.resolve('/home'));
  expect(view.exists('/home/below')).toBe(true);
  expect(refusal(() => namespace.umount(view.resolve('/home')))).toBe('EINVAL undefined');
});

test('a single file and a directory can be bound to other places', () => {
  view.writeFile('/home/note', encode('note'));
  view.writeFile('/tmp/place', encode(''));
  namespace.bind(view.resolve('/home/note'), view.resolve('/tmp/place'));
  expect(read(view, '/tmp/place')).toBe('note');
  view.writeFile('/tmp/place', encode('changed'));
  expect(read(view, '/home/note')).toBe('changed');
  view.mkdir('/home/d');
  namespace.mount({ fs: tree() }, view.resolve('/home/d'));
  view.writeFile('/home/d/f', encode('f'));
  namespace.bind(view.resolve('/home'), view.resolve('/bin'));
  expect(view.exists('/bin/d/f')).toBe(false);
  namespace.bind(view.resolve('/home'), view.resolve('/bin'), { recursive: true });
  expect(view.exists('/bin/d/f')).toBe(true);
  expect(view.realpath('/bin/d/../d/f')).toBe('/bin/d/f');
  expect(refusal(() => namespace.umount(view.resolve('/bin')))).toBe('EBUSY undefined');
  namespace.umount(view.resolve('/bin'), { lazy: true });
  expect(view.exists('/bin/d')).toBe(true);
  expect(view.exists('/bin/d/f')).toBe(false);
});

test('a container gets a root of its own by pivot_root; the host keeps its mounts', () => {
  const { mounts } = namespace.clone(2);
  const image = tree('overlay');
  const top = mounts.mount({ fs: image, source: 'overlay' }, rootOf(mounts.root));
  mounts.pivotRoot(rootOf(top), rootOf(top));
  mounts.umount(rootOf(top), { lazy: true });
  const inside = new FileView({ namespace: mounts, credentials: ROOT });
  inside.mkdir('/data');
  mounts.mount(
    { fs: tree(), source: 'my disk', options: { ro: true, nosuid: true }, fsOptions: ['size=64k'] },
    inside.resolve('/data'),
  );
  expect(inside.readdir('/').map(({ name }) => name)).toEqual(['data']);
  expect(inside.realpath('/../..')).toBe('/');
  expect(mounts.list()).toHaveLength(2);
  expect(view.exists('/data')).toBe(false);
  const lines = visibleMounts(mounts, inside.rootPlace);
  expect(formatMounts(lines)).toBe('overlay / overlay rw 0 0\nmy\\040disk /data tmpfs ro,nosuid,size=64k 0 0\n');
  const [first, second] = mounts.list();
  expect(formatMountInfo(lines)).toBe(
    `${first?.id} 0 0:${image.dev} / / rw - overlay overlay rw\n` +
      `${second?.id} ${first?.id} 0:${image.dev + 1} / /data ro,nosuid - tmpfs my\\040disk ro,size=64k\n`,
  );
});

test('chroot: neither .. nor a link leads out', () => {
  view.mkdir('/home/jail/etc', { recursive: true });
  view.symlink('/etc/passwd', '/home/jail/p');
  view.symlink('../../etc/passwd', '/home/jail/q');
  const jailed = view.with({ root: '/home/jail' });
  expect(jailed.realpath('/etc/../..')).toBe('/');
  expect(refusal(() => jailed.readFile('/p'))).toBe('ENOENT /p');
  expect(refusal(() => jailed.readFile('/q'))).toBe('ENOENT /q');
  expect(jailed.root).toBe('/home/jail');
});

test('an open file can be written after its name is gone', () => {
  view.writeFile('/tmp/log', encode('one\n'));
  const handle = view.openHandle('/tmp/log', true);
  view.unlink('/tmp/log');
  handle.write(4, encode('two\n'));
  expect(decode(handle.read(0))).toBe('one\ntwo\n');
});
