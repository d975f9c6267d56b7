import type { Signal } from '../../../kernel/signal.ts';
import { StatusError } from '../../errors.ts';
import type { Io } from '../../io.ts';

const ENDING: readonly Signal[] = ['INT', 'TERM'];
/** How many of them the client waits for before it lets go of what it is attached to. */
const PATIENCE = 3;

/**
 * An attached client takes two signals without a word of its own, and ends with the third, whatever it does with them.
 *
 * @param pass what it does: `docker run` sends them to the container
 * @returns the work's result, unless the third signal comes before
 * @throws {StatusError} 1
 * @see docker/cli cmd/docker/docker.go, forceExitAfter3TerminationSignals
 */
export async function untilThirdSignal<T>(
  io: Io,
  work: Promise<T>,
  pass: (signal: Signal) => void = () => {},
): Promise<T> {
  let stop = () => {};
  const forced = new Promise<never>((_, reject) => {
    let count = 0;
    stop = io.onSignal(ENDING, (signal) => {
      pass(signal);
      if (++count < PATIENCE) return;
      reject(new StatusError(1, `\ngot ${PATIENCE} SIGTERM/SIGINTs, forcefully exiting`));
    });
  });
  return await Promise.race([work, forced]).finally(stop);
}

/** `docker exec` leaves its process alone and ends as if all were well. @returns the work's result, or 0 at a signal */
export async function untilSignal(io: Io, work: Promise<number>): Promise<number> {
  let stop = () => {};
  const left = new Promise<number>((resolve) => {
    stop = io.onSignal(ENDING, () => resolve(0));
  });
  return await Promise.race([work, left]).finally(stop);
}
