import type { Bytes } from '../kernel/bytes.ts';
import type { FileView } from '../kernel/fs/view.ts';
import type { Signal } from '../kernel/signal.ts';

export type StandardStream = 0 | 1 | 2;

export interface TerminalSize {
  readonly rows: number;
  readonly columns: number;
}

/** The process that a command runs in, as far as commands need it. Failing calls throw Errno. */
export interface Io {
  readonly env: ReadonlyMap<string, string>;
  readonly fs: FileView;
  out(data: string | Bytes): Promise<void>;
  err(data: string | Bytes): Promise<void>;
  /** All that a file, a pipe or a device gives until its end; `fs.readFile` can't wait for those who write. */
  readFile(path: string): Promise<Bytes>;
  /** Next octets of standard input, null at its end. */
  read(): Promise<Bytes | null>;
  isTerminal(fd: StandardStream): boolean;
  /** Size of the terminal behind a stream; undefined where there is none. */
  size(fd?: StandardStream): TerminalSize | undefined;
  /** Standard input without line editing, echo and signals; the answer puts it back. */
  raw(): () => void;
  /** Standard input without echo, for passwords; the answer puts it back. */
  quiet(): () => void;
  /** Calls back at each of these signals, instead of their default action; the answer stops that. */
  onSignal(signals: readonly Signal[], handler: (signal: Signal) => void): () => void;
  sleep(ms: number): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
}
