import { type Bytes, concat, encode } from './bytes.ts';
import type { PtsFileSystem } from './devpts.ts';
import { Errno } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { LineEditor } from './line-discipline.ts';
import { OpenFile } from './open-file.ts';
import type { Process } from './process.ts';
import { isOrphaned, signalGroup } from './signal-group.ts';
import type { Signal } from './signal.ts';
import { ByteStream } from './stream.ts';
import { COOKED, type Termios } from './termios.ts';
import { WaitQueue } from './wait-queue.ts';

export { COOKED, RAW, type Termios } from './termios.ts';

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** A pseudo terminal: its user's side (`input`, `output`) and, as `file()`, the side of the processes. */
export class Terminal {
  readonly kernel: Kernel;
  /** N of /dev/pts/N. */
  readonly index: number;
  readonly name: string;
  /** What the screen shows. */
  readonly output = new ByteStream();
  /** Leader of the session whose controlling terminal it is. */
  session: Process | undefined;
  /** Told by an interactive shell which command it has read and is about to run. */
  onCommand: ((text: string) => void) | undefined;
  readonly #pts: PtsFileSystem;
  readonly #readable = new WaitQueue();
  readonly #editor: LineEditor;
  /** What can be read; an empty element is the end of a file (^D). */
  #ready: Bytes[] = [];
  #termios = COOKED;
  #size: TerminalSize;
  #hungUp = false;
  #foreground: Process | undefined;

  /** @param options.pts a container's /dev/pts; the host's without it */
  constructor(kernel: Kernel, options: Partial<TerminalSize> & { pts?: PtsFileSystem } = {}) {
    this.kernel = kernel;
    this.#pts = options.pts ?? kernel.pts;
    this.#size = { columns: options.columns ?? 80, rows: options.rows ?? 24 };
    this.index = this.#pts.add(this);
    this.name = `/dev/pts/${this.index}`;
    this.#editor = new LineEditor((echo) => this.#show(echo));
  }

  get size(): TerminalSize {
    return this.#size;
  }

  /** Leader of the foreground group: who gets ^C. Shells set it (tcsetpgrp). */
  get foreground(): Process | undefined {
    return this.#foreground;
  }

  /** Those who wait to read look again whether they may. */
  set foreground(leader: Process | undefined) {
    this.#foreground = leader;
    this.#readable.wakeAll();
  }

  get termios(): Termios {
    return this.#termios;
  }

  /** tcsetattr(3). A line that is being typed becomes readable when canonical mode ends. */
  set termios(termios: Termios) {
    this.#termios = termios;
    if (!termios.canonical) this.#accept(this.#editor.take());
  }

  get hungUp(): boolean {
    return this.#hungUp;
  }

