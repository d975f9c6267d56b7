import xtermStyles from '@xterm/xterm/css/xterm.css?inline';
import { adoptStyleSheet } from './adopted-styles.ts';
import styles from './docker-terminal.css?inline';
import type { HostConnection } from './host-connection.ts';
import type { HostPort } from '../runtimes/messages.ts';
import { HostWorker } from './host-worker.ts';
import { KeyRow } from './key-row.ts';
import { isOfHost } from './links.ts';
import type { PageTerminal, StartState, TerminalEvents } from './page-terminal.ts';
import { recall, remember } from './remembered.ts';
import { type ScreenListener, ShellScreen } from './shell-screen.ts';
import { ShellTabs } from './shell-tabs.ts';
import { type MenuItem, TerminalMenu } from './terminal-menu.ts';
import { TerminalNotice } from './terminal-notice.ts';
import { terminalTheme } from './terminal-theme.ts';
import type { TypedCommand } from './typed-commands.ts';
import { warmScreen } from './warm-screen.ts';

/** More shells than a bar has room for help nobody. */
const MOST_SHELLS = 6;
const FONT = { smallest: 10, standard: 14, largest: 24, step: 2 } as const;
const LINKS_IN_MENU = 3;

/**
 * The page's terminal: shells on screens of their own in front, one host behind.
 * Colours come from the page's custom properties `--console`, `--console-text`, `--console-output`, `--console-prompt`,
 * `--selection` and `--token-…`; `drydock:theme` on the document tells of a change.
 */
