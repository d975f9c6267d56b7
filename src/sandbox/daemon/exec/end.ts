import type { Daemon } from '../daemon.ts';

/** A container ends: those who are attached to its execs see the end, too. */
export function endExecs(daemon: Daemon, container: string): void {
  for (const exec of daemon.execs.values()) {
    if (exec.container !== container || !exec.running) continue;
    exec.terminal?.hangup();
    exec.output.end();
  }
}
