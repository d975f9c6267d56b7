import { pathNames } from '../../kernel/fs/path-names.ts';
import { createTmpfs } from '../../kernel/boot.ts';
import { encode } from '../../kernel/bytes.ts';
import type { FileSystem } from '../../kernel/fs/file-system.ts';
import { TreeFileSystem } from '../../kernel/fs/tree.ts';
import type { RunMount } from '../../dockerfile/mount.ts';
import type { ContainerMount } from '../../runtime/spec.ts';
import { cleanPath } from '../container/config.ts';
import type { Daemon } from '../daemon.ts';
import { diskTree, overlayTree } from '../file-systems.ts';
import { BuildError } from './failure.ts';
import { keepRecord, recordId } from './cache-record.ts';
import type { OperationOf } from './operation.ts';
import { MissingSource, selectFiles } from './select-files.ts';

export interface RunMounts {
  readonly mounts: readonly ContainerMount[];
  /** Secrets as variables: `NAME=value`. */
  readonly env: readonly string[];
}

export interface MountSources {
  readonly secrets: Readonly<Record<string, string>>;
  readonly ssh: readonly string[];
  /** Files of the stage, image or context that the mount at this index is from. */
  readonly files: (index: number) => FileSystem | undefined;
}

const CACHE_MODE = 0o755;

/** What `RUN --mount` adds to a container. @throws {BuildError} `secret token: not found` */
export function runMounts(daemon: Daemon, operation: OperationOf<'run'>, sources: MountSources): RunMounts {
  const mounts: ContainerMount[] = [];
  const env: string[] = [];
  operation.mounts.forEach(({ mount }, index) => {
    const destination = absolute(mount.target, operation.cwd);
    switch (mount.type) {
      case 'bind':
        mounts.push(bind(daemon, mount, destination, sources.files(index)));
        break;
      case 'cache':
        mounts.push({
          destination,
          fs: cacheOf(daemon, operation, mount, sources.files(index)),
          root: mount.from === '' ? [] : pathNames(mount.source),
          source: 'overlay',
          options: { relatime: true, ...(mount.readonly && { ro: true }) },
        });
        break;
      case 'tmpfs': {
        const fs = createTmpfs(daemon.kernel, 0o1777, mount.size);
        mounts.push({ destination, fs, source: 'tmpfs', options: { nosuid: true, nodev: true, noexec: true } });
        break;
      }
      case 'secret': {
        const value = sources.secrets[mount.id];
        if (value === undefined && mount.required) throw new BuildError(`secret ${mount.id}: not found`);
        if (value === undefined) break;
        if (mount.env !== '') env.push(`${mount.env}=${value}`);
        if (mount.target !== '') mounts.push(fileMount(daemon, destination, value, mount));
        break;
      }
      case 'ssh': {
        const id = mount.id === '' ? 'default' : mount.id;
        if (!sources.ssh.includes(id) && mount.required) throw new BuildError(`unset ssh forward key ${id}`);
        if (sources.ssh.includes(id))
          throw new BuildError('drydock: not simulated: RUN --mount=type=ssh with an agent');
        break;
      }
    }
  });
  for (const { name, content } of operation.pipes) {
    mounts.push(fileMount(daemon, `/dev/pipes/${name}`, content, { mode: 0o755, uid: 0, gid: 0 }));
  }
  return { mounts, env };
}

const absolute = (path: string, cwd: string): string => cleanPath(path.startsWith('/') ? path : `${cwd}/${path}`);

function bind(daemon: Daemon, mount: RunMount, destination: string, from: FileSystem | undefined): ContainerMount {
  if (from === undefined) throw new Error('a bind mount without files');
  const fs = mount.readonly || !(from instanceof TreeFileSystem) ? from : overlayTree(daemon, from.snapshot());
  let path;
  try {
    path = selectFiles(fs, mount.source === '' ? '/' : mount.source)[0]?.path ?? [];
  } catch (error) {
    if (!(error instanceof MissingSource)) throw error;
    throw new BuildError(
      `failed to calculate checksum of ref ${refOf(daemon)}: ${JSON.stringify(error.path)}: not found`,
    );
  }
  return {
    destination,
    fs,
    root: path,
    source: 'overlay',
    options: { relatime: true, ...(mount.readonly && { ro: true }) },
  };
}

/** Names that BuildKit gives to what it looks for files in. */
export function refOf(daemon: Daemon): string {
  return `${daemon.kernel.random.uuid()}::${recordId(daemon)}`;
}

function cacheOf(
  daemon: Daemon,
  operation: OperationOf<'run'>,
  mount: RunMount,
  from: FileSystem | undefined,
): TreeFileSystem {
  const { builds } = daemon;
  const { mode, uid, gid } = mount;
  // One with an owner or a mode of its own starts from another base, so it is another one.
  const owner = mode === undefined && uid === 0 && gid === 0 ? '' : ` ${mode ?? CACHE_MODE} ${uid}:${gid}`;
  const base = mount.from === '' ? '' : ` ${mount.from} ${mount.source}`;
  const key = `cache mount ${mount.id}${owner}${base}`;
  const there = builds.cacheMounts.get(key);
  if (there !== undefined) return there;
  const tree = from instanceof TreeFileSystem ? overlayTree(daemon, from.snapshot()) : diskTree(daemon);
  tree.setattr([], { mode: mode ?? CACHE_MODE, uid, gid });
  builds.cacheMounts.set(key, tree);
  keepRecord(daemon, key, {
    kind: 'exec.cachemount',
    description: `cached mount ${mount.target} from ${execText(operation)} with id ${JSON.stringify(`/${mount.id}`)}`,
  });
  return tree;
}

/** What the cache calls a RUN. */
export const execText = ({ args }: OperationOf<'run'>): string => `exec ${args.join(' ')}`;

function fileMount(
  daemon: Daemon,
  destination: string,
  text: string,
  { mode = 0o400, uid, gid }: { readonly mode: number | undefined; readonly uid: number; readonly gid: number },
): ContainerMount {
  const fs = createTmpfs(daemon.kernel);
  fs.create(['file'], { type: 'file', mode, uid, gid, content: encode(text) });
  return { destination, fs, root: ['file'], source: 'tmpfs', options: { relatime: true, ro: true } };
}
