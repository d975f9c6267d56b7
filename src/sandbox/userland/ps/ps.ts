import type { Tool } from '../tool/tool.ts';
import { busyboxPs } from './busybox.ts';
import { gnuPs } from './gnu.ts';

export const ps: Tool = {
  name: 'ps',
  about: 'List processes',
  gnu: { raw: true, usage: '[options]', package: 'procps-ng 4.0.2' },
  busybox: { short: 'o:Tefwlax', usage: '[-o COL1,COL2=HEADER] [-T]' },
  run: (call) => (call.gnu ? gnuPs(call) : busyboxPs(call)),
};
