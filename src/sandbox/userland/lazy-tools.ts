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
    name: 'diff',
    about: 'Compare files line by line',
    gnu: {
      short: 'abBcC:deiL:NqrstTuU:wy',
      long:
        'brief=q unified::=U context::=C recursive=r ignore-case=i ignore-all-space=w ignore-space-change=b ' +
        'ignore-blank-lines=B new-file=N report-identical-files=s text=a label:=L side-by-side=y ed=e normal color::',
      usage: '[OPTION]... FILES',
      failure: 2,
      package: 'GNU diffutils) 3.8',
    },
    busybox: {
      short: 'abBdiNqrTstwuL:S:U:',
      long: 'label:=L brief=q unified::=U recursive=r new-file=N text=a ignore-case=i',
      usage: '[-abBdiNqrTstw] [-L LABEL] [-S FILE] [-U LINES] FILE1 FILE2',
      failure: 2,
    },
    run: lazily(async () => (await import('./diff/diff.ts')).runDiff),
  },
  {
    name: 'jq',
    about: 'Select and change JSON',
    gnu: { raw: true, usage: '[OPTIONS] FILTER [FILES...]', package: 'jq-1.6' },
    run: lazily(async () => (await import('./jq/jq.ts')).runJq),
  },
];
