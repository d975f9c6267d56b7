import type { BuildEvent, BuildWarning } from '../../api/types/build.ts';
import { encode } from '../../kernel/bytes.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ByteStream } from '../../kernel/stream.ts';

/** A step of the build as its client sees it. */
export interface Vertex {
  readonly id: number;
  log(text: string): void;
  status(id: string, more?: { current?: number; total?: number; done?: boolean }): void;
  warn(warning: BuildWarning): void;
  done(): void;
  cached(): void;
  fail(message: string): void;
  cancel(): void;
}

/** Tells the client what happens. */
export class Progress {
  readonly #out: ByteStream;
  readonly #clock: Clock;
  readonly #start: number;
  #last = 0;
  /** All that was told, but for files. */
  readonly events: BuildEvent[] = [];

  constructor(out: ByteStream, clock: Clock) {
    this.#out = out;
    this.#clock = clock;
    this.#start = clock.now();
  }

  get now(): number {
    return this.#clock.now() - this.#start;
  }

  send(event: BuildEvent): void {
    if (event.type !== 'files' && event.type !== 'need') this.events.push(event);
    this.#out.push(encode(`${JSON.stringify(event)}\n`));
  }

  start(name: string): Vertex {
    const id = ++this.#last;
    const end = (more: { cached?: boolean; error?: string; canceled?: boolean }) =>
      this.send({ type: 'end', vertex: id, at: this.now, ...more });
    this.send({ type: 'start', vertex: id, name, at: this.now });
    return {
      id,
      log: (text) => this.send({ type: 'log', vertex: id, at: this.now, text }),
      status: (status, { done = true, ...numbers } = {}) =>
        this.send({ type: 'status', vertex: id, id: status, at: this.now, done, ...numbers }),
      warn: (warning) => this.send({ type: 'warning', vertex: id, warning }),
      done: () => end({}),
      cached: () => end({ cached: true }),
      fail: (error) => end({ error }),
      cancel: () => end({ canceled: true }),
    };
  }

  /** A step that takes no time. */
  instant(name: string): Vertex {
    const vertex = this.start(name);
    vertex.done();
    return vertex;
  }
}
