import type { BuildEvent } from '../../api/types/build.ts';
import { humanSize } from '../formatter/size.ts';
import type { Io } from '../io.ts';
import { tenths, thousandths } from './duration.ts';
import type { ShownBuilder } from './show-build.ts';
import type { LogLine, Vertices } from './vertex.ts';

/** Progress as a log. @see buildkit util/progress/progressui/printer.go */
export class PlainProgress {
  readonly #write: Io['err'];
  readonly #vertices: Vertices;
  #current: number | undefined;
  #isOpen = false;
  #waiting: [BuildEvent, readonly LogLine[]][] = [];
  #number = 0;
  readonly #numbers = new Map<number, number>();

  constructor(write: Io['err'], vertices: Vertices) {
    this.#write = write;
    this.#vertices = vertices;
  }

  async begin({ name, driver }: ShownBuilder): Promise<void> {
    await this.#write(`#0 building with "${name}" instance using ${driver} driver\n\n`);
  }

  /** One step after the other: what is told of another one waits until the current one has ended. */
  async show(event: BuildEvent, lines: readonly LogLine[]): Promise<void> {
    if (!('vertex' in event)) return;
    if (this.#isOpen && event.vertex !== this.#current) {
      this.#waiting.push([event, lines]);
      return;
    }
    this.#isOpen = event.type !== 'end';
    await this.#print(event, lines);
    if (this.#isOpen) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const [next, itsLines] of waiting) await this.show(next, itsLines);
  }

  async #print(event: Extract<BuildEvent, { vertex: number }>, lines: readonly LogLine[]): Promise<void> {
    const number = await this.#turnTo(event.vertex);
    const line = (text: string) => this.#write(`#${number} ${text}\n`);
    const vertex = this.#vertices.get(event.vertex);
    for (const { at, text } of lines) await line(`${thousandths(at)} ${text}`);
    if (event.type === 'warning') {
      const { rule, message, source } = event.warning;
      await line(`WARN: ${rule}: ${message} (line ${source.start})`);
    }
    if (event.type === 'status') await line(statusText(event));
    if (event.type !== 'end') return;
    if (vertex.error !== undefined) await line(`ERROR: ${vertex.error}`);
    else if (vertex.canceled) await line('CANCELED');
    else if (vertex.cached) await line('CACHED');
    else await line(`DONE ${tenths((vertex.end ?? 0) - vertex.start)}`);
  }

  /** Names a step when the log begins to tell of it. */
  async #turnTo(id: number): Promise<number> {
    let number = this.#numbers.get(id);
    if (number === undefined) {
      number = ++this.#number;
      this.#numbers.set(id, number);
    }
    if (this.#current === id) return number;
    if (this.#current !== undefined) await this.#write('\n');
    this.#current = id;
    await this.#write(`#${number} ${this.#vertices.get(id).name}\n`);
    return number;
  }
}

/** `transferring context: 2B done` */
function statusText(event: Extract<BuildEvent, { type: 'status' }>): string {
  const { id, current, total, done } = event;
  const size =
    current === undefined ? '' : ` ${humanSize(current)}${total === undefined ? '' : ` / ${humanSize(total)}`}`;
  return `${id}${size}${done ? ' done' : ''}`;
}
