import type { Bytes } from '../kernel/bytes.ts';
import type { ByteStream } from '../kernel/stream.ts';
import type { Signal } from '../kernel/signal.ts';

export type StandardStream = 0 | 1 | 2;

export interface TerminalSize {
  readonly rows: number;
  readonly columns: number;
}

/** A file of the host, as `cp` sees it. */
export interface FileStatus {
  readonly kind: 'file' | 'directory' | 'symlink' | 'other';
  /** Permission bits. */
  readonly mode: number;
  readonly size: number;
  readonly uid: number;
  readonly gid: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** The process that a command runs in, as far as commands need it. Failing calls throw Errno. */
export interface Io {
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  out(data: string | Bytes): Promise<void>;
  err(data: string | Bytes): Promise<void>;
  /** Next octets of standard input, null at its end. */
  read(): Promise<Bytes | null>;
  isTerminal(fd: StandardStream): boolean;
  /** Size of the terminal behind a stream; undefined where there is none. */
  size(fd?: StandardStream): TerminalSize | undefined;
  /** Standard input without line editing, echo and signals; the answer puts it back. */
  raw(): () => void;
  /** Calls back at each of these signals, instead of their default action; the answer stops that. */
  onSignal(signals: readonly Signal[], handler: (signal: Signal) => void): () => void;
  /** Waits for something outside of the process; signals still end the process. */
  wait<T>(work: Promise<T>): Promise<T>;
  sleep(ms: number): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
  readFile(path: string): Promise<Bytes>;
  /** `exclusive` refuses a file that is there. */
  writeFile(path: string, data: Bytes | ByteStream, options?: { exclusive?: boolean; mode?: number }): Promise<void>;
  /** Undefined when there is nothing. Doesn't follow a link at the end, unless asked to. */
  status(path: string, options?: { follow?: boolean }): FileStatus | undefined;
  list(path: string): readonly string[];
  readLink(path: string): string;
  makeLink(target: string, path: string): void;
  makeDirectory(path: string, mode: number): void;
  setOwner(path: string, uid: number, gid: number): void;
  setMode(path: string, mode: number): void;
  setModified(path: string, ms: number): void;
  remove(path: string): void;
}
