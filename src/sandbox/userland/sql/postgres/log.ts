import { Errno } from '../../../kernel/errno.ts';
import type { Process } from '../../../kernel/process.ts';
import { strftime } from '../../text/strftime.ts';

/** Milliseconds of a second, three digits. */
const millis = (process: Process): string => String(Math.floor(process.kernel.clock.now() % 1000)).padStart(3, '0');

/** Writes lines of the server's log, in their order; nobody waits for them. */
export class PostgresLog {
  readonly #process: Process;
  #lines: Promise<void> = Promise.resolve();

  constructor(process: Process) {
    this.#process = process;
  }

  say(level: string, message: string, pid = this.#process.pid): void {
    const stamp = strftime('%Y-%m-%d %H:%M:%S', this.#process.kernel.clock.now());
    const line = `${stamp}.${millis(this.#process)} UTC [${pid}] ${level}:  ${message}\n`;
    this.#lines = this.#lines
      .then(() => this.#process.err(line))
      .catch((error: unknown) => {
        if (!(error instanceof Errno)) throw error;
      });
  }

  flush(): Promise<void> {
    return this.#lines;
  }
}
