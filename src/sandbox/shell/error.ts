import type { Errno } from '../kernel/errno.ts';
/** A command failed: its message goes to stderr behind the shell's prefix, and `status` becomes `$?`. */
export class ShellError extends Error {
  readonly status: number;

  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}

/**
 * An expansion failed. The whole list up to the end of its line is given up;
 * with `exits` a shell that isn't interactive ends.
 */
export class ExpansionError extends ShellError {
  readonly exits: boolean;

  constructor(message: string, { status = 1, exits = false } = {}) {
    super(message, status);
    this.exits = exits;
  }
}

/** Unwinds to where a list was begun: its error has been printed. */
export class Discard extends Error {
  readonly status: number;

  constructor(status: number) {
    super('discard');
    this.status = status;
  }
}

export type FlowKind = 'break' | 'continue' | 'return' | 'exit';

/** Unwinds to a loop (`levels`), a function or the shell (`status`). */
export class Flow extends Error {
  readonly kind: FlowKind;
  /** Loops still to leave, or the status to return with. */
  readonly value: number;

  constructor(kind: FlowKind, value: number) {
    super(kind);
    this.kind = kind;
    this.value = value;
  }
}

/** ^C in an interactive shell: back to the prompt. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted');
  }
}

/** How long dash and ash wait before they give up, so that a fork bomb runs dry. */
const PAUSE_MS = 1_000;

/** fork(2) has failed: there are too many processes, or the first of the namespace has ended. */
export class ForkError extends ShellError {
  /** Milliseconds. */
  readonly wait: number;
  /** Too many processes: it may go well later. */
  readonly isFull: boolean;

  /** @param dialect who can't: each has words of its own */
  constructor({ code, message }: Errno, dialect: 'bash' | 'dash' | 'ash') {
    super(
      { bash: `fork: ${message}`, dash: 'Cannot fork', ash: `can't fork: ${message}` }[dialect],
      dialect === 'bash' ? 254 : 2,
    );
    this.isFull = code === 'EAGAIN';
    this.wait = this.isFull && dialect !== 'bash' ? PAUSE_MS : 0;
  }
}
