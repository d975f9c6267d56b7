import type { Io } from '../cli/io.ts';

/** The order in which containers get their colours. @see docker/compose cmd/formatter/colors.go */
const COLORS = ['36', '33', '32', '35', '34', '36;1', '33;1', '32;1', '35;1', '34;1'];

interface Source {
  readonly label: string;
  readonly color: string;
}

export interface PrinterOptions {
  readonly prefix: boolean;
  readonly color: boolean;
}

/** Lines of several containers, each with its name in front. */
export class LogPrinter {
  readonly #io: Io;
  readonly #options: PrinterOptions;
  readonly #sources = new Map<string, Source>();
  #width = 0;
  #muted = false;

  constructor(io: Io, options: PrinterOptions) {
    this.#io = io;
    this.#options = options;
  }

  /** @param id by which lines are printed @param label in front of them: `web-1` */
  register(id: string, label: string): void {
    this.#sources.set(id, { label, color: COLORS[this.#sources.size % COLORS.length] ?? '36' });
    this.#width = Math.max(this.#width, label.length);
  }

  /** Nothing more is printed. */
  mute(): void {
    this.#muted = true;
  }

  async line(id: string, text: string, stream: 'stdout' | 'stderr' = 'stdout'): Promise<void> {
    if (this.#muted) return;
    const line = `${this.#prefix(id)}${text}\n`;
    await (stream === 'stdout' ? this.#io.out(line) : this.#io.err(line));
  }

  /** A line that a hook prints: `web-1 ->  | done`. @see docker/compose cmd/formatter/logs.go, HookEventLog */
  async hook(id: string, line: string): Promise<void> {
    const source = this.#sources.get(id);
    if (source === undefined) return;
    const own = `${id} ->`;
    if (!this.#sources.has(own)) this.register(own, `${source.label} ->`);
    await this.line(own, line);
  }

  /** `web-1 exited with code 0` */
  async exited(id: string, text: string): Promise<void> {
    if (this.#muted) return;
    const label = this.#sources.get(id)?.label ?? id;
    const line = `\r\x1b[K${label} ${text}\n`;
    await this.#io.out(this.#colored(id, line));
  }

  #prefix(id: string): string {
    const source = this.#sources.get(id);
    if (source === undefined || !this.#options.prefix) return '';
    const text = `${source.label.padEnd(this.#width)}  | `;
    return this.#colored(id, text);
  }

  #colored(id: string, text: string): string {
    const color = this.#options.color && this.#io.isTerminal(1) ? this.#sources.get(id)?.color : undefined;
    return color === undefined ? text : `\x1b[${color}m${text}\x1b[0m`;
  }
}

/** Cuts a stream of octets into lines. */
export class LineCutter {
  readonly #decoder = new TextDecoder();
  readonly #each: (line: string) => Promise<void>;
  #rest = '';

  constructor(each: (line: string) => Promise<void>) {
    this.#each = each;
  }

  async add(bytes: Uint8Array): Promise<void> {
    const lines = (this.#rest + this.#decoder.decode(bytes, { stream: true })).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) await this.#each(line.replace(/\r$/, ''));
  }

  async end(): Promise<void> {
    if (this.#rest !== '') await this.#each(this.#rest);
    this.#rest = '';
  }
}
