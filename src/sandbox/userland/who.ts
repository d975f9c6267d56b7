import type { Tool } from './tool/tool.ts';
import { uptimeLine } from './uptime.ts';

export const who: Tool = {
  name: 'who',
  about: 'Show who is logged in: nobody, as there is no login here',
  gnu: { short: 'abdHlmpqrstTu', long: 'all=a heading=H', usage: '[OPTION]... [ FILE | ARG1 ARG2 ]' },
  busybox: { short: 'aH', usage: '[-aH]' },
  async run(call) {
    if (call.gnu && call.has('H')) call.print('NAME     LINE         TIME             COMMENT\n');
    if (!call.gnu && call.has('H')) call.print('USER\t\tTTY\t\tIDLE\tTIME\t\t HOST\n');
  },
};

export const w: Tool = {
  name: 'w',
  about: 'Show who is logged in and what they do',
  gnu: { short: 'hsfoiuV', long: 'no-header=h short=s from=f', usage: '[options]', package: 'procps-ng 4.0.2' },
  busybox: {},
  async run(call) {
    if (!call.gnu) call.print('USER\t\tTTY\t\tIDLE\tTIME\t\t HOST\n');
    else if (!call.has('h')) {
      call.print(
        `${uptimeLine(call.process, true)}\nUSER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\n`,
      );
    }
  },
};