  resize(size: TerminalSize): void {
    if (size.columns === this.#size.columns && size.rows === this.#size.rows) return;
    this.#size = size;
    this.#signal('WINCH');
  }

  /** Makes it the controlling terminal of a session. */
  control(leader: Process): void {
    this.session = leader.session;
    this.foreground = leader.group;
    leader.terminal = this;
  }

  /** The keyboard types. */
  input(bytes: Bytes): void {
    if (this.#hungUp) return;
    const { signals, icrnl, canonical, echo } = this.#termios;
    const raw: number[] = [];
    for (const octet of bytes) {
      const byte = icrnl && octet === 13 ? 10 : octet;
      const signal = signals ? SIGNAL_KEYS[byte] : undefined;
      if (signal !== undefined) {
        raw.length = 0;
        this.flush();
        if (echo) this.#show(`^${String.fromCharCode(byte + 64)}`);
        this.#signal(signal);
      } else if (canonical) {
        const line = this.#editor.type(byte, echo);
        if (line !== undefined) this.#accept(line, true);
      } else {
        raw.push(byte);
        if (echo) this.#show(byte < 32 && byte !== 10 && byte !== 9 ? `^${String.fromCharCode(byte + 64)}` : [byte]);
      }
    }
    this.#accept(Uint8Array.from(raw));
  }

  /** Forgets what was typed but not read, and what was written but not shown: tcflush(3). */
  flush(): void {
    this.#editor.take();
    this.#ready = [];
    this.output.discard();
  }

  /** A new open file of the processes' side. */
  file(): OpenFile {
    return new TerminalFile(this);
  }

  /** The user is gone: SIGHUP to the session, then reads find the end and writes fail. */
  hangup(): void {
    if (this.#hungUp) return;
    this.#hungUp = true;
    this.#pts.delete(this.index);
    this.output.end();
    const { session } = this;
    session?.deliver('HUP');
    session?.deliver('CONT');
    if (this.foreground !== session) this.#signal('HUP');
    this.#readable.wakeAll();
  }

  /** The leader of its session has ended: the foreground group is told, the terminal is free. */
  abandon(): void {
    this.#signal('HUP');
    this.#signal('CONT');
    this.session = this.foreground = undefined;
  }

  async read(process: Process, max: number): Promise<Bytes | null> {
    for (;;) {
      this.#stopInBackground(process);
      const pause = process.step();
      if (pause !== undefined) await pause;
      if (this.#isBackground(process)) continue;
      const next = this.#ready[0];
      if (next !== undefined) {
        if (next.length > max) this.#ready[0] = next.subarray(max);
        else this.#ready.shift();
        return next.length === 0 ? null : next.subarray(0, max);
      }
      if (this.#hungUp) return null;
      await process.waitOn(this.#readable, { interruptible: true });
    }
  }

  async write(process: Process, bytes: Bytes): Promise<void> {
    if (this.#hungUp) throw new Errno('EIO');
    await process.waitFor(this.output.write(this.#process(bytes)));
  }

  unread(bytes: Bytes): void {
    if (bytes.length > 0) this.#ready.unshift(bytes);
  }

  #accept(bytes: Bytes, evenEmpty = false): void {
    if (bytes.length === 0 && !evenEmpty) return;
    this.#ready.push(bytes);
    this.#readable.wakeAll();
  }

  #isBackground(process: Process): boolean {
    return process.terminal === this && this.foreground !== undefined && process.group !== this.foreground;
  }

  #stopInBackground(process: Process): void {
    if (!this.#isBackground(process)) return;
    if (process.ignores('TTIN') || isOrphaned(process.group)) throw new Errno('EIO');
    signalGroup(this.kernel, process.group, 'TTIN');
    if (!process.held) throw new Errno('EINTR');
  }

  #signal(signal: Signal): void {
    if (this.foreground !== undefined) signalGroup(this.kernel, this.foreground, signal);
  }

  #show(echo: string | readonly number[]): void {
    this.output.push(this.#process(typeof echo === 'string' ? encode(echo) : Uint8Array.from(echo)));
  }

  /** Output processing: a newline begins at the left margin. */
  #process(bytes: Bytes): Bytes {
    if (!this.#termios.onlcr || !bytes.includes(10)) return bytes;
    const parts: Bytes[] = [];
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      parts.push(bytes.subarray(start, end), CRLF);
      start = end + 1;
    }
    parts.push(bytes.subarray(start));
    return concat(parts);
  }
}

const CRLF = Uint8Array.of(13, 10);
/** ^C, ^\ and ^Z. */
const SIGNAL_KEYS: Readonly<Record<number, Signal>> = { 3: 'INT', 28: 'QUIT', 26: 'TSTP' };

class TerminalFile extends OpenFile {
  readonly kind = 'tty';
  override readonly terminal: Terminal;

  constructor(terminal: Terminal) {
    super();
    this.terminal = terminal;
  }

  get name(): string {
    return this.terminal.name;
  }

  override read(process: Process, max: number): Promise<Bytes | null> {
    return this.terminal.read(process, max);
  }

  override write(process: Process, bytes: Bytes): Promise<void> {
    return this.terminal.write(process, bytes);
  }

  override unread(bytes: Bytes): void {
    this.terminal.unread(bytes);
  }
}
