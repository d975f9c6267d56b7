import { decode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import type { Process } from '../kernel/process.ts';
import { strftime } from './text/strftime.ts';
import type { Tool } from './tool/tool.ts';

/** `up 53 min,  0 user,  load average: 0.64, 0.77, 0.67` with the time before it. */
export function uptimeLine(process: Process, gnu: boolean): string {
  const { clock, bootTime } = process.kernel;
  const seconds = (clock.now() - bootTime) / 1000;
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor((seconds % 86400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const since = hours > 0 ? `${String(hours).padStart(2)}:${String(minutes).padStart(2, '0')}` : `${minutes} min`;
  const long = days > 0 ? `${days} day${days === 1 ? '' : 's'}, ` : '';
  const load = (loadOf(process) ?? '0.00 0.00 0.00').split(' ').slice(0, 3).join(', ');
  return ` ${strftime('%H:%M:%S', clock.now())} up ${long}${since},  0 user${gnu ? '' : 's'},  load average: ${load}`;
}

function loadOf({ fs }: Process): string | undefined {
  try {
    return decode(fs.readFile('/proc/loadavg'));
  } catch (error) {
    if (error instanceof Errno) return undefined;
    throw error;
  }
}

export const uptime: Tool = {
  name: 'uptime',
  about: 'Tell how long the machine has been running',
  gnu: { short: 'psV', long: 'pretty=p since=s', usage: '[options]', package: 'procps-ng 4.0.2' },
  busybox: {},
  async run(call) {
    const { clock, bootTime } = call.process.kernel;
    if (call.has('s')) call.print(`${strftime('%Y-%m-%d %H:%M:%S', bootTime)}\n`);
    else if (call.has('p')) call.print(`up ${Math.floor((clock.now() - bootTime) / 60000)} minutes\n`);
    else call.print(`${uptimeLine(call.process, call.gnu)}\n`);
  },
};