class DockerTerminal extends HTMLElement implements PageTerminal {
  runtime: (() => HostPort) | undefined;
  readonly #screens = new Map<number, ShellScreen>();
  readonly #tabs = new ShellTabs({
    choose: (id) => this.#choose(id),
    close: (id) => this.#close(id),
    open: () =>
      void this.openShell().then(
        () => this.focus(),
        (error: unknown) => this.#say(String(error)),
      ),
  });
  readonly #keys = new KeyRow((text) => this.#front?.type(text));
  readonly #notice = new TerminalNotice();
  readonly #log = document.createElement('div');
  readonly #room = document.createElement('div');
  #host: HostWorker | undefined;
  #starting: Promise<void> | undefined;
  #chosen = 0;
  #lastScreen = 0;
  #fontSize: number = FONT.standard;

  connectedCallback(): void {
    if (this.#room.parentElement === this) return;
    adoptStyleSheet(xtermStyles);
    adoptStyleSheet(styles);
    this.#fontSize = clampFont(Number(recall('terminal-font') ?? FONT.standard));
    const bar = document.createElement('div');
    bar.className = 'bar';
    const menu = new TerminalMenu(() => this.#menu(), 'Terminal');
    bar.append(this.#tabs.element, menu.element, ...this.querySelectorAll('[data-actions]'));
    this.#room.className = 'screens';
    this.#log.className = 'visually-hidden';
    this.#log.setAttribute('role', 'log');
    this.#log.setAttribute('aria-label', 'Output of the last command');
    this.replaceChildren(bar, this.#room, this.#notice.element, this.#keys.element, this.#log);
    new ResizeObserver(() => this.#front?.fit()).observe(this.#room);
    // Loaded before it is asked for: then there is time. One that is asked for at once has its screen by then.
    setTimeout(() => {
      if (this.#screens.size === 0) warmScreen();
    });
    document.addEventListener('drydock:theme', () => {
      for (const { terminal } of this.#screens.values()) terminal.options.theme = terminalTheme(this);
    });
  }

  async run(commands: readonly string[]): Promise<void> {
    await this.replay(commands.map((command) => ({ command })));
    this.focus();
  }

  async replay(commands: readonly TypedCommand[]): Promise<void> {
    await this.start();
    await this.#front?.replay(commands);
  }

  insert(text: string): void {
    this.#front?.type(text);
  }

  /** Starts the host once, and a shell where there is none; after a failure again. */
  start(): Promise<void> {
    this.#starting ??= this.#ready().finally(() => (this.#starting = undefined));
    return this.#starting;
  }

  async reset(): Promise<void> {
    this.#host?.terminate();
    this.#host = undefined;
    this.#notice.hide();
    for (const id of [...this.#screens.keys()].slice(1)) this.#close(id);
    const screen = this.#front;
    screen?.disconnect();
    await screen?.drawn();
    screen?.terminal.reset();
    await this.start();
  }

  async openShell(): Promise<void> {
    await this.start();
    if (this.#screens.size >= MOST_SHELLS || this.#host === undefined) return;
    this.#choose(this.#newScreen());
    await this.#front?.connect(this.#host);
  }

  override focus(options?: FocusOptions): void {
    if (this.#front === undefined) super.focus(options);
    else this.#front.terminal.focus();
  }

  transcript(): string {
    return this.#front?.transcript() ?? '';
  }

  chosenCommand(): string {
    const selected = this.#front?.terminal.getSelection().trim() ?? '';
    return selected === '' ? (this.#front?.lastCommand ?? '') : selected.replace(/^\S*[#$] /, '');
  }

  get connection(): HostConnection | undefined {
    return this.#host?.connection;
  }

  get running(): readonly TypedCommand[] {
    return [...this.#screens.values()].flatMap((screen) => screen.running);
  }

  get #front(): ShellScreen | undefined {
    return this.#screens.get(this.#chosen);
  }

  async #ready(): Promise<void> {
    if (this.#front === undefined) this.#choose(this.#newScreen());
    const screen = this.#front;
    if (screen === undefined || (this.#host !== undefined && screen.live)) return;
    if (this.#host !== undefined) return screen.connect(this.#host);
    const start = JSON.parse(this.dataset['start'] ?? '{"images":[],"files":{}}') as StartState;
    const died = Promise.withResolvers<never>();
    const host = new HostWorker(
      start,
      {
        failed: (message) => {
          this.#died(host, message);
          died.reject(new Error(message));
        },
        stuck: (isStuck) => this.#stuck(isStuck),
      },
      this.runtime?.(),
    );
    died.promise.catch(() => undefined); // after the start `#died` is all that tells of it
    this.#host = host;
    this.#notice.hide();
    this.#tell('drydock:host', host.connection);
    await Promise.race([screen.connect(host), died.promise]);
  }

  #newScreen(): number {
    this.#lastScreen += 1;
    const id = this.#lastScreen;
    const screen = new ShellScreen(this.#room, this.#fontSize, this.#listener(id));
    screen.element.id = `shell-${id}`;
    screen.element.setAttribute('role', 'tabpanel');
    screen.element.setAttribute('aria-labelledby', `shell-tab-${id}`);
    this.#screens.set(id, screen);
    return id;
  }

  #listener(id: number): ScreenListener {
    return {
      command: (command) => this.#tell('drydock:command', command),
      ended: (command) => this.#tell('drydock:command-end', command),
      exited: (code) => {
        if (this.#screens.size > 1) this.#close(id);
        else this.#front?.disconnect(`the shell ended with exit code ${code}: press Enter for a new one`);
      },
      announce: (text) => void (this.#log.textContent = text),
      followLink: (url) => this.#follow(url),
      askedForShell: () => this.start().catch((error: unknown) => this.#say(String(error))),
      key: (event) => this.#key(event),
      typed: (text) => this.#keys.typed(text),
    };
  }

  #choose(id: number): void {
    this.#chosen = id;
    for (const [other, { element }] of this.#screens) element.hidden = other !== id;
    this.#tabs.show([...this.#screens.keys()], id, this.#screens.size < MOST_SHELLS);
    this.#front?.fit();
  }

  #close(id: number): void {
    const ids = [...this.#screens.keys()];
    if (ids.length < 2) return;
    const next = ids[ids.indexOf(id) + 1] ?? ids.at(-2) ?? 0;
    const hadFocus = this.contains(document.activeElement);
    this.#screens.get(id)?.close();
    this.#screens.delete(id);
    this.#choose(id === this.#chosen ? next : this.#chosen);
    if (hadFocus) this.focus();
  }

  #died(host: HostWorker, message: string): void {
    if (this.#host !== host) return;
    this.#host = undefined;
    for (const screen of this.#screens.values()) screen.disconnect(`the sandbox stopped: ${message}`);
    if (!this.#tell('drydock:host-end', message)) return;
    this.#offerAnew(`The sandbox stopped: ${message}. What the terminal shows is kept; its containers are gone.`);
  }

  #stuck(isStuck: boolean): void {
    if (isStuck) this.#offerAnew('The sandbox does not answer. It may come back; or start a new one.');
    else this.#notice.hide();
  }

  #offerAnew(text: string): void {
    this.#notice.show(text, {
      label: 'Start anew',
      act: () => {
        this.#host?.terminate();
        if (this.#host !== undefined) this.#tell('drydock:host-end', undefined);
        this.#host = undefined;
        for (const screen of this.#screens.values()) if (screen.live) screen.disconnect('the sandbox was ended');
        document.dispatchEvent(new CustomEvent('drydock:reset'));
        this.start().then(
          () => this.focus(),
          (error: unknown) => this.#say(String(error)),
        );
      },
    });
  }

  #key(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown' || !event.ctrlKey || event.altKey || event.metaKey) return false;
    const screen = this.#front?.terminal;
    const letter = event.key.toLowerCase();
    if (letter === 'v') return true; // the browser pastes
    const copies = (letter === 'c' && (event.shiftKey || screen?.hasSelection() === true)) || letter === 'insert';
    if (!copies) return false;
    event.preventDefault();
    void this.#copy(screen?.getSelection() ?? '');
    if (!event.shiftKey) screen?.clearSelection();
    return true;
  }

  async #copy(text: string): Promise<void> {
    if (text === '') return this.#announce('Nothing is selected');
    try {
      await navigator.clipboard.writeText(text);
      this.#announce('Copied');
    } catch (cause) {
      this.#say(`Not copied: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }

  #announce(text: string): void {
    this.#log.textContent = text;
  }

  #say(text: string): void {
    this.#notice.show(text, undefined);
  }

  #follow(url: string): void {
    if (!isOfHost(url)) {
      window.open(url, '_blank', 'noopener,noreferrer');
      return;
    }
    if (this.#tell('drydock:open-url', url)) {
      const { host } = new URL(url);
      this.#say(`${host} is a port of the simulated host, not of your machine. Type: curl ${host}`);
    }
  }

  #explain(command: string): void {
    if (!this.#tell('drydock:explain', command)) return;
    const page = this.dataset['explain'] ?? '/explain/';
    window.open(`${page}#c=${encodeURIComponent(command)}`, '_blank', 'noopener');
  }

  #menu(): readonly MenuItem[] {
    const command = this.chosenCommand();
    const screen = this.#front;
    const links = screen?.links().filter(isOfHost).slice(0, LINKS_IN_MENU) ?? [];
    return [
      ...(command === ''
        ? []
        : [{ label: `Explain: ${command.split('\n', 1)[0]}`, act: () => this.#explain(command) }]),
      ...links.map((url) => ({ label: `Open ${new URL(url).host}`, act: () => this.#follow(url) })),
      { label: 'Copy the selection', act: () => void this.#copy(screen?.terminal.getSelection() ?? '') },
      { label: 'Copy everything as text', act: () => void this.#copy(this.transcript()) },
      { label: 'Download everything as text', act: () => this.#download() },
      { label: 'Larger text', act: () => this.#resize(FONT.step), stays: true },
      { label: 'Smaller text', act: () => this.#resize(-FONT.step), stays: true },
    ];
  }

  #download(): void {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([this.transcript()], { type: 'text/plain' }));
    link.download = 'terminal.txt';
    link.click();
    URL.revokeObjectURL(link.href);
  }

  #resize(step: number): void {
    this.#fontSize = clampFont(this.#fontSize + step);
    remember('terminal-font', String(this.#fontSize));
    for (const { terminal } of this.#screens.values()) terminal.options.fontSize = this.#fontSize;
    this.#front?.fit();
    this.#announce(`Text of ${this.#fontSize} pixels`);
  }

  /** @returns whether nobody has seen to it */
  #tell<Name extends keyof TerminalEvents>(name: Name, detail: TerminalEvents[Name]['detail']): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, cancelable: true }));
  }
}

const clampFont = (size: number): number =>
  Number.isFinite(size) ? Math.max(FONT.smallest, Math.min(size, FONT.largest)) : FONT.standard;

customElements.define('docker-terminal', DockerTerminal);
