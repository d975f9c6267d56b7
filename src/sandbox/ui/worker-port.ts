import type { FromHost, HostPort } from '../runtimes/messages.ts';
import { ownAddress, trustPolicy } from './trust-policy.ts';

// The default one: Vite finds the worker's script only where `new URL` stands in `new Worker`, without a policy around it.
trustPolicy('default', { createScriptURL: ownAddress });

/** The page's default runtime: a host in a worker of its own can't block the page, and ending it ends all on it. */
export function workerPort(): HostPort {
  const worker = new Worker(new URL('../runtimes/worker.ts', import.meta.url), { type: 'module', name: 'docker-host' });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.addEventListener('message', ({ data }: MessageEvent<FromHost>) => listener(data)),
    onError(listener) {
      worker.addEventListener('error', (event) => listener(event.message || 'its script could not be fetched'));
      worker.addEventListener('messageerror', () => listener('a message of it could not be read'));
    },
    end: () => worker.terminate(),
  };
}
