import { type Bytes, concat } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import type { Process } from '../kernel/process.ts';
import { RAW, type Termios } from '../kernel/tty.ts';
import type { Io, StandardStream } from './io.ts';

const terminalOf = (process: Process, fd: StandardStream) => process.files.get(fd)?.terminal;

/** A command's view of the process that runs it. */
export function processIo(process: Process): Io {
  return {
    env: process.env,
    get fs() {
      return process.fs;
    },
    out: (data) => process.write(1, data),
    err: (data) => process.write(2, data),
    readFile: (path) => readAll(process, path),
    read: () => retried(() => process.read(0)),
    isTerminal: (fd) => terminalOf(process, fd) !== undefined,
    size: (fd = 1) => terminalOf(process, fd)?.size,
    raw: () => retuned(process, () => RAW),
    quiet: () => retuned(process, (before) => ({ ...before, echo: false })),
    onSignal: (signals, handler) => {
      const before = signals.map((signal) => [signal, process.handlerOf(signal)] as const);
      for (const signal of signals) process.onSignal(signal, handler);
      return () => before.forEach(([signal, former]) => process.onSignal(signal, former));
    },
    sleep: (ms) => process.sleep(ms),
    now: () => process.kernel.clock.now(),
  };
}

async function readAll(process: Process, path: string): Promise<Bytes> {
  const fd = process.freeDescriptor();
  process.setFile(fd, process.open(path));
  try {
    const chunks: Bytes[] = [];
    const next = () => retried(() => process.read(fd));
    for (let chunk = await next(); chunk !== null; chunk = await next()) chunks.push(chunk);
    return concat(chunks);
  } finally {
    process.closeFile(fd);
  }
}

function retuned(process: Process, change: (before: Termios) => Termios): () => void {
  const terminal = terminalOf(process, 0);
  if (terminal === undefined) return () => {};
  const before = terminal.termios;
  terminal.termios = change(before);
  return () => {
    terminal.termios = before;
  };
}

/** A signal that is handled interrupts a read; it goes on. */
async function retried<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Errno) || error.code !== 'EINTR') throw error;
    }
  }
}
