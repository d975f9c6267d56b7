import type { Platform } from '../kernel/clock.ts';
import type { ToHost } from './messages.ts';
import { createPageHost } from './page-host.ts';

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

const take = createPageHost(platform, (message) => postMessage(message));
addEventListener('message', ({ data }: MessageEvent<ToHost>) => take(data));
