import type { Assignment } from 'unbash';
import { Errno } from '../kernel/errno.ts';
import type { OpenFile } from '../kernel/open-file.ts';
import type { Process } from '../kernel/process.ts';
import type { Signal } from '../kernel/signal.ts';
import type { Dialect } from './dialect.ts';
import { Interrupted, ShellError } from './error.ts';
import { Jobs } from './jobs.ts';
import type { ShellFunction } from './function.ts';
import { Source } from './source.ts';
import { Variables } from './variables.ts';

/** Chooses what Tab offers for the words of a command: docker's own completion, say. */
export type Complete = (words: readonly string[], index: number, process: Process) => Promise<readonly string[]>;

export interface ShellOptions {
  /** By command name. */
  readonly complete?: Readonly<Record<string, Complete>>;
}

/** Memory is asked for in pieces of this size. */
const GRAIN = 65_536;

/** A function call or a sourced file on the stack. */
export interface Frame {
  readonly name: string;
  readonly kind: 'function' | 'source';
  /** Line it was called from. */
  readonly callLine: number;
}

/** All that a shell knows; a subshell begins with a copy. */
export class Shell {
  process: Process;
  readonly dialect: Dialect;
  readonly extensions: ShellOptions;
  variables: Variables;
  functions: Map<string, ShellFunction>;
  aliases: Map<string, string>;
  /** Names of `set -o` and `shopt` that are on. */
  options: Set<string>;
  /** $0 */
  name: string;
  /** $1, $2… */
  positional: readonly string[];
  /** $? */
  status = 0;
  /** $! */
  lastBackground: number | undefined;
  /** $_ */
  lastArgument = '';
  source: Source;
  /** Offset in the source's text of the command that runs; its line is $LINENO. */
  position = 0;
  stack: readonly Frame[] = [];
  /** Loops around the command that runs. */
  loops = 0;
  /** Where set -e looks away: conditions, `!`, all but the last of && and ||. */
  tolerant = 0;
  /** Nested calls, sourced files, evals and substitutions. */
  depth = 0;
  /** Actions by condition: EXIT, ERR, DEBUG, RETURN or a signal. */
  traps = new Map<string, string>();
  /** Trapped signals whose action hasn't run yet. */
  pending: Signal[] = [];
  jobs = new Jobs();
  interactive = false;
  /** Children get groups of their own, and the terminal. */
  jobControl = false;
  /** ^C has come while an interactive shell ran something itself. */
  interrupted = false;
  /** It has said once that there are stopped jobs. */
  warnedOfStopped = false;
  subshells = 0;
  /** Where getopts is: the word it reads next, and its letter. */
  getoptsIndex = 1;
  getoptsPlace = 0;
  /** Arrays among the arguments of `declare`, in their order. */
  assignments: Assignment[] = [];
  /** The builtin that runs, for ash's messages. */
  builtin: string | undefined;
  /** Lines of input that came before the one that runs. */
  inputLine = 1;
  /** Gives a signal back to the interactive shell's own handler. */
  restoreHandler: ((signal: Signal) => void) | undefined;
  /** Octets of values, and what was asked of the kernel for them. */
  #weight = 0;
  #charged = 0;
  /** PID of the shell that $$ names. */
  readonly mainPid: number;
  readonly startTime: number;
  directories: readonly string[] = [];
  history: string[] = [];
  /** Pipes of <(…) that close when the command that uses them is done. */
  substitutions: { readonly fd: number; readonly child: Process }[] = [];
  /** Status of the last command substitution of the command that runs. */
  substitutionStatus: number | undefined;

