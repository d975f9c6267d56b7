import type { FileSystem } from '../../kernel/fs/file-system.ts';
import type { Daemon } from '../daemon.ts';
import { createContainersDirectory } from './containers.ts';
import { NETNS_DIRECTORY } from './host-mounts.ts';
import { createOverlay2 } from './overlay2.ts';

const ROOT = '/var/lib/docker';

/** Shows what the engine keeps below /var/lib/docker on its host. */
export function mountStorage(daemon: Daemon): void {
  const { process } = daemon;
  const { mnt } = process.namespaces;
  const show = (name: string, fs: FileSystem) => {
    const path = `${ROOT}/${name}`;
    process.fs.mkdir(path, { recursive: true, mode: 0o710 });
    mnt.mount({ fs, source: mnt.root.source, options: { relatime: true } }, process.fs.resolve(path));
  };
  process.fs.mkdir(NETNS_DIRECTORY, { recursive: true, mode: 0o755 });
  process.fs.chmod('/run/docker', 0o700);
  const dev = process.fs.stat(ROOT).dev;
  show('containers', createContainersDirectory(daemon, dev));
  show('overlay2', createOverlay2(daemon, dev));
}
