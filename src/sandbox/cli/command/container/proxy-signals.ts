import type { Client } from '../../../client/client.ts';
import { unlessRefused } from '../../../client/unless-refused.ts';
import type { Signal } from '../../../kernel/signal.ts';
import { SIGNALS } from '../../../kernel/signal.ts';
import type { Io } from '../../io.ts';

/** Not passed on: they are the process's own business, or can't be caught. */
const OWN = new Set<Signal>(['CHLD', 'PIPE', 'URG', 'KILL', 'STOP', 'WINCH', 'TSTP', 'CONT', 'TTIN', 'TTOU']);
const FORWARDED = (Object.keys(SIGNALS) as Signal[]).filter((signal) => !OWN.has(signal));

/**
 * Signals to `docker run` go to the container instead; the answer stops that. SIGPIPE is caught with them and goes
 * nowhere: the output that nobody reads any more is an error then.
 */
export function proxySignals(io: Io, client: Client, container: () => string | undefined): () => void {
  const pass = signalPasser(client, container);
  return io.onSignal([...FORWARDED, 'PIPE'], (signal) => {
    if (signal !== 'PIPE') pass(signal);
  });
}

/** Hands a signal on to the container, if there is one by now. */
export const signalPasser =
  (client: Client, container: () => string | undefined) =>
  (signal: Signal): void => {
    const id = container();
    // The container may have ended just now: then there is nobody to tell.
    if (id !== undefined) void unlessRefused(client.containerKill(id, signal));
  };
