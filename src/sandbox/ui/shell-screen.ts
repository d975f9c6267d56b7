import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import { withAdoptedStyles } from './adopted-styles.ts';
import type { HostWorker } from './host-worker.ts';
import { findLinks } from './links.ts';
import { CommandMarks, plainText } from './shell-integration.ts';
import { terminalTheme } from './terminal-theme.ts';
import { type EndedCommand, type TypedCommand, TypedCommands } from './typed-commands.ts';

/** A command that is silent for so long while the screen shows a prompt waits for input: `docker run -it … bash`. */
const QUIET_MS = 600;
/** Longest text that is read aloud after a command. */
const ANNOUNCED_CHARACTERS = 1_500;
const STILL = matchMedia('(prefers-reduced-motion: reduce)');

/** What a shell on the screen tells the terminal that it is part of. */
export interface ScreenListener {
  /** The shell has read a command. */
  command(command: string): void;
  /** A command has ended. */
  ended(command: EndedCommand): void;
  /** The shell has ended. */
  exited(code: number): void;
  /** Text for the live region. */
  announce(text: string): void;
  followLink(url: string): void;
  /** Enter was typed where no shell is. */
  askedForShell(): void;
  /** A key before the shell gets it. True: it means something to the terminal. */
  key(event: KeyboardEvent): boolean;
  /** Changes what was typed: an armed Ctrl key. */
  typed(text: string): string;
}

/** One shell on a screen of its own: xterm, and what follows from its output. */
export class ShellScreen {
  readonly element = document.createElement('div');
  readonly terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #listener: ScreenListener;
  #host: HostWorker | undefined;
  #shell = 0;
  #marks = new CommandMarks();
  #typed = new TypedCommands();
  /** Output since the last command ended, or was read aloud. */
  #said = '';
  #lastOutput = 0;
  #onCommandEnd: (() => void)[] = [];
  #quiet: ReturnType<typeof setTimeout> | undefined;
  lastCommand = '';

