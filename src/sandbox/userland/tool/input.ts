import type { Bytes } from '../../kernel/bytes.ts';
import { concat, decode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Process } from '../../kernel/process.ts';
import type { Call } from './call.ts';

/** How a program words that it can't read a file. */
export type Complaint = (path: string, error: Errno, call: Call) => string;

/** The words of one flavour each for a file that can't be opened, and for one that can't be read. */
export interface Complaints {
  readonly open: Complaint;
  readonly read?: Complaint;
}

export const plainly: Complaint = (path, error) => `${path}: ${error.message}`;

/** Opens a file at a free descriptor; `-` is standard input. @throws {Errno} */
export function openInput(process: Process, path: string): number {
  if (path === '-') return 0;
  const file = process.open(path);
  const fd = process.freeDescriptor();
  process.setFile(fd, file);
  return fd;
}

export function closeInput(process: Process, fd: number): void {
  if (fd !== 0 && process.files.has(fd)) process.closeFile(fd);
}

/** Does something with each file of the command line (standard input if there is none), and goes on after a failure. */
export async function eachInput(
  call: Call,
  paths: readonly string[],
  complaints: Complaints,
  work: (fd: number, path: string, index: number) => Promise<boolean | void>,
): Promise<void> {
  const { process } = call;
  let index = 0;
  for (const path of paths.length === 0 ? ['-'] : paths) {
    let fd: number | undefined;
    try {
      fd = openInput(process, path);
      if ((await work(fd, path, index)) === false) return;
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      const words = fd === undefined ? complaints.open : (complaints.read ?? complaints.open);
      await call.complain(words(path, error, call));
    } finally {
      if (fd !== undefined) closeInput(process, fd);
    }
    index++;
  }
}

/** All octets of a file or of standard input. @throws {Errno} */
export async function readInput(process: Process, path: string): Promise<Bytes> {
  const fd = openInput(process, path);
  try {
    return await process.readAll(fd);
  } finally {
    closeInput(process, fd);
  }
}

export interface Line {
  readonly text: string;
  /** False for a last line without its newline. */
  readonly ended: boolean;
}

/** Lines as they come in; all that came with one read are given together. */
export async function* lineBatches(process: Process, fd: number, end = 10): AsyncGenerator<Line[]> {
  let rest: Bytes[] = [];
  for await (const chunk of process.chunks(fd)) {
    const batch: Line[] = [];
    let start = 0;
    for (let stop = chunk.indexOf(end); stop >= 0; stop = chunk.indexOf(end, start)) {
      batch.push({ text: decode(concat([...rest, chunk.subarray(start, stop)])), ended: true });
      rest = [];
      start = stop + 1;
    }
    if (start < chunk.length) {
      rest.push(chunk.subarray(start));
      process.allocate(chunk.length - start);
    }
    if (batch.length > 0) yield batch;
  }
  if (rest.length > 0) yield [{ text: decode(concat(rest)), ended: false }];
}

/** All lines of a file, without their newlines. @throws {Errno} */
export async function readLines(process: Process, path: string, end = '\n'): Promise<string[]> {
  const lines = decode(await readInput(process, path)).split(end);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
