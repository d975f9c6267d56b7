import { Errno } from '../../kernel/errno.ts';
import type { Process } from '../../kernel/process.ts';
import type { Signal } from '../../kernel/signal.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';

/** Signals of a server that waits for them: they queue up until it asks. */
export class SignalQueue {
  readonly #process: Process;
  readonly #arrived: Signal[] = [];
  readonly #waiting = new WaitQueue();

  constructor(process: Process, signals: readonly Signal[]) {
    this.#process = process;
    for (const signal of signals) {
      process.onSignal(signal, () => {
        this.#arrived.push(signal);
        this.#waiting.wakeAll();
      });
    }
  }

  async next(): Promise<Signal> {
    for (;;) {
      const signal = this.#arrived.shift();
      if (signal !== undefined) return signal;
      try {
        await this.#process.waitOn(this.#waiting, { interruptible: true });
      } catch (error) {
        if (!(error instanceof Errno) || error.code !== 'EINTR') throw error;
      }
    }
  }
}