  constructor(parent: HTMLElement, fontSize: number, listener: ScreenListener) {
    this.#listener = listener;
    this.element.className = 'screen';
    parent.append(this.element);
    const terminal = new Terminal({
      theme: terminalTheme(parent),
      fontFamily: getComputedStyle(parent).getPropertyValue('--mono') || 'ui-monospace, monospace',
      fontSize,
      lineHeight: 1.25,
      cursorBlink: !STILL.matches,
      scrollback: 5_000,
      convertEol: false,
      rightClickSelectsWord: true,
    });
    this.terminal = terminal;
    terminal.loadAddon(this.#fit);
    withAdoptedStyles(() => terminal.open(this.element));
    terminal.textarea?.setAttribute('aria-label', 'Terminal of the simulated Docker host');
    this.fit();
    terminal.onResize(({ cols, rows }) =>
      this.#host?.send({ type: 'resize', shell: this.#shell, columns: cols, rows }),
    );
    terminal.onData((text) => this.type(listener.typed(text)));
    terminal.attachCustomKeyEventHandler((event) => !listener.key(event));
    terminal.registerLinkProvider({
      provideLinks: (row, callback) => callback(this.#linksAt(row)),
    });
    STILL.addEventListener('change', () => (terminal.options.cursorBlink = !STILL.matches));
  }

  /** Whether a shell is behind the screen. */
  get live(): boolean {
    return this.#host !== undefined;
  }

  /** Opens a shell of the host. @returns when it is at its prompt */
  async connect(host: HostWorker): Promise<void> {
    this.#host = host;
    this.#marks = new CommandMarks();
    this.#typed = new TypedCommands();
    const prompt = this.commandEnd();
    this.#shell = host.open(
      { columns: this.terminal.cols, rows: this.terminal.rows },
      {
        output: (text) => this.#show(text),
        command: (command) => {
          this.lastCommand = command;
          this.#typed.begin(command);
          this.#listener.command(command);
        },
        exited: (code) => {
          this.disconnect();
          this.#listener.exited(code);
        },
      },
    );
    await prompt;
  }

  /** No shell is behind the screen any more; what it shows stays. */
  disconnect(notice = ''): void {
    this.#host = undefined;
    if (notice !== '') this.terminal.write(`\x1b[0m\x1b[?2004l\r\n[${notice}]\r\n`);
    for (const resolve of this.#onCommandEnd.splice(0)) resolve();
  }

  /** Commands that haven't ended. */
  get running(): readonly TypedCommand[] {
    return this.#typed.running;
  }

  type(text: string): void {
    this.#typed.type(text);
    if (this.#host !== undefined) this.#host.send({ type: 'input', shell: this.#shell, text });
    else if (text === '\r') this.#listener.askedForShell();
  }

  fit(): void {
    if (this.element.offsetParent !== null) this.#fit.fit();
  }

  /** Resolves when all that was written is on the screen. */
  drawn(): Promise<void> {
    return new Promise((resolve) => void this.terminal.write('', resolve));
  }

  close(): void {
    this.#host?.close(this.#shell);
    this.disconnect();
    clearTimeout(this.#quiet);
    this.terminal.dispose();
    this.element.remove();
  }

  /** Resolves when the shell is at its prompt again, or a program has asked for input and gone quiet. */
  commandEnd(): Promise<void> {
    return new Promise((resolve) => {
      const check = setInterval(() => {
        const quiet = performance.now() - this.#lastOutput > QUIET_MS;
        if (quiet && this.#showsPrompt()) finish();
      }, QUIET_MS / 3);
      const finish = () => {
        clearInterval(check);
        resolve();
      };
      this.#onCommandEnd.push(finish);
    });
  }

  /** All that the screen shows and has shown, lines that were wrapped made whole. */
  transcript(): string {
    const buffer = this.terminal.buffer.normal;
    const lines: string[] = [];
    for (let row = 0; row < buffer.length; row += 1) {
      const line = buffer.getLine(row);
      if (line === undefined) continue;
      const wraps = buffer.getLine(row + 1)?.isWrapped === true;
      const text = line.translateToString(!wraps);
      if (line.isWrapped && lines.length > 0) lines.push(`${lines.pop() ?? ''}${text}`);
      else lines.push(text);
    }
    return `${lines.join('\n').trimEnd()}\n`;
  }

  /** Links on the screen, the latest first, each once. */
  links(): string[] {
    const lines = this.transcript().split('\n').slice(-200).reverse();
    return [...new Set(lines.flatMap((line) => findLinks(line).map(({ url }) => url)))];
  }

  #linksAt(row: number) {
    const buffer = this.terminal.buffer.active;
    let first = row - 1;
    while (first > 0 && buffer.getLine(first)?.isWrapped === true) first -= 1;
    let text = '';
    for (let at = first; at === first || buffer.getLine(at)?.isWrapped === true; at += 1) {
      text += buffer.getLine(at)?.translateToString(false) ?? '';
    }
    const { cols } = this.terminal;
    const place = (offset: number) => ({ x: (offset % cols) + 1, y: first + Math.floor(offset / cols) + 1 });
    return findLinks(text).map(({ start, end, url }) => ({
      range: { start: place(start), end: place(end - 1) },
      text: url,
      activate: () => this.#listener.followLink(url),
    }));
  }

  /** Types commands with what was typed while they ran. @returns when the last has ended, or waits for input */
  async replay(commands: readonly TypedCommand[]): Promise<void> {
    for (const { command, input = '' } of commands) {
      for (const part of [`${command.replaceAll('\n', '\r')}\r`, ...(input.match(/[^\r]*\r|[^\r]+/g) ?? [])]) {
        const ended = this.commandEnd();
        this.type(part);
        await ended;
      }
    }
  }

  #show(text: string): void {
    const [host, shell] = [this.#host, this.#shell];
    this.#lastOutput = performance.now();
    this.#said = (this.#said + text).slice(-ANNOUNCED_CHARACTERS * 4);
    this.terminal.write(text, () => host?.send({ type: 'drawn', shell, characters: text.length }));
    clearTimeout(this.#quiet);
    const codes = this.#marks.read(text);
    if (codes.length === 0) {
      // What a server prints is read while it runs; what one types is not.
      if (/\n/.test(this.#said)) this.#quiet = setTimeout(() => this.#announce(), QUIET_MS * 2);
      return;
    }
    this.#announce();
    for (const resolve of this.#onCommandEnd.splice(0)) resolve();
    for (const code of codes) {
      const ended = this.#typed.end(code);
      if (ended !== undefined) this.#listener.ended(ended);
    }
  }

  /** Reads aloud what the last command printed: neither its own line nor the prompt. */
  #announce(): void {
    const [, ...lines] = plainText(this.#said).split('\n');
    this.#said = '';
    const text = lines.slice(0, -1).join('\n').trim();
    if (text !== '') this.#listener.announce(text.slice(0, ANNOUNCED_CHARACTERS));
  }

  /** Whether the cursor stands behind something that looks like a prompt. */
  #showsPrompt(): boolean {
    const buffer = this.terminal.buffer.active;
    const line = buffer.getLine(buffer.baseY + buffer.cursorY)?.translateToString(true, 0, buffer.cursorX) ?? '';
    return /[#$>:] ?$/.test(line);
  }
}
