import { createHost } from '../host/create-host.ts';
import type { HostTerminal } from '../host/host.ts';
import type { Platform } from '../kernel/clock.ts';
import type { FromHost, ToHost } from './messages.ts';
import { createRequests } from './page-requests.ts';

/** Where commands begin, as on every page. */
const HOME = '/root';

const channel = new MessageChannel();
const turns: (() => void)[] = [];
channel.port1.onmessage = () => turns.shift()?.();

const platform: Platform = {
  now: () => performance.timeOrigin + performance.now(),
  timer(ms, wake) {
    const id = setTimeout(wake, ms);
    return () => clearTimeout(id);
  },
  turn(callback) {
    turns.push(callback);
    channel.port2.postMessage(0);
  },
};

let terminal: HostTerminal | undefined;

const post = (message: FromHost) => postMessage(message);
const requests = createRequests(post);

addEventListener('message', ({ data }: MessageEvent<ToHost>) => {
  switch (data.type) {
    case 'start':
      start(data).catch((error: unknown) => {
        post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
      });
      break;
    case 'input':
      terminal?.write(data.text);
      break;
    case 'resize':
      terminal?.resize(data.columns, data.rows);
      break;
    case 'drawn':
      terminal?.drawn(data.characters);
      break;
    default:
      requests.take(data);
  }
});

async function start({ start, columns, rows }: Extract<ToHost, { type: 'start' }>): Promise<void> {
  const { images, files, script } = start;
  const registry = import('../registry/hub/index.ts').then(({ hub }) => hub());
  const host = createHost({ platform, clock: 'real', seed: 1, registry, images, files, cwd: HOME });
  if (script !== undefined) {
    const { exit, stderr } = await host.run(script);
    if (exit !== 0) throw new Error(`the start state could not be made: ${stderr}`);
  }
  requests.serve(host);
  terminal = host.openTerminal({ columns, rows });
  void host.warmUp();
  terminal.onCommand((command) => post({ type: 'command', command }));
  terminal.onOutput((text) => post({ type: 'output', text }));
  post({ type: 'exited', code: await terminal.exited });
}
