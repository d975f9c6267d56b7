import { Errno } from './errno.ts';
import type { Kernel } from './kernel.ts';
import type { Process } from './process.ts';
import type { Signal } from './signal.ts';

/** Those of a group that live; `leader` names the group even when it has ended. */
const groupMembers = (kernel: Kernel, leader: Process): Process[] =>
  [...kernel.processes.values()].filter((process) => process.group === leader && process.status === undefined);

/** Delivers to a whole group: killpg(3) without its permission check. @returns how many got it */
export function signalGroup(kernel: Kernel, leader: Process, signal: Signal): number {
  const members = groupMembers(kernel, leader);
  for (const process of members) process.deliver(signal);
  return members.length;
}

/** Whether nobody of the session is there to continue the group's stopped processes. */
export const isOrphaned = (leader: Process): boolean =>
  !groupMembers(leader.kernel, leader).some(
    ({ parent, session }) => parent !== undefined && parent.session === session && parent.group !== leader,
  );

/** setsid(2): a new session and group without a terminal. @throws {Errno} EPERM for the leader of a group */
export function newSession(process: Process): void {
  if (process.group === process) throw new Errno('EPERM');
  process.session = process.group = process;
  process.terminal = undefined;
}
