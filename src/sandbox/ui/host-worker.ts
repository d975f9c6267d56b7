import type { FromHost, ToHost, WorkerStart } from '../runtimes/messages.ts';
import { HostRequests } from './host-connection.ts';

/** Time a worker may take from its birth to its first prompt, ms. */
const PATIENCE_MS = 20_000;

export interface HostListener {
  output(text: string): void;
  /** The shell has read a command and runs it. */
  command?(command: string): void;
  exited(code: number): void;
  failed(message: string): void;
}

/** A host that runs in a worker of its own: it can't block the page, and ending it ends all that runs on it. */
export class HostWorker {
  readonly #worker: Worker;
  readonly #first = Promise.withResolvers<void>();
  #terminated = false;
  /** For views of the host: its API and files. */
  readonly connection = new HostRequests((message) => this.send(message));

  constructor(start: WorkerStart, size: { columns: number; rows: number }, listener: HostListener) {
    this.#worker = new Worker(new URL('../runtimes/worker.ts', import.meta.url), {
      type: 'module',
      name: 'docker-host',
    });
    const patience = setTimeout(() => this.#fail('it took too long to load', listener), PATIENCE_MS);
    const first = () => {
      clearTimeout(patience);
      this.#first.resolve();
    };
    this.#worker.addEventListener('error', (event) => {
      clearTimeout(patience);
      this.#fail(event.message || 'its script could not be fetched', listener);
    });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromHost>) => {
      if (this.#terminated) return; // what it had sent before is of no interest any more
      first();
      switch (data.type) {
        case 'output':
          listener.output(data.text);
          break;
        case 'command':
          listener.command?.(data.command);
          break;
        case 'exited':
          listener.exited(data.code);
          break;
        case 'failed':
          this.#fail(data.message, listener);
          break;
        default:
          this.connection.take(data);
      }
    });
    this.send({ type: 'start', start, ...size });
  }

  /** Resolves at the first output; rejects when the worker could not start. */
  get ready(): Promise<void> {
    return this.#first.promise;
  }

  send(message: ToHost): void {
    this.#worker.postMessage(message);
  }

  terminate(): void {
    this.#terminated = true;
    this.connection.end('the host has ended');
    this.#worker.terminate();
  }

  #fail(message: string, listener: HostListener): void {
    this.#first.reject(new Error(message));
    listener.failed(message);
    this.terminate();
  }
}
