import { lazily } from './tool/lazy.ts';
import type { Tool } from './tool/tool.ts';

const awk = (name: 'awk' | 'mawk'): Tool => ({
  name,
  about: 'Look for patterns in lines and do something with their fields',
  gnu: { short: 'F:v:f:W:', usage: '[Options] [Program] [file ...]', package: 'mawk 1.3.4', failure: 2, leading: true },
  ...(name === 'awk' && {
    busybox: { short: 'F:v:f:e:W:', usage: '[OPTIONS] [AWK_PROGRAM] [FILE]...', leading: true },
  }),
  run: lazily(async () => (await import('./awk/awk.ts')).runAwk),
});

/** Programs too big for the first load. */
export const lazyTools: readonly Tool[] = [
  awk('awk'),
  awk('mawk'),
  {
    name: 'jq',
    about: 'Select and change JSON',
    gnu: { raw: true, usage: '[OPTIONS] FILTER [FILES...]', package: 'jq-1.6' },
    run: lazily(async () => (await import('./jq/jq.ts')).runJq),
  },
];
