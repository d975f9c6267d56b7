import { Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import { directory, file, type VirtualDirectory, type VirtualFile, type VirtualNode } from '../virtual-file-system.ts';
import { KERNEL, THREADS_MAX } from './machine.ts';

/** /proc/sys as the process that reads it sees it: host name and network settings are those of its namespaces. */
export function sysctlDirectory(kernel: Kernel): VirtualDirectory {
  const namespaces = () => kernel.current?.namespaces ?? kernel.namespaces;
  const fixed = (value: string | number): VirtualFile => file(() => `${value}\n`);
  return directory({
    fs: withSettings(
      directory({
        'file-max': fixed(9_223_372_036_854_775_807n.toString()),
        inotify: directory({ max_user_watches: fixed(65_536) }),
      }),
      () => namespaces().ipc.sysctls,
      'fs/',
    ),
    kernel: withSettings(
      directory({
        cap_last_cap: fixed(40),
        domainname: variable(
          () => namespaces().uts.domainname,
          (text) => (namespaces().uts.domainname = text),
        ),
        hostname: variable(
          () => namespaces().uts.hostname,
          (text) => {
            if (kernel.current?.hasOver('uts', 'CAP_SYS_ADMIN') === false) throw new Errno('EPERM');
            namespaces().uts.hostname = text.slice(0, 64);
          },
        ),
        osrelease: fixed(KERNEL.release),
        ostype: fixed(KERNEL.sysname),
        pid_max: fixed(4_194_304),
        random: directory({
          boot_id: fixed('6d6f6279-2d64-4f63-8b65-72206a617921'),
          uuid: file(() => `${kernel.random.uuid()}\n`),
        }),
        'threads-max': fixed(THREADS_MAX),
        version: fixed(KERNEL.version),
      }),
      () => namespaces().ipc.sysctls,
      'kernel/',
    ),
    net: settings(
      () => namespaces().net.sysctls,
      '',
      (key, value) => namespaces().net.setSysctl(key, value),
    ),
    vm: directory({ max_map_count: fixed(1_048_576), overcommit_memory: fixed(0), swappiness: fixed(60) }),
  });
}

const variable = (read: () => string, write: (text: string) => void): VirtualFile => ({
  ...file(() => `${read()}\n`),
  write: (text) => write(text.trim()),
});

type Settings = () => Map<string, string>;

/** Files of the reader's namespace beside fixed ones. */
const withSettings = (fixed: VirtualDirectory, sysctls: Settings, prefix: string): VirtualDirectory => {
  const own = settings(sysctls, prefix);
  return {
    ...fixed,
    names: () => new Set([...fixed.names(), ...own.names()]),
    find: (name) => fixed.find(name) ?? own.find(name),
  };
};

/** Settings of a namespace below a prefix: `ipv4/`. */
function settings(
  sysctls: Settings,
  prefix: string,
  write: (key: string, value: string) => void = (key, value) => void sysctls().set(key, value),
): VirtualDirectory {
  return {
    type: 'directory',
    names: () => {
      const below = [...sysctls().keys()].filter((name) => name.startsWith(prefix));
      return new Set(below.map((name) => name.slice(prefix.length).split('/')[0] ?? ''));
    },
    find: (name): VirtualNode | undefined => {
      const key = prefix + name;
      if (sysctls().has(key)) {
        return variable(
          () => sysctls().get(key) ?? '',
          (text) => {
            if (!/^[-\d\s]+$/.test(text)) throw new Errno('EINVAL');
            write(key, text.replace(/\s+/g, '\t'));
          },
        );
      }
      const isDirectory = [...sysctls().keys()].some((other) => other.startsWith(`${key}/`));
      return isDirectory ? settings(sysctls, `${key}/`, write) : undefined;
    },
  };
}
