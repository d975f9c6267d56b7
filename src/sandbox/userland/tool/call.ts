import type { Bytes } from '../../kernel/bytes.ts';
import { concat, encode } from '../../kernel/bytes.ts';
import type { Errno } from '../../kernel/errno.ts';
import type { Process } from '../../kernel/process.ts';
import type { Options } from './options.ts';
import { quoteWord } from './quote.ts';
import type { BusyboxVariant } from './variant.ts';

/** GNU: coreutils 9.1, procps, grep, sed, findutils of Debian 12. BusyBox: 1.38. */
export type Flavour = 'gnu' | 'busybox';

const FLUSH_AT = 32_768;

/** One run of a program: its process, what it was given, and what it will answer with. */
export class Call {
  readonly process: Process;
  readonly flavour: Flavour;
  /** Which BusyBox it is, if it is one. */
  readonly variant: BusyboxVariant;
  /** What messages begin with. */
  readonly name: string;
  readonly options: Options;
  readonly operands: readonly string[];
  /** What the program exits with; `complain` sets it. */
  status = 0;
  readonly #failure: number;
  readonly #usage: (call: Call) => string;
  #pending: Bytes[] = [];
  #size = 0;

  constructor(parts: {
    process: Process;
    flavour: Flavour;
    variant: BusyboxVariant;
    name: string;
    options: Options;
    operands: readonly string[];
    failure: number;
    usage: (call: Call) => string;
  }) {
    this.process = parts.process;
    this.flavour = parts.flavour;
    this.variant = parts.variant;
    this.name = parts.name;
    this.options = parts.options;
    this.operands = parts.operands;
    this.#failure = parts.failure;
    this.#usage = parts.usage;
  }

  get gnu(): boolean {
    return this.flavour === 'gnu';
  }

  has(key: string): boolean {
    return this.options.has(key);
  }

  value(key: string): string | undefined {
    return this.options.value(key);
  }

  /** Queues output; `flush` sends it, and so does the end of the program. */
  print(data: string | Bytes): void {
    const bytes = typeof data === 'string' ? encode(data) : data;
    this.#pending.push(bytes);
    this.#size += bytes.length;
  }

  /** Sends what is queued, if it is much. */
  async drain(): Promise<void> {
    if (this.#size >= FLUSH_AT) await this.flush();
    else await this.process.step();
  }

  async flush(): Promise<void> {
    if (this.#size === 0) return;
    const bytes = concat(this.#pending);
    this.#pending = [];
    this.#size = 0;
    await this.process.out(bytes);
  }

  /** Says `NAME: message` on stderr and makes the program fail. */
  async complain(message: string, status = this.#failure): Promise<void> {
    this.status = Math.max(this.status, status);
    await this.warn(message);
  }

  async warn(message: string): Promise<void> {
    await this.flush();
    await this.process.err(`${this.name}: ${message}\n`);
  }

  /** Says `NAME: message` and ends the program. */
  async die(message: string, status = this.#failure): Promise<never> {
    await this.warn(message);
    return this.process.exit(status);
  }

  /** Ends the program: it was called the wrong way. */
  async misuse(message?: string, status = this.#failure): Promise<never> {
    await this.flush();
    await this.process.err((message === undefined ? '' : `${this.name}: ${message}\n`) + this.#usage(this));
    return this.process.exit(status);
  }

  /** GNU's and BusyBox's answer to too few operands. */
  missingOperand(after?: string): Promise<never> {
    if (!this.gnu) return this.misuse();
    return this.misuse(after === undefined ? 'missing operand' : `missing operand after ${this.quote(after)}`);
  }

  extraOperand(operand: string): Promise<never> {
    return this.misuse(this.gnu ? `extra operand ${this.quote(operand)}` : undefined);
  }

  /** A word in a message. */
  quote(word: string): string {
    return this.gnu ? quoteWord(this.process, word) : `'${word}'`;
  }

  /** The words for a failed system call on a path. */
  fault(path: string, error: Errno): string {
    return `${path}: ${error.message}`;
  }
}
