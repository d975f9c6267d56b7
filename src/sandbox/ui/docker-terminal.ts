import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import xtermStyles from '@xterm/xterm/css/xterm.css?inline';
import { adoptStyleSheet, withAdoptedStyles } from './adopted-styles.ts';
import { HostWorker } from './host-worker.ts';
import type { HostConnection } from './host-connection.ts';
import { type PageTerminal, type StartState, TERMINAL_ELEMENT, type TerminalEvents } from './page-terminal.ts';
import { CommandMarks, plainText } from './shell-integration.ts';
import { terminalTheme } from './terminal-theme.ts';
import { type TypedCommand, TypedCommands } from './typed-commands.ts';

/** A command that is silent for so long while the screen shows a prompt waits for input: `docker run -it … bash`. */
const QUIET_MS = 600;
/** Longest text that is read aloud after a command. */
const ANNOUNCED_CHARACTERS = 1_500;

/** The page's terminal: xterm in front, a host in a worker behind. */
class DockerTerminal extends HTMLElement implements PageTerminal {
  #terminal: Terminal | undefined;
  #host: HostWorker | undefined;
  #starting: Promise<void> | undefined;
  #marks = new CommandMarks();
  #typedCommands = new TypedCommands();
  #log: HTMLElement | undefined;
  /** Output since the last command ended. */
  #said = '';
  #lastOutput = 0;
  #onCommandEnd: (() => void)[] = [];

  connectedCallback(): void {
    document.addEventListener('drydock:theme', () => {
      if (this.#terminal !== undefined) this.#terminal.options.theme = terminalTheme(this);
    });
  }

  async run(commands: readonly string[]): Promise<void> {
    await this.replay(commands.map((command) => ({ command })));
    this.focus();
  }

  async replay(commands: readonly TypedCommand[]): Promise<void> {
    await this.#start();
    for (const { command, input } of commands) {
      await this.#type(`${command.replaceAll('\n', '\r')}\r`);
      if (input !== undefined) for (const part of input.match(/[^\r]*\r|[^\r]+/g) ?? []) await this.#type(part);
    }
  }

  /** Types, and waits for the end of what that starts. */
  #type(text: string): Promise<void> {
    const ended = this.#commandEnd();
    this.#typedCommands.type(text);
    this.#host?.send({ type: 'input', text });
    return ended;
  }

  start(): Promise<void> {
    return this.#start();
  }

  get connection(): HostConnection | undefined {
    return this.#host?.connection;
  }

  get running(): readonly TypedCommand[] {
    return this.#typedCommands.running;
  }

  #tell<Name extends keyof TerminalEvents>(name: Name, detail: TerminalEvents[Name]['detail']): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  async reset(): Promise<void> {
    this.#host?.terminate();
    this.#host = undefined;
    this.#starting = undefined;
    await this.#drawn();
    this.#terminal?.reset();
    await this.#start();
  }

  /** Resolves when all that was written is on the screen. */
  #drawn(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#terminal === undefined) resolve();
      else this.#terminal.write('', resolve);
    });
  }

  override focus(options?: FocusOptions): void {
    if (this.#terminal === undefined) super.focus(options);
    else this.#terminal.focus();
  }

  /** Starts the host once; after a failure, or when its shell was left, again. */
  #start(): Promise<void> {
    this.#starting ??= this.#startHost().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    return this.#starting;
  }

  async #startHost(): Promise<void> {
    const terminal = (this.#terminal ??= this.#openScreen());
    const start = JSON.parse(this.dataset['start'] ?? '{"images":[],"files":{}}') as StartState;
    this.#marks = new CommandMarks();
    const prompt = this.#commandEnd();
    this.#host = new HostWorker(
      start,
      { columns: terminal.cols, rows: terminal.rows },
      {
        output: (text) => this.#show(text),
        command: (command) => {
          this.#typedCommands.begin(command);
          this.#tell('drydock:command', command);
        },
        exited: (code) => this.#ended(`\r\n[the shell ended with exit code ${code}: press Enter for a new one]\r\n`),
        failed: (message) => this.#ended(`\r\n[the sandbox stopped: ${message}]\r\n`, message),
      },
    );
    this.#typedCommands = new TypedCommands();
    this.#tell('drydock:host', this.#host.connection);
    await this.#host.ready;
    await prompt;
  }

  #openScreen(): Terminal {
    const screen = document.createElement('div');
    screen.className = 'screen';
    this.#log = document.createElement('div');
    this.#log.className = 'visually-hidden';
    this.#log.setAttribute('role', 'log');
    this.#log.setAttribute('aria-label', 'Output of the last command');
    this.replaceChildren(screen, this.#log);
    const terminal = new Terminal({
      theme: terminalTheme(this),
      fontFamily: getComputedStyle(this).getPropertyValue('--mono') || 'ui-monospace, monospace',
      fontSize: 14,
      lineHeight: 1.25,
      cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      scrollback: 5_000,
      convertEol: false,
    });
    const fit = new FitAddon();
    terminal.loadAddon(fit);
    adoptStyleSheet(xtermStyles);
    withAdoptedStyles(() => terminal.open(screen));
    terminal.textarea?.setAttribute('aria-label', 'Terminal of the simulated Docker host');
    fit.fit();
    new ResizeObserver(() => fit.fit()).observe(this);
    terminal.onResize(({ cols, rows }) => this.#host?.send({ type: 'resize', columns: cols, rows }));
    terminal.onData((text) => this.#typed(text));
    return terminal;
  }

  #typed(text: string): void {
    this.#typedCommands.type(text);
    if (this.#host !== undefined) this.#host.send({ type: 'input', text });
    else if (text === '\r') void this.#start();
  }

  #show(text: string): void {
    this.#lastOutput = performance.now();
    this.#said = (this.#said + text).slice(-ANNOUNCED_CHARACTERS * 4);
    this.#terminal?.write(text, () => this.#host?.send({ type: 'drawn', characters: text.length }));
    const exits = this.#marks.read(text);
    if (exits.length === 0) return;
    for (const exit of exits) {
      const ended = this.#typedCommands.end(exit);
      if (ended !== undefined) this.#tell('drydock:command-end', ended);
    }
    this.#announce();
    for (const resolve of this.#onCommandEnd.splice(0)) resolve();
  }

  /** Puts what the last command printed where a screen reader finds it. */
  #announce(): void {
    const [, ...lines] = plainText(this.#said).split('\n');
    this.#said = '';
    const text = lines.slice(0, -1).join('\n');
    if (this.#log !== undefined) this.#log.textContent = text.slice(0, ANNOUNCED_CHARACTERS);
  }

  #ended(notice: string, failure?: string): void {
    this.#terminal?.write(notice);
    this.#host?.terminate();
    this.#host = undefined;
    this.#starting = undefined;
    this.#tell('drydock:host-end', failure);
    for (const resolve of this.#onCommandEnd.splice(0)) resolve();
  }

  /** Resolves when the shell is at its prompt again, or a program has asked for input and gone quiet. */
  #commandEnd(): Promise<void> {
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

  /** Whether the cursor stands behind something that looks like a prompt. */
  #showsPrompt(): boolean {
    const buffer = this.#terminal?.buffer.active;
    const line = buffer?.getLine(buffer.baseY + buffer.cursorY)?.translateToString(true, 0, buffer.cursorX) ?? '';
    return /[#$>:] ?$/.test(line);
  }
}

customElements.define(TERMINAL_ELEMENT, DockerTerminal);
