import { createTmpfs } from '../../kernel/boot.ts';
import { populateDev } from '../../kernel/dev-files.ts';
import { PtsFileSystem } from '../../kernel/devpts.ts';
import { Errno } from '../../kernel/errno.ts';
import type { MountOptions } from '../../kernel/fs/mount.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { createProc } from '../../kernel/proc/proc.ts';
import type { Process } from '../../kernel/process.ts';
import { createCgroupFileSystem } from '../../kernel/sys/cgroup.ts';
import { createSys } from '../../kernel/sys/sys.ts';
import type { ContainerMount } from '../spec.ts';
import type { OciMount } from './config.ts';
import { RuncError } from './options.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };
const FLAGS = ['ro', 'nosuid', 'nodev', 'noexec'] as const;

/** Words that say how to mount, and not what the file system shall be. */
const NO_DATA =
  /^(rw?o?|ro|rbind|bind|(no)?(suid|dev|exec|atime|diratime|relatime|strictatime)|relatime|strictatime|newinstance|r?(private|shared|slave|unbindable)|defaults)$/;

/** What stands for a mount of config.json. @param pts the container's /dev/pts, if it has a terminal */
export function mountOf(process: Process, mount: OciMount, bundle: string, pts?: PtsFileSystem): ContainerMount {
  const words = mount.options ?? [];
  const { destination, type = 'bind', source = type } = mount;
  const options = optionsOf(words);
  const data = dataOf(words);
  if (type === 'bind' || words.includes('bind') || words.includes('rbind')) {
    return bound(process, mount, source.startsWith('/') ? source : `${bundle}/${source}`, options);
  }
  return {
    destination,
    source,
    options,
    fsOptions: data,
    fs: fileSystem(process.kernel, type, words, destination, pts),
  };
}

/** In the order in which tmpfs and devpts show them; the mode that a tmpfs has anyway is left out. */
const SHOWN = ['size', 'nr_inodes', 'gid', 'mode', 'ptmxmode'];

function dataOf(words: readonly string[]): string[] {
  const data = words.filter((word) => !NO_DATA.test(word)).map((word) => word.replace(/^(mode|ptmxmode)=0+/, '$1='));
  const rank = (word: string) => (SHOWN.indexOf(word.split('=', 1)[0] ?? '') + SHOWN.length + 1) % (SHOWN.length + 1);
  return data.filter((word) => word !== 'mode=1777').toSorted((a, b) => rank(a) - rank(b));
}

function optionsOf(words: readonly string[]): MountOptions {
  const relatime = !words.includes('strictatime') && !words.includes('noatime');
  return {
    ...Object.fromEntries(FLAGS.filter((flag) => words.includes(flag)).map((flag) => [flag, true])),
    ...(relatime && { relatime: true }),
  };
}

function fileSystem(
  kernel: Kernel,
  type: string,
  words: readonly string[],
  destination: string,
  pts?: PtsFileSystem,
): ContainerMount['fs'] {
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
    case 'tmpfs': {
      const value = (name: string) => words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
      const [, digits, unit = ''] = /^(\d+)([kmg]?)$/i.exec(value('size') ?? '') ?? [];
      const size = digits === undefined ? undefined : Number(digits) * (UNITS[unit.toLowerCase()] ?? 1);
      const fs = createTmpfs(kernel, Number.parseInt(value('mode') ?? '1777', 8), size);
      if (destination === '/dev') populateDev(fs, 'container');
      return fs;
    }
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
