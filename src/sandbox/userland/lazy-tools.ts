import { lazily } from './tool/lazy.ts';
import type { Tool } from './tool/tool.ts';

/** Programs too big for the first load. */
export const lazyTools: readonly Tool[] = [
  {
    name: 'jq',
    about: 'Select and change JSON',
    gnu: { raw: true, usage: '[OPTIONS] FILTER [FILES...]', package: 'jq-1.6' },
    run: lazily(async () => (await import('./jq/jq.ts')).runJq),
  },
];
