import { EMPTY } from '../../kernel/bytes.ts';
import type { Position } from '../../kernel/fs/mount.ts';
import { NamespaceFile } from '../../kernel/namespace-file.ts';
import { NamespaceFileSystem } from '../../kernel/namespace-file-system.ts';
import type { NetNamespace } from '../../kernel/net/namespace.ts';
import type { LiveContainer } from '../container/live.ts';
import { rootOptions } from '../container/mounts.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';

export const NETNS_DIRECTORY = '/run/docker/netns';

interface HostMounts {
  readonly places: readonly Position[];
  /** An empty file of /run on which the network namespace is mounted. */
  readonly key: string | undefined;
}

const mounted = new WeakMap<LiveContainer, HostMounts>();

/**
 * Shows on the host what a running container's processes live in: its root at /var/lib/docker/overlay2/LAYER/merged,
 * and its network namespace at /run/docker/netns, unless that is the host's or another container's.
 */
export function mountOnHost(daemon: Daemon, record: ContainerRecord, live: LiveContainer, netns: NetNamespace): void {
  const { process, kernel } = daemon;
  const { mnt } = process.namespaces;
  const overlay2 = process.fs.resolve('/var/lib/docker/overlay2');
  const merged = { mount: overlay2.mount, path: [...overlay2.path, record.layer, 'merged'] };
  const options = { relatime: true };
  mnt.mount({ fs: live.tree, source: 'overlay', options, fsOptions: rootOptions(record) }, merged);
  const own = record.sandboxId !== '' && netns !== kernel.namespaces.net;
  const key = own ? `${NETNS_DIRECTORY}/${record.sandboxId.slice(0, 12)}` : undefined;
  const places: Position[] = [merged];
  if (key !== undefined) {
    process.fs.writeFile(key, EMPTY, { mode: 0o444 });
    const { mount, path } = process.fs.resolve(key);
    const file = new NamespaceFile('net', netns);
    mnt.mount({ fs: new NamespaceFileSystem(file), root: [file.name], source: 'nsfs' }, { mount, path });
    places.push({ mount, path });
  }
  mounted.set(live, { places, key });
}

/** After the container's end, or a start that failed. */
export function unmountFromHost({ process }: Daemon, live: LiveContainer): void {
  const mounts = mounted.get(live);
  if (mounts === undefined) return;
  mounted.delete(live);
  const { mnt } = process.namespaces;
  for (const place of mounts.places) if (mnt.isMountPoint(place)) mnt.umount(place, { lazy: true });
  if (mounts.key !== undefined && process.fs.exists(mounts.key)) process.fs.unlink(mounts.key);
}
