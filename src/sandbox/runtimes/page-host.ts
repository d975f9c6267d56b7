import { createHost } from '../host/create-host.ts';
import type { Host, HostTerminal } from '../host/host.ts';
import type { Platform } from '../kernel/clock.ts';
import type { FromHost, ToHost, WorkerStart } from './messages.ts';
import { createRequests } from './page-requests.ts';

/** Where commands begin, as on every page. */
const HOME = '/root';

/** A host that a page talks to by messages, wherever it runs. */
export function createPageHost(platform: Platform, post: (message: FromHost) => void): (message: ToHost) => void {
  const requests = createRequests(post);
  const shells = new Map<number, HostTerminal>();
  const booted = Promise.withResolvers<Host>();
  const failed = (error: unknown): void =>
    post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });

  async function boot({ images, files, script }: WorkerStart): Promise<void> {
    const registry = import('../registry/hub/index.ts').then(({ hub }) => hub());
    const host = createHost({ platform, clock: 'real', seed: 1, registry, images, files, cwd: HOME });
    void host.warmUp();
    if (script !== undefined) {
      const { exit, stderr } = await host.run(script);
      if (exit !== 0) throw new Error(`the start state could not be made: ${stderr}`);
    }
    requests.serve(host);
    booted.resolve(host);
  }

  async function open({ shell, columns, rows }: Extract<ToHost, { type: 'open' }>): Promise<void> {
    const host = await booted.promise;
    const terminal = host.openTerminal({ columns, rows });
    shells.set(shell, terminal);
    terminal.onCommand((command) => post({ type: 'command', shell, command }));
    terminal.onOutput((text) => post({ type: 'output', shell, text }));
    const code = await terminal.exited;
    shells.delete(shell);
    post({ type: 'exited', shell, code });
  }

  return (message) => {
    switch (message.type) {
      case 'start':
        boot(message.start).catch(failed);
        break;
      case 'open':
        open(message).catch(failed);
        break;
      case 'close':
        shells.get(message.shell)?.close();
        break;
      case 'input':
        shells.get(message.shell)?.write(message.text);
        break;
      case 'resize':
        shells.get(message.shell)?.resize(message.columns, message.rows);
        break;
      case 'drawn':
        shells.get(message.shell)?.drawn(message.characters);
        break;
      case 'ping':
        post({ type: 'pong' });
        break;
      default:
        requests.take(message);
    }
  };
}
