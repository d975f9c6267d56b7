import { createTmpfs } from '../../kernel/boot.ts';
import type { MountOptions } from '../../kernel/fs/mount.ts';
import { createCgroupFileSystem } from '../../kernel/sys/cgroup.ts';
import type { ContainerMount } from '../../runtime/spec.ts';
import type { Daemon } from '../daemon.ts';
import { hasLegacyCgroups } from './cgroup-version.ts';

const AT = '/sys/fs/cgroup';

interface Asked {
  /** Whose group is `/` in version 2. With version 1 a container sees its own in any case. */
  readonly root: 'host' | 'own';
  readonly options: MountOptions;
}

/** What a container finds at /sys/fs/cgroup. */
export function cgroupMounts(daemon: Daemon, { root, options }: Asked): ContainerMount[] {
  const { kernel } = daemon;
  const { legacyCgroups } = kernel;
  if (!hasLegacyCgroups(daemon) || legacyCgroups === undefined) {
    return [
      {
        destination: AT,
        fs: ({ cgroup }) => createCgroupFileSystem(kernel, root === 'host' ? kernel.cgroup : cgroup),
        source: 'cgroup',
        options,
        fsOptions: ['nsdelegate', 'memory_recursiveprot'],
      },
    ];
  }
  const tmpfs = createTmpfs(kernel, 0o755);
  const { ro: _ro, ...writable } = options;
  return [
    { destination: AT, fs: tmpfs, source: 'tmpfs', options: writable, fsOptions: ['mode=755'] },
    ...legacyCgroups.hierarchies.map((hierarchy): ContainerMount => {
      const name = hierarchy.options.join(',').replace(/^name=/, '');
      tmpfs.create([name], { type: 'directory', mode: 0o755, uid: 0, gid: 0 });
      for (const option of hierarchy.options.length > 1 ? hierarchy.options : []) {
        tmpfs.create([option], { type: 'symlink', mode: 0o777, uid: 0, gid: 0, target: name });
      }
      return {
        destination: `${AT}/${name}`,
        fs: ({ cgroup }) => legacyCgroups.fileSystem(hierarchy, cgroup),
        source: 'cgroup',
        options,
        fsOptions: hierarchy.options,
      };
    }),
  ];
}
