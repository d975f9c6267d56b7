import { encode } from '../../kernel/bytes.ts';
import type { FileSystem } from '../../kernel/fs/file-system.ts';
import type { Daemon } from '../daemon.ts';
import { createContainersDirectory } from './containers.ts';
import { NETNS_DIRECTORY } from './host-mounts.ts';
import { createOverlay2 } from './overlay2.ts';
import { createRuntimeRunc, createTasks } from './run-directory.ts';

const ROOT = '/var/lib/docker';

/** What the engine makes at its first start, and where nothing is simulated below. */
const DIRECTORIES: readonly (readonly [name: string, mode: number])[] = [
  ['buildkit', 0o711],
  ['image', 0o700],
  ['image/overlay2', 0o700],
  ['network', 0o750],
  ['network/files', 0o750],
  ['plugins', 0o700],
  ['runtimes', 0o700],
  ['swarm', 0o700],
  ['tmp', 0o700],
  ['volumes', 0o701],
];

/** Shows what the engine keeps below /var/lib/docker on its host. */
export function mountStorage(daemon: Daemon): void {
  const { process } = daemon;
  const { mnt } = process.namespaces;
  const show = (path: string, fs: FileSystem, mode = 0o710) => {
    process.fs.mkdir(path, { recursive: true });
    process.fs.chmod(path, mode);
    mnt.mount({ fs, source: mnt.root.source, options: { relatime: true } }, process.fs.resolve(path));
  };
  process.fs.mkdir(NETNS_DIRECTORY, { recursive: true, mode: 0o755 });
  process.fs.chmod('/run/docker', 0o700);
  const dev = process.fs.stat(ROOT).dev;
  show(`${ROOT}/containers`, createContainersDirectory(daemon, dev));
  show(`${ROOT}/overlay2`, createOverlay2(daemon, dev));
  show('/run/docker/runtime-runc', createRuntimeRunc(daemon), 0o700);
  show('/run/containerd/io.containerd.runtime.v2.task', createTasks(daemon), 0o711);
  process.fs.mknod('/run/containerd/containerd.sock', { type: 'socket' }, 0o660);
  for (const [name, mode] of DIRECTORIES) {
    process.fs.mkdir(`${ROOT}/${name}`, { recursive: true });
    process.fs.chmod(`${ROOT}/${name}`, mode);
  }
  process.fs.writeFile(`${ROOT}/engine-id`, encode(daemon.state.id), { mode: 0o600 });
}
