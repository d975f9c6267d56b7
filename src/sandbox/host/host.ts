import type { Bytes } from '../kernel/bytes.ts';
import type { HttpHandler } from '../kernel/net/http.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Platform } from '../kernel/clock.ts';
import type { Limits } from '../kernel/limits.ts';
import type { Registry } from '../registry/registry.ts';

export interface HostOptions {
  readonly platform: Platform;
  /** `virtual`: time passes only while a command runs, the same on each run. `real`: the platform's. */
  readonly clock: 'real' | 'virtual';
  /** Chooses ids, names and random numbers. Default 1. */
  readonly seed?: number;
  /** Where `docker pull` pulls from. */
  readonly registry: Registry | Promise<Registry>;
  /** References that are there from the start, pulled in this order. */
  readonly images?: readonly string[];
  /** Texts in the directory where commands begin, by relative path; or elsewhere, by absolute path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Where commands begin; made when it isn't there. Default /root. */
  readonly cwd?: string;
  /** Default `dock`. */
  readonly hostname?: string;
  /** Environment beside PATH, HOME and the like. */
  readonly env?: Readonly<Record<string, string>>;
  readonly limits?: Partial<Limits>;
  /** Commands that run in the background from the start, as services of the host. */
  readonly services?: readonly (readonly string[])[];
}

export interface RunOptions {
  /** What standard input holds; typed line by line when there is a terminal. */
  readonly stdin?: string;
  /** Run it on a terminal: all that is shown comes as `stdout`. */
  readonly tty?: { readonly columns: number; readonly rows: number };
  /** Milliseconds of the host's time after which it is killed. Default: none. */
  readonly timeout?: number;
  /** Gets output as it comes; the result's texts stay empty then. Not for terminals. */
  readonly onOutput?: (bytes: Bytes, stream: 'stdout' | 'stderr') => void;
}

export interface RunResult {
  readonly stdout: string;
  readonly stderr: string;
  /** The exit code; 128 and the signal's number; or `timeout`. */
  readonly exit: number | 'timeout';
}

/** An interactive shell of the host on a terminal. */
export interface HostTerminal {
  /** What the keyboard types. */
  write(input: string): void;
  /** What the screen shows, with control sequences. OSC 133;D;CODE ends each command. */
  onOutput(listener: (text: string) => void): void;
  /** Calls back with each command that the shell, or one inside it, has read; before it runs. */
  onCommand(listener: (command: string) => void): void;
  resize(columns: number, rows: number): void;
  /** Tells that so many characters of the output are on the screen; what isn't holds the writing program back. */
  drawn(characters: number): void;
  /** The window is closed: SIGHUP to the shell and what runs in front of it. */
  close(): void;
  /** Exit code of the shell. */
  readonly exited: Promise<number>;
}

/** One interactive shell that runs commands one after another, as in the page's terminal. */
export interface HostSession {
  /** `stdout` is all that the terminal showed below the command's own line, with control sequences. */
  run(command: string): Promise<RunResult & { readonly exit: number }>;
  close(): Promise<void>;
}

/** A simulated machine with Docker on it. */
export interface Host {
  readonly kernel: Kernel;
  /** The Engine API: what /var/run/docker.sock answers. */
  readonly transport: HttpHandler;
  /** `bash -c command`. Each call is a shell of its own. */
  run(command: string, options?: RunOptions): Promise<RunResult>;
  /** Loads what a learner will want next: the first programs and the docker client. */
  warmUp(): Promise<void>;
  /** Lets time pass, ms. */
  wait(ms: number): Promise<void>;
  openTerminal(size: { readonly columns: number; readonly rows: number }): HostTerminal;
  openSession(size?: { readonly columns: number; readonly rows: number }): HostSession;
}
