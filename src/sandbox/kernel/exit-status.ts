import { SIGNALS, type Signal } from './signal.ts';

/** How a process ended. */
export type ExitStatus =
  { readonly kind: 'exited'; readonly code: number } | { readonly kind: 'killed'; readonly signal: Signal };

/** The number that a shell, and Docker, make of it: the exit code, or 128 and the signal's number. */
export const exitCode = (status: ExitStatus): number =>
  status.kind === 'exited' ? status.code : 128 + SIGNALS[status.signal];

/** Unwinds a program whose process a signal has ended. Programs let it pass. */
export class Terminated extends Error {
  readonly signal: Signal;

  constructor(signal: Signal) {
    super(`terminated by SIG${signal}`);
    this.signal = signal;
  }
}

/** Unwinds a program that calls exit(). Programs let it pass. */
export class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code & 0xff;
  }
}
