import type { Program } from '../kernel/process.ts';
import type { Lan } from './lan.ts';

/** What the last lines of a shutdown take, ms. */
const LAST_WORDS_MS = 20;

/** poweroff(8) of a neighbour: what runs there ends, and its plug is dead until somebody logs in again. */
export const poweroffProgram =
  (lan: Lan): Program =>
  async (process) => {
    const { kernel } = process;
    const machine = lan.machineOf(kernel);
    if (machine === undefined) {
      await process.err('drydock: not simulated: poweroff of the host itself\n');
      return 1;
    }
    kernel.clock.schedule(LAST_WORDS_MS, () => {
      const eth0 = kernel.namespaces.net.links.get('eth0');
      if (eth0 !== undefined) eth0.up = false;
      const services = new Set(
        [...kernel.processes.values()].filter(({ cgroup }) => cgroup.path.startsWith('/system.slice/')),
      );
      for (const one of [...kernel.processes.values()]) {
        const isContainer = one.cgroup.path.includes('/docker-') || one.cgroup.path.includes('/docker/');
        if (one.hostPid !== 1 && (isContainer || !services.has(one))) one.deliver('KILL');
      }
    });
    return 0;
  };
