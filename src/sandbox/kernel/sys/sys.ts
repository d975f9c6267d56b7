import type { Kernel } from '../kernel.ts';
import type { Link } from '../net/link.ts';
import type { NetNamespace } from '../net/namespace.ts';
import { CPUS } from '../proc/machine.ts';
import { directory, file, symlink, type VirtualDirectory, VirtualFileSystem } from '../virtual-file-system.ts';

/** /sys. It shows the links of one network namespace: that in which it was mounted. */
export function createSys(kernel: Kernel, net: () => NetNamespace): VirtualFileSystem {
  const links = (): VirtualDirectory => ({
    type: 'directory',
    names: () => net().links.keys(),
    find: (name) => {
      const link = net().links.get(name);
      return link && linkDirectory(link);
    },
  });
  return new VirtualFileSystem({
    type: 'sysfs',
    dev: kernel.nextDevice(),
    now: kernel.now,
    root: () => rootDirectory(links()),
  });
}

/** What may be handed to another user with a group, and what this kernel's cgroups can: those of Debian 13's. */
const DELEGATED = 'cgroup.procs\ncgroup.threads\ncgroup.subtree_control\nmemory.oom.group\nmemory.reclaim\n';
const FEATURES =
  'nsdelegate\nfavordynmods\nmemory_localevents\nmemory_recursiveprot\nmemory_hugetlb_accounting\npids_localevents\n';

function rootDirectory(links: VirtualDirectory): VirtualDirectory {
  const cpus = Object.fromEntries(Array.from({ length: CPUS }, (_, index) => [`cpu${index}`, directory({})]));
  return directory({
    block: directory({ sda: directory({}) }),
    bus: directory({}),
    class: directory({ block: directory({}), net: links, tty: directory({}) }),
    dev: directory({}),
    devices: directory({
      system: directory({ cpu: directory({ ...cpus, online: file(() => `0-${CPUS - 1}\n`) }) }),
      virtual: directory({ net: links }),
    }),
    firmware: directory({}),
    fs: directory({ cgroup: directory({}, { mode: 0o755 }) }),
    hypervisor: directory({}),
    kernel: directory({
      cgroup: directory({
        delegate: file(() => DELEGATED),
        features: file(() => FEATURES),
      }),
    }),
    module: directory({}),
    power: directory({}),
  });
}

function linkDirectory(link: Link): VirtualDirectory {
  const text = (read: () => string | number) => file(() => `${read()}\n`);
  const statistics = {
    rx_bytes: text(() => link.received.bytes),
    rx_packets: text(() => link.received.packets),
    tx_bytes: text(() => link.sent.bytes),
    tx_packets: text(() => link.sent.packets),
  };
  return directory({
    address: text(() => link.mac),
    ifindex: text(() => link.index),
    iflink: text(() => link.peer?.index ?? link.index),
    mtu: text(() => link.mtu),
    operstate: text(() => (link.kind === 'loopback' ? 'unknown' : link.running ? 'up' : 'down')),
    statistics: directory(statistics),
    type: text(() => (link.kind === 'loopback' ? 772 : 1)),
    ...(link.kind === 'bridge' && {
      brif: directory(Object.fromEntries(link.ports.map(({ name }) => [name, symlink(`../../${name}/brport`)]))),
      bridge: directory({}),
    }),
  });
}
