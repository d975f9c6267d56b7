import type { FromHost, HostPort, WorkerStart } from '../runtimes/messages.ts';
import { workerPort } from './worker-port.ts';

/** A host that nobody has taken after so long isn't kept, ms. */
const KEPT_MS = 60_000;

interface EarlyHost {
  /** JSON of its start state: it is a host for that page only. */
  readonly start: string;
  readonly port: HostPort;
}

let early: EarlyHost | undefined;

/**
 * Boots the host that a terminal will soon ask for, while the terminal itself is fetched and made: for whoever is about
 * to press Run. One at a time; one that fails is forgotten, so that the terminal's own attempt tells why.
 */
export function bootEarly(start: WorkerStart, newPort: () => HostPort = workerPort): void {
  if (early !== undefined) return;
  const port = newPort();
  const messages: FromHost[] = [];
  const errors: string[] = [];
  let take: ((message: FromHost) => void) | undefined;
  let fail: ((reason: string) => void) | undefined;
  port.onMessage((message) => (take === undefined ? messages.push(message) : take(message)));
  port.onError((reason) => {
    if (early === host) forget();
    errors.push(reason);
    fail?.(reason);
  });
  const forget = (): void => {
    early = undefined;
    clearTimeout(timer);
  };
  const host: EarlyHost = {
    start: JSON.stringify(start),
    port: {
      post: (message) => {
        if (message.type !== 'start') port.post(message); // it has begun
      },
      onMessage(listener) {
        forget();
        for (const message of messages.splice(0)) listener(message);
        take = listener;
      },
      onError(listener) {
        for (const reason of errors) listener(reason);
        fail = listener;
      },
      end: () => port.end(),
    },
  };
  early = host;
  const timer = setTimeout(() => {
    forget();
    port.end();
  }, KEPT_MS);
  port.post({ type: 'start', start });
}

/** The host that was booted for this start state, once; undefined where there is none. */
export function takeEarly(start: WorkerStart): HostPort | undefined {
  if (early?.start !== JSON.stringify(start)) return undefined;
  return early.port;
}
