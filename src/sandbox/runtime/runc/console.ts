import { EMPTY } from '../../kernel/bytes.ts';
import { PtsFileSystem } from '../../kernel/devpts.ts';
import { Errno } from '../../kernel/errno.ts';
import { Exit, Terminated } from '../../kernel/exit-status.ts';
import { OpenFile } from '../../kernel/open-file.ts';
import type { Process } from '../../kernel/process.ts';
import { RAW, Terminal } from '../../kernel/tty.ts';
import type { Console } from './bundle.ts';
import { RuncError } from './options.ts';

class NullFile extends OpenFile {
  readonly kind = 'device';
  readonly name = '/dev/null';

  override async read(): Promise<null> {
    return null;
  }

  override async write(): Promise<void> {}
}

/** A console that a process gets, and what carries it to runc's own terminal until the process has ended. */
export interface OwnConsole extends Console {
  /** Returns when the screen has shown all. */
  pump(): Promise<void>;
}

/** The standard streams of runc itself, as its container inherits them. */
export function inherited({ files }: Process): OwnConsole {
  const file = (fd: number) => files.get(fd) ?? new NullFile();
  return { stdio: [file(0), file(1), file(2)], pump: async () => {} };
}

/** @throws {RuncError} when runc has no terminal that it could pass on */
export function ownTerminal(process: Process): OwnConsole {
  const { kernel } = process;
  const outer = process.files.get(0)?.terminal;
  if (outer === undefined) throw new RuncError('open /dev/tty: no such device or address');
  const pts = new PtsFileSystem({ dev: kernel.nextDevice(), now: kernel.now });
  const terminal = new Terminal(kernel, { pts, ...outer.size });
  const file = terminal.file();
  return {
    stdio: [file, file, file],
    terminal,
    pts,
    async pump() {
      const before = outer.termios;
      outer.termios = RAW;
      process.onSignal('WINCH', () => terminal.resize(outer.size));
      const typing = type(process, terminal);
      typing.catch((error: unknown) => kernel.faults.push(error));
      try {
        for await (const chunk of terminal.output) await process.out(chunk);
      } finally {
        outer.termios = before;
      }
    },
  };
}

/** Passes on what is typed; ends with runc, or with its input. */
async function type(process: Process, terminal: Terminal): Promise<void> {
  try {
    for await (const chunk of process.chunks(0)) terminal.input(chunk);
    terminal.input(EMPTY);
  } catch (error) {
    if (!(error instanceof Terminated || error instanceof Exit || error instanceof Errno)) throw error;
  }
}
