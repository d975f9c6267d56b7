import { createTmpfs } from '../../kernel/boot.ts';
import { populateDev } from '../../kernel/dev-files.ts';
import { PtsFileSystem } from '../../kernel/devpts.ts';
import { Errno } from '../../kernel/errno.ts';
import type { MountOptions } from '../../kernel/fs/mount.ts';
import { mountData, mountFlags } from '../../kernel/fs/mount-words.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { createProc } from '../../kernel/proc/proc.ts';
import type { Process } from '../../kernel/process.ts';
import { createCgroupFileSystem } from '../../kernel/sys/cgroup.ts';
import { createSys } from '../../kernel/sys/sys.ts';
import { tmpfsOf } from '../../kernel/tmpfs.ts';
import type { ContainerMount } from '../spec.ts';
import type { OciMount } from './config.ts';
import { RuncError } from './options.ts';

/** What stands for a mount of config.json. @param pts the container's /dev/pts, if it has a terminal */
export function mountOf(process: Process, mount: OciMount, bundle: string, pts?: PtsFileSystem): ContainerMount {
  const words = mount.options ?? [];
  const { destination, type = 'bind', source = type } = mount;
  const options = optionsOf(words);
  if (type === 'bind' || words.includes('bind') || words.includes('rbind')) {
    return bound(process, mount, source.startsWith('/') ? source : `${bundle}/${source}`, options);
  }
  const common = { destination, source, options };
  if (type === 'tmpfs') return { ...common, ...tmpfs(process.kernel, destination, mountData(words)) };
  return { ...common, fsOptions: dataOf(words), fs: fileSystem(process.kernel, type, pts) };
}

function tmpfs(kernel: Kernel, destination: string, data: readonly string[]): Pick<ContainerMount, 'fs' | 'fsOptions'> {
  try {
    const { fs, shown } = tmpfsOf(kernel, data);
    if (destination === '/dev') populateDev(fs, 'container');
    return { fs, fsOptions: shown };
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new RuncError(
      'unable to start container process: error during container init: ' +
        `error mounting "tmpfs" to rootfs at "${destination}": ${error.message.toLowerCase()}`,
    );
  }
}

/** In the order in which devpts shows them. */
const SHOWN = ['gid', 'mode', 'ptmxmode'];

const dataOf = (words: readonly string[]): string[] =>
  SHOWN.flatMap((name) => mountData(words).filter((word) => word.startsWith(`${name}=`))).map((word) =>
    word.replace(/=0+/, '='),
  );

const optionsOf = (words: readonly string[]): MountOptions => ({ relatime: true, ...mountFlags(words) });

function fileSystem(kernel: Kernel, type: string, pts?: PtsFileSystem): ContainerMount['fs'] {
  switch (type) {
    case 'proc':
      return ({ namespaces }) => createProc(kernel, namespaces.pid);
    case 'sysfs':
      return ({ namespaces }) => createSys(kernel, () => namespaces.net);
    case 'cgroup':
    case 'cgroup2':
      return ({ cgroup, namespaces }) =>
        createCgroupFileSystem(kernel, namespaces.cgroup === kernel.namespaces.cgroup ? kernel.cgroup : cgroup);
    case 'devpts':
      return pts ?? new PtsFileSystem({ dev: kernel.nextDevice(), now: kernel.now });
    case 'mqueue':
      return createTmpfs(kernel, 0o1777, undefined, 'mqueue');
    default:
      throw new RuncError(`drydock: not simulated: a mount of type ${type}`);
  }
}

function bound({ fs }: Process, mount: OciMount, path: string, options: MountOptions): ContainerMount {
  try {
    const from = fs.resolve(path);
    if (from.stat === undefined) throw new Errno('ENOENT');
    return {
      destination: mount.destination,
      fs: from.fs,
      root: from.path,
      source: from.mount.source,
      options: { ...from.mount.options, ...options },
      fsOptions: from.mount.fsOptions,
      hostPath: path,
    };
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new RuncError(
      'unable to start container process: error during container init: ' +
        `error mounting "${mount.source ?? ''}" to rootfs at "${mount.destination}": ${error.message.toLowerCase()}`,
    );
  }
}
