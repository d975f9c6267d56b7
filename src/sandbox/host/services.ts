import { Cgroup, type Controller, CONTROLLERS } from '../kernel/cgroup.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Process, Program } from '../kernel/process.ts';
import { WaitQueue } from '../kernel/wait-queue.ts';

/** A service waits for work; its work is done outside of its program, or isn't simulated. */
const service: Program = async (process) => {
  const never = new WaitQueue();
  for (;;) await process.waitOn(never);
};

/** What runs on a Debian server beside Docker: the id that it has after boot, its unit, and its command line. */
const SERVICES: readonly (readonly [pid: number, unit: string, ...argv: string[]])[] = [
  [287, 'systemd-journald.service', '/usr/lib/systemd/systemd-journald'],
  [318, 'systemd-udevd.service', '/usr/lib/systemd/systemd-udevd'],
  [591, 'cron.service', '/usr/sbin/cron', '-f'],
  [592, 'dbus.service', '/usr/bin/dbus-daemon', '--system', '--address=systemd:', '--nofork', '--nopidfile'],
  [599, 'systemd-logind.service', '/usr/lib/systemd/systemd-logind'],
];

const makeGroup = (root: Cgroup, needs: readonly Controller[], ...names: readonly string[]): Cgroup =>
  names.reduce((group, name) => group.children.get(name) ?? new Cgroup(name, group, needs), root);

/** A service of systemd: its own session and cgroup. */
export const startService = (init: Process, unit: string, ...argv: readonly string[]): Process =>
  init.spawn({
    argv,
    exe: argv[0] ?? '',
    program: service,
    session: 'new',
    cgroup: makeGroup(init.kernel.cgroup, CONTROLLERS, 'system.slice', unit),
  });

/** Starts what a machine runs before Docker. */
export function startUnits({ namespaces }: Kernel, init: Process): void {
  for (const [pid, unit, ...argv] of SERVICES) {
    namespaces.pid.skipTo(pid);
    startService(init, unit, ...argv);
  }
}

/** Where the shells of root's login live: systemd enables there only what it accounts for. */
export const loginGroup = ({ cgroup }: Kernel): Cgroup =>
  makeGroup(cgroup, ['cpu', 'memory', 'pids'], 'user.slice', 'user-0.slice', 'session-1.scope');
