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

/** How long a shell that can't fork waits before it gives up. */
const RETRY_MS = 1_000;

/** There are too many processes: bash tries again, and the shell waits before it gives up, so that a fork bomb runs dry. */
export class ForkError extends ShellError {
  /** Milliseconds. */
  readonly wait: number;

  /** @param dialect who can't: each has words of its own */
  constructor({ code, message }: Errno, dialect: 'bash' | 'dash' | 'ash') {
    const isFull = code === 'EAGAIN';
    super(
      { bash: `fork: ${isFull ? 'retry: ' : ''}${message}`, dash: 'Cannot fork', ash: `can't fork: ${message}` }[
        dialect
      ],
      dialect === 'bash' ? 254 : 2,
    );
    this.wait = isFull ? RETRY_MS : 0;
  }
}
