import { Errno } from '../errno.ts';
import type { Kernel } from '../kernel.ts';
import type { PidNamespace } from '../pid-namespace.ts';
import { file, type VirtualNode } from '../virtual-file-system.ts';

/** What uname(2) says of the simulated machine. */
export const KERNEL = {
  sysname: 'Linux',
  release: '6.12.48+deb13-amd64',
  version: '#1 SMP PREEMPT_DYNAMIC Debian 6.12.48-1 (2025-09-20)',
  machine: 'x86_64',
} as const;

export const CPUS = 4;
/** Most threads of the machine: /proc/sys/kernel/threads-max, as Linux sets it by 4 GiB of memory. */
export const THREADS_MAX = 31_448;
/** What systemd lets a unit have that says nothing: 15 % of them. @see systemd-system.conf(5) DefaultTasksMax= */
export const DEFAULT_TASKS_MAX = Math.floor(0.15 * THREADS_MAX);
/** Controllers of /proc/cgroups, in the order of the kernel. */
const SUBSYSTEMS =
  'cpuset cpu cpuacct blkio memory devices freezer net_cls perf_event net_prio hugetlb pids rdma misc'.split(' ');
const COMPILER =
  '(debian-kernel@lists.debian.org) (x86_64-linux-gnu-gcc-14 (Debian 14.2.0-19) 14.2.0, GNU ld (GNU Binutils for Debian) 2.44)';
const FILE_SYSTEMS = ['sysfs', 'tmpfs', 'proc', 'cgroup', 'cgroup2', 'devtmpfs', 'devpts', 'mqueue', 'overlay'];

function meminfo(kernel: Kernel): string {
  const total = kernel.limits.memoryBytes;
  const free = total - kernel.cgroup.memoryCurrent;
  const rows: readonly (readonly [string, number])[] = [
    ['MemTotal', total],
    ['MemFree', free],
    ['MemAvailable', free],
    ['Buffers', 0],
    ['Cached', 0],
    ['SwapCached', 0],
    ['SwapTotal', 0],
    ['SwapFree', 0],
  ];
  return rows
    .map(([name, bytes]) => `${`${name}:`.padEnd(16)}${String(Math.floor(bytes / 1024)).padStart(8)} kB\n`)
    .join('');
}

const cpuinfo = (): string =>
  Array.from(
    { length: CPUS },
    (_, index) =>
      `processor\t: ${index}\nvendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel name\t: Drydock Virtual CPU\ncpu MHz\t\t: 2400.000\ncore id\t\t: ${index}\ncpu cores\t: ${CPUS}\n\n`,
  ).join('');

/** Seconds with two decimals. */
const seconds = (ms: number): string => (ms / 1000).toFixed(2);

function stat(kernel: Kernel): string {
  const ticks = Math.floor(kernel.cgroup.cpuTime() / 10);
  const idle = Math.max(0, Math.floor((kernel.clock.now() - kernel.bootTime) / 10) * CPUS - ticks);
  const running = [...kernel.processes.values()].filter(({ state }) => state === 'R').length;
  return `cpu  ${ticks} 0 0 ${idle} 0 0 0 0 0 0\nbtime ${Math.floor(kernel.bootTime / 1000)}\nprocs_running ${running}\nprocs_blocked 0\n`;
}

/** Version 1 of a controller has a hierarchy; 0 stands for the one tree of version 2. */
function cgroups({ cgroup, legacyCgroups }: Kernel): string {
  const count = cgroup.size();
  const row = (name: string): string => {
    const hierarchy = legacyCgroups?.hierarchies.find(({ options }) => options.includes(name));
    return `${name}\t${hierarchy?.id ?? 0}\t${count}\t1\n`;
  };
  return `#subsys_name\thierarchy\tnum_cgroups\tenabled\n${SUBSYSTEMS.map(row).join('')}`;
}

/** Orders to the machine itself aren't simulated; nobody can read them. */
function refuse(): never {
  throw new Errno('EIO');
}

/** Files of /proc that tell of the machine, not of a process. */
export function machineFiles(kernel: Kernel, pids: PidNamespace): Readonly<Record<string, VirtualNode>> {
  const offset = () => (kernel.current?.namespaces.time.boottime ?? 0) * 1000;
  const uptime = () => kernel.clock.now() - kernel.bootTime + offset();
  return {
    cgroups: file(() => cgroups(kernel)),
    cmdline: file(() => `BOOT_IMAGE=/boot/vmlinuz-${KERNEL.release} root=/dev/sda1 ro quiet\n`),
    cpuinfo: file(cpuinfo),
    devices: file(() => 'Character devices:\n  1 mem\n  5 /dev/tty\n136 pts\n\nBlock devices:\n  7 loop\n  8 sd\n'),
    filesystems: file(() => `${FILE_SYSTEMS.map((name) => `nodev\t${name}\n`).join('')}\text4\n`),
    interrupts: file(() => '           CPU0\n'),
    kcore: file(() => '', { mode: 0o400 }),
    keys: file(() => ''),
    loadavg: file(() => {
      const all = [...kernel.processes.values()];
      const running = all.filter(({ state }) => state === 'R').length;
      return `0.00 0.00 0.00 ${running}/${all.length} ${Math.max(0, ...pids.processes.keys())}\n`;
    }),
    meminfo: file(() => meminfo(kernel)),
    partitions: file(
      () => 'major minor  #blocks  name\n\n   8        0   41943040 sda\n   8        1   41942016 sda1\n',
    ),
    stat: file(() => stat(kernel)),
    'sysrq-trigger': file(refuse, { mode: 0o200 }),
    swaps: file(() => 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n'),
    timer_list: file(() => '', { mode: 0o400 }),
    uptime: file(() => `${seconds(uptime())} ${seconds(uptime() * CPUS)}\n`),
    version: file(() => `Linux version ${KERNEL.release} ${COMPILER} ${KERNEL.version}\n`),
    vmstat: file(
      () => `nr_free_pages ${Math.floor((kernel.limits.memoryBytes - kernel.cgroup.memoryCurrent) / 4096)}\n`,
    ),
  };
}