  constructor(process: Process, dialect: Dialect, extensions: ShellOptions, from?: Shell) {
    this.process = process;
    this.dialect = dialect;
    this.extensions = extensions;
    this.variables = from?.variables.clone() ?? new Variables();
    this.functions = new Map(from?.functions);
    this.aliases = new Map(from?.aliases);
    this.options = new Set(from?.options);
    this.name = from?.name ?? dialect.name;
    this.positional = from?.positional ?? [];
    this.source = from?.source ?? new Source('', this.name);
    this.mainPid = from?.mainPid ?? process.pid;
    this.startTime = from?.startTime ?? process.kernel.clock.now();
    if (from === undefined) return;
    this.status = from.status;
    this.lastBackground = from.lastBackground;
    this.lastArgument = from.lastArgument;
    this.position = from.position;
    this.stack = from.stack;
    this.loops = from.loops;
    this.tolerant = from.tolerant;
    this.depth = from.depth;
    this.subshells = from.subshells + 1;
    this.directories = from.directories;
    this.history = from.history;
    this.jobs = from.jobs.forSubshell();
    for (const [condition, action] of from.traps) if (action === '') this.traps.set(condition, '');
    if (from.options.has('errtrace')) this.#inherit(from, 'ERR');
    if (from.options.has('functrace')) this.#inherit(from, 'DEBUG');
  }

  #inherit(from: Shell, condition: string): void {
    const action = from.traps.get(condition);
    if (action !== undefined) this.traps.set(condition, action);
  }

  get line(): number {
    return this.source.lineAt(this.position);
  }

  option(name: string): boolean {
    return this.options.has(name);
  }

  /** What stands before its messages. */
  get prefix(): string {
    return this.dialect.prefix({ name: this.source.name, line: this.line, interactive: this.interactive });
  }

  /** bash leaves out the line where a system call of its own failed. */
  async complainOfSystem(message: string): Promise<void> {
    const { dialect, line } = this;
    const interactive = this.interactive || dialect.name === 'bash';
    await this.say(`${dialect.prefix({ name: this.source.name, line, interactive })}${message}\n`);
  }

  /** Says something on stderr, behind the prefix. */
  async complain(message: string): Promise<void> {
    const { builtin, dialect } = this;
    if (dialect.name !== 'ash' || builtin === undefined || !message.startsWith(`${builtin}: `)) {
      await this.say(`${this.prefix}${message}
`);
      return;
    }
    // busybox puts the builtin before the line.
    const where = { name: `${this.source.name}: ${builtin}`, line: this.line, interactive: this.interactive };
    await this.say(`${dialect.prefix(where)}${message.slice(builtin.length + 2)}
`);
  }

  /** Writes to stderr; a closed one is no reason to fail. */
  async say(text: string): Promise<void> {
    try {
      await this.process.err(text);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
    }
  }

  /** To be called in each round of whatever can be long. */
  step(): Promise<void> | undefined {
    if (this.interrupted) throw new Interrupted();
    return this.process.step();
  }

  /** Counts a level of nesting. @throws {ShellError} beyond the host's limit */
  async nested<T>(what: string, work: () => Promise<T>): Promise<T> {
    const limit = this.process.kernel.limits.shellDepth;
    if (this.depth >= limit) throw new ShellError(`${what}: maximum function nesting level exceeded (${limit})`);
    this.depth++;
    try {
      return await work();
    } finally {
      this.depth--;
    }
  }

  /** Counts octets that values take, or give back; the process asks for memory by and by. */
  weigh(octets: number): void {
    this.#weight += octets;
    const pages = Math.floor(Math.max(0, this.#weight) / GRAIN) * GRAIN;
    const more = pages - this.#charged;
    if (more === 0) return;
    this.#charged = pages;
    if (more > 0) this.process.allocate(more);
    else this.process.free(-more);
  }

  /** @throws {ShellError} when a text grows beyond what the host can hold */
  checkLength(length: number): void {
    if (length > this.process.kernel.limits.stringBytes) {
      throw new ShellError(`xrealloc: cannot allocate ${length} bytes`, 2);
    }
  }

  file(fd: number): OpenFile | undefined {
    return this.process.files.get(fd);
  }
}
