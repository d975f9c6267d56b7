import { createTmpfs } from '../kernel/boot.ts';
import { EMPTY } from '../kernel/bytes.ts';
import { HOST_ROOT } from '../kernel/credentials.ts';
import { Errno } from '../kernel/errno.ts';
import type { FileSystem } from '../kernel/fs/file-system.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { MountSpec } from '../kernel/fs/mount.ts';
import type { MountNamespace } from '../kernel/fs/mount-namespace.ts';
import { pinnedFile } from '../kernel/fs/pinned-file.ts';
import { FileView } from '../kernel/fs/view.ts';
import { OciError } from './error.ts';
import type { ContainerMount, ContainerPlace, ContainerSpec, DeviceNode } from './spec.ts';

/** A mount namespace with the container's root, by pivot_root, and nothing of the host. */
export function pivotedMounts(spec: ContainerSpec, inode: number): MountNamespace {
  const options = { relatime: true };
  const { root: fs, rootPath: root = [], rootSource: source = 'overlay', rootOptions: fsOptions } = spec;
  return spec.namespaces.mnt.fresh(inode, { fs, root, source, options, fsOptions });
}

/** Mounts what the container asks for, makes parts of it unreadable or read-only, and seals the root. */
export function mountAll(kernel: Kernel, spec: ContainerSpec, place: ContainerPlace): void {
  const { mnt: mounts } = place.namespaces;
  const files = new FileView({ namespace: mounts, credentials: HOST_ROOT, umask: 0 });
  for (const mount of spec.mounts) mountOne(mounts, files, mount, place);
  for (const node of spec.deviceNodes ?? []) makeDevice(files, node);
  for (const path of spec.readonlyPaths) {
    if (!files.exists(path)) continue;
    const place = files.resolve(path);
    mounts.bind(place, place, { options: { ro: true } });
  }
  for (const path of spec.maskedPaths) {
    if (!files.exists(path) || !files.exists('/dev/null')) continue;
    const place = files.resolve(path);
    if (place.stat?.type === 'directory') mounts.mount(nothingOf(kernel), place);
    else mounts.bind(files.resolve('/dev/null'), place);
  }
  if (spec.readonlyRoot) mounts.remount(mounts.root, { ro: true });
}

/** What is there already stays. @see runc libcontainer createDeviceNode */
function makeDevice(files: FileView, { path, type, number: rdev, mode }: DeviceNode): void {
  if (files.exists(path)) return;
  files.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', { recursive: true, mode: 0o755 });
  files.mknod(path, { type, rdev }, mode);
}

/** Nobody can write to it, so one is enough for all of a machine's containers. */
const nothings = new WeakMap<Kernel, MountSpec>();

/** What hides a directory: an empty one that stays so. @see runc libcontainer maskDir */
function nothingOf(kernel: Kernel): MountSpec {
  const nothing = nothings.get(kernel) ?? {
    fs: createTmpfs(kernel, 0o1777, 4096),
    source: 'tmpfs',
    options: { ro: true, relatime: true },
    fsOptions: ['size=4k', 'nr_inodes=1'],
  };
  nothings.set(kernel, nothing);
  return nothing;
}

function mountOne(mounts: MountNamespace, files: FileView, mount: ContainerMount, where: ContainerPlace): void {
  const fs = typeof mount.fs === 'function' ? mount.fs(where) : mount.fs;
  // The engine's own files are never given another inode: only what the host has can be replaced.
  mountAt(mounts, files, mount, mount.hostPath === undefined ? fs : pinnedFile(fs, mount.root ?? []));
}

/** Mounts a file system where the container asks for it, and makes the place. @throws {OciError} */
export function mountAt(mounts: MountNamespace, files: FileView, mount: ContainerMount, fs: FileSystem): void {
  refuseRoot(mounts, mount);
  const root = mount.root ?? [];
  const isDirectory = fs.stat(root)?.type === 'directory';
  const { modeOfPlace = false, fsOptions = [] } = mount;
  const found = modeOfPlace && files.exists(mount.destination) ? files.stat(mount.destination) : undefined;
  ensurePlace(mounts, files, mount, isDirectory);
  const place = files.resolve(mount.destination);
  if ((place.stat?.type === 'directory') !== isDirectory) {
    const { hostPath = mount.source, destination } = mount;
    throw new OciError(
      'not_a_directory',
      `error mounting "${hostPath}" to rootfs at "${destination}": mount src=${hostPath}, dst=${destination}, ` +
        `dstFd=/proc/thread-self/fd/14, flags=MS_BIND|MS_REC: not a directory`,
    );
  }
  const mode =
    found === undefined || (found.mode & 0o7777) === 0o1777 ? [] : [`mode=${(found.mode & 0o7777).toString(8)}`];
  const options = [...fsOptions, ...mode];
  mounts.mount({ fs, root, source: mount.source, options: mount.options, fsOptions: options }, place);
  if (found !== undefined) files.chmod(mount.destination, found.mode & 0o7777);
}

/** Where the engine sees the root of a container. */
function mergedOf({ root }: MountNamespace): string {
  const upper = root.fsOptions?.find((option) => option.startsWith('upperdir=')) ?? '';
  return upper.replace('upperdir=', '').replace(/diff$/, 'merged');
}

/** `-v /`: nothing is mounted over the root. Seen with runc 1.3.6. */
function refuseRoot(mounts: MountNamespace, { destination, hostPath, source }: ContainerMount): void {
  if (destination !== '/') return;
  const merged = mergedOf(mounts);
  throw new OciError(
    'other',
    `error mounting "${hostPath ?? source}" to rootfs at "/": create mountpoint for / mount: ` +
      `mountpoint "${merged}" is on the top of rootfs "${merged}"`,
  );
}

/** Makes the directory or the empty file on which something is to be mounted. */
function ensurePlace(
  mounts: MountNamespace,
  files: FileView,
  { destination, hostPath, source }: ContainerMount,
  isDirectory: boolean,
): void {
  if (files.exists(destination)) return;
  const directory = isDirectory ? destination : destination.slice(0, destination.lastIndexOf('/'));
  const missing = directory.split('/').flatMap((_, at, names) => {
    const path = names.slice(0, at + 1).join('/');
    return path === '' || files.exists(path) ? [] : [path];
  });
  try {
    if (directory !== '') files.mkdir(directory, { recursive: true, mode: 0o755 });
    if (!isDirectory) files.writeFile(destination, EMPTY, { mode: 0o755 });
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    const [first] = missing;
    const call = first === undefined ? '' : `mkdirat ${mergedOf(mounts)}${first}: `;
    throw new OciError(
      'other',
      `error mounting "${hostPath ?? source}" to rootfs at "${destination}": create mountpoint for ${destination} mount: ` +
        `make mountpoint "${destination}": ${call}${error.message.toLowerCase()}`,
    );
  }
}
