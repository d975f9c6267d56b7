import type { Io } from '../../cli/io.ts';
import type { Progress, ProgressEvent } from './progress.ts';

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;

interface Line {
  event: ProgressEvent;
  readonly start: number;
  end: number | undefined;
}

const colored = (code: number, text: string) => `\x1b[${code}m${text}\x1b[0m`;
const bold = (code: number, text: string) => `\x1b[${code}m\x1b[1m${text}\x1b[0m`;
const COLOR = {
  done: (text: string) => colored(32, text),
  warning: (text: string) => bold(33, text),
  error: (text: string) => bold(31, text),
} as const;
const SIGN = { done: '✔', warning: '!', error: '✘' } as const;

/** Lines that are drawn over themselves. @see docker/compose pkg/progress/tty.go */
export class TerminalProgress implements Progress {
  readonly #io: Io;
  readonly #title: string;
  readonly #lines = new Map<string, Line>();
  #drawn = 0;
  #isFirst = true;
  #stopped = false;
  #ticking: Promise<void> | undefined;

  constructor(io: Io, title: string) {
    this.#io = io;
    this.#title = title;
  }

  async event(event: ProgressEvent): Promise<void> {
    const now = this.#io.now();
    const line = this.#lines.get(event.id);
    const end = event.state === 'working' ? undefined : now;
    if (line === undefined) this.#lines.set(event.id, { event, start: now, end });
    else {
      line.event = event;
      line.end = line.end !== undefined && event.state !== 'working' ? line.end : end;
    }
    if (this.#ticking !== undefined) return;
    this.#ticking = this.#tick();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#lines.size > 0) await this.#draw();
  }

  async #tick(): Promise<void> {
    while (!this.#stopped) {
      await this.#io.sleep(FRAME_MS);
      if (!this.#stopped) await this.#draw();
    }
  }

  async #draw(): Promise<void> {
    const columns = this.#io.size(2)?.columns ?? 80;
    const all = [...this.#lines.values()];
    const top = all.filter(({ event }) => event.parent === undefined);
    const partsOf = (id: string) => all.filter(({ event }) => event.parent === id);
    const lines = top.flatMap((line) => [line, ...partsOf(line.event.id)]).slice(0, (this.#io.size(2)?.rows ?? 24) - 2);
    const done = lines.filter(({ event }) => event.state !== 'working').length;
    const head = `[+] ${this.#title} ${done}/${lines.length}`;
    const padding = Math.max(0, ...lines.map(({ event }) => label(event).length));
    const up = `${'\x1b[1A'.repeat(this.#drawn + 1)}${this.#isFirst ? '\x1b[1B' : ''}`;
    const isDone = this.#drawn !== 0 && done === this.#drawn;
    const body = lines.map((line) => `${this.#text(line, padding, columns)}\n`).join('');
    this.#drawn = lines.length;
    this.#isFirst = false;
    await this.#io.err(`${up}\x1b[0G\x1b[?25l${isDone ? colored(34, head) : head}\n${body}\x1b[?25h`);
  }

  #text({ event, start, end }: Line, padding: number, columns: number): string {
    const now = this.#io.now();
    const seconds = (((end ?? now) - start) / 1000).toFixed(1);
    const sign =
      event.state === 'working'
        ? colored(33, SPINNER[Math.floor((now - start) / FRAME_MS) % SPINNER.length] ?? '⠋')
        : COLOR[event.state](SIGN[event.state]);
    const name = label(event);
    const status = cut(event.status ?? '', columns - name.length - padding - REST);
    const shown = event.state === 'working' ? status : COLOR[event.state](status);
    const indent = event.parent === undefined ? ' ' : '   ';
    const left = `${indent}${sign} ${name}${' '.repeat(Math.max(0, padding - name.length))}  ${shown}`;
    const width = indent.length + 2 + Math.max(padding, name.length) + 2 + status.length;
    const timer = `${seconds}s `;
    return `${left}${' '.repeat(Math.max(1, columns - width - timer.length))}${colored(34, timer)}`;
  }
}

/** What stands beside the status: sign, blanks, time. Both names count with the blank behind them. */
const REST = 17;
/** A status of several lines would break the drawing. */
const cut = (status: string, room: number) =>
  room > 0 && status.length > room ? `${status.slice(0, room)}...` : status;

const label = ({ id, text }: ProgressEvent) => (text === undefined || text === '' ? id : `${id} ${text}`);
