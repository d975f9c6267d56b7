import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Hosts in threads of their own; one core is left for the build itself. */
const MOST = Math.max(1, Math.min(4, availableParallelism() - 1));
/** Old generation of a thread, MB: without a limit its collector waits for gigabytes. */
const MEMORY = 512;

/** A thread without a question for so long ends and gives its memory back, ms: the bundler needs it. */
const PATIENCE = 500;

/** What a thread is asked, and how it answers. */
export interface Question {
  readonly kind: string;
  readonly input: unknown;
}
export type Reply = { readonly answer: string } | { readonly error: string };

interface Job {
  readonly question: Question;
  readonly resolve: (answer: string) => void;
  readonly reject: (error: Error) => void;
}

/** Threads of one program, each with one question at a time. They start when they are wanted and don't keep the process alive. */
export class Threads {
  readonly #program: string;
  readonly #waiting: Job[] = [];
  readonly #idle = new Map<Worker, NodeJS.Timeout>();
  #started = 0;

  /** @param program file of a module that answers by {@link Reply}, absolute */
  constructor(program: string) {
    this.#program = program;
  }

  /** @returns the answer as the thread wrote it. @throws what the work threw, as an error with its message */
  ask(question: Question): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    this.#waiting.push({ question, resolve, reject });
    this.#next();
    return promise;
  }

  #next(): void {
    if (this.#waiting.length === 0) return;
    const worker = this.#rested() ?? (this.#started < MOST ? this.#start() : undefined);
    if (worker === undefined) return;
    const job = this.#waiting.shift();
    if (job !== undefined) this.#give(worker, job);
  }

  #rested(): Worker | undefined {
    const [entry] = this.#idle;
    if (entry === undefined) return undefined;
    const [worker, timer] = entry;
    clearTimeout(timer);
    this.#idle.delete(worker);
    return worker;
  }

  #rest(worker: Worker): void {
    worker.unref();
    const end = (): void => {
      this.#idle.delete(worker);
      this.#started -= 1;
      void worker.terminate();
    };
    this.#idle.set(worker, setTimeout(end, PATIENCE).unref());
  }

  #start(): Worker {
    this.#started += 1;
    return new Worker(this.#program, { resourceLimits: { maxOldGenerationSizeMb: MEMORY } });
  }

  #give(worker: Worker, { question, resolve, reject }: Job): void {
    const answered = (reply: Reply): void => {
      worker.off('error', failed);
      this.#rest(worker);
      if ('error' in reply) reject(new Error(reply.error));
      else resolve(reply.answer);
      this.#next();
    };
    const failed = (error: unknown): void => {
      worker.off('message', answered);
      this.#started -= 1;
      reject(error instanceof Error ? error : new Error(String(error)));
      this.#next();
    };
    worker.once('message', answered).once('error', failed);
    worker.ref();
    worker.postMessage(question);
  }
}
