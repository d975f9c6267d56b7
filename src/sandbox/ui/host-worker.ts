import type { FromHost, HostPort, ToHost, WorkerStart } from '../runtimes/messages.ts';
import { takeEarly } from './early-host.ts';
import { HostRequests } from './host-connection.ts';
import { workerPort } from './worker-port.ts';

/** Time a worker may take from its birth to its first message, ms. */
const PATIENCE_MS = 20_000;
/** How often a host is asked whether it is there, ms. A busy one answers between two turns. */
const PING_MS = 4_000;
/** A host that has said nothing for so long is stuck, ms. */
const STUCK_MS = 12_000;

/** What one shell of a host tells. */
export interface ShellListener {
  output(text: string): void;
  /** The shell has read a command and runs it. */
  command?(command: string): void;
  exited(code: number): void;
}

/** What becomes of the host itself. */
export interface HostListener {
  /** It has ended by itself, for good. */
  failed(message: string): void;
  /** It answers no more, or answers again. */
  stuck?(isStuck: boolean): void;
}

/** A host and its shells, as a page has them. */
export class HostWorker {
  readonly #port: HostPort;
  readonly #listener: HostListener;
  readonly #shells = new Map<number, ShellListener>();
  readonly #watch: ReturnType<typeof setInterval>;
  #lastShell = 0;
  #heard = performance.now();
  #asked = performance.now();
  #isStuck = false;
  #begun = false;
  #ended = false;
  /** For views of the host: its API and files. */
  readonly connection = new HostRequests((message) => this.send(message));

  constructor(start: WorkerStart, listener: HostListener, port: HostPort = takeEarly(start) ?? workerPort()) {
    this.#port = port;
    this.#listener = listener;
    port.onError((reason) => this.#fail(reason));
    port.onMessage((message) => this.#take(message));
    this.send({ type: 'start', start });
    this.send({ type: 'ping' });
    this.#watch = setInterval(() => this.#look(), PING_MS / 4);
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** @returns what is said to the new shell, by its number */
  open(size: { columns: number; rows: number }, listener: ShellListener): number {
    this.#lastShell += 1;
    this.#shells.set(this.#lastShell, listener);
    this.send({ type: 'open', shell: this.#lastShell, ...size });
    return this.#lastShell;
  }

  /** Closes a shell's window; nothing is heard of it any more. */
  close(shell: number): void {
    if (this.#shells.delete(shell)) this.send({ type: 'close', shell });
  }

  send(message: ToHost): void {
    if (!this.#ended) this.#port.post(message);
  }

  terminate(): void {
    this.#ended = true;
    clearInterval(this.#watch);
    this.connection.end('the host has ended');
    this.#port.end();
  }

  #take(message: FromHost): void {
    if (this.#ended) return; // what it had sent before is of no interest any more
    this.#heard = performance.now();
    this.#begun = true;
    if (this.#isStuck) this.#listener.stuck?.((this.#isStuck = false));
    switch (message.type) {
      case 'output':
        this.#shells.get(message.shell)?.output(message.text);
        break;
      case 'command':
        this.#shells.get(message.shell)?.command?.(message.command);
        break;
      case 'exited': {
        const shell = this.#shells.get(message.shell);
        this.#shells.delete(message.shell);
        shell?.exited(message.code);
        break;
      }
      case 'failed':
        this.#fail(message.message);
        break;
      case 'pong':
        break;
      default:
        this.connection.take(message);
    }
  }

  /** Asks a host that is silent, and tells of one that stays so. A page in the background measures nothing. */
  #look(): void {
    const now = performance.now();
    if (now - this.#asked > PING_MS * 2) this.#heard = now; // the page itself slept
    if (now - this.#asked < PING_MS) return;
    this.#asked = now;
    this.send({ type: 'ping' });
    const silent = now - this.#heard;
    if (!this.#begun && silent > PATIENCE_MS) this.#fail('it took too long to load');
    else if (this.#begun && silent > STUCK_MS && !this.#isStuck) this.#listener.stuck?.((this.#isStuck = true));
  }

  #fail(message: string): void {
    if (this.#ended) return;
    this.terminate();
    this.#listener.failed(message);
  }
}
