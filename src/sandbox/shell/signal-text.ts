import type { Signal } from '../kernel/signal.ts';

const DESCRIPTIONS: Readonly<Partial<Record<Signal, string>>> = {
  HUP: 'Hangup', INT: 'Interrupt', QUIT: 'Quit', ILL: 'Illegal instruction', TRAP: 'Trace/breakpoint trap',
  ABRT: 'Aborted', BUS: 'Bus error', FPE: 'Floating point exception', KILL: 'Killed', USR1: 'User defined signal 1',
  SEGV: 'Segmentation fault', USR2: 'User defined signal 2', PIPE: 'Broken pipe', ALRM: 'Alarm clock', TERM: 'Terminated',
  STKFLT: 'Stack fault', XCPU: 'CPU time limit exceeded', XFSZ: 'File size limit exceeded', VTALRM: 'Virtual timer expired',
  PROF: 'Profiling timer expired', IO: 'I/O possible', PWR: 'Power failure', SYS: 'Bad system call',
}; // prettier-ignore

/** glibc's strsignal. */
export const signalDescription = (signal: Signal): string => DESCRIPTIONS[signal] ?? `Unknown signal ${signal}`;
