import { Errno } from '../../kernel/errno.ts';
import { exitCode } from '../../kernel/exit-status.ts';
import type { Process } from '../../kernel/process.ts';
import type { Call } from '../tool/call.ts';
import { lookUp } from '../tool/run-program.ts';
import { Records } from './records.ts';

/** A command that a program writes to. */
interface PipeOut {
  readonly child: Process;
  readonly fd: number;
}

/** Files and commands that a program has open, by their names. */
export class Streams {
  readonly #call: Call;
  readonly #files = new Map<string, number>();
  readonly #pipes = new Map<string, PipeOut>();
  readonly #readers = new Map<string, Records>();

  constructor(call: Call) {
    this.#call = call;
  }

  async write(operator: '>' | '>>' | '|' | undefined, name: string, text: string): Promise<void> {
    const call = this.#call;
    if (operator === undefined || name === '/dev/stdout' || name === '-') {
      call.print(text);
      return call.drain();
    }
    await call.flush();
    if (name === '/dev/stderr') return call.process.err(text);
    await call.process.write(operator === '|' ? await this.#command(name) : await this.#file(name, operator), text);
  }

  async #file(name: string, operator: '>' | '>>'): Promise<number> {
    const known = this.#files.get(name);
    if (known !== undefined) return known;
    const { process } = this.#call;
    try {
      const file = process.open(name, {
        write: true,
        create: true,
        append: operator === '>>',
        truncate: operator === '>',
      });
      const fd = process.freeDescriptor();
      process.setFile(fd, file);
      this.#files.set(name, fd);
      return fd;
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return this.#call.die(`cannot open "${name}" for output (${error.message})`, 2);
    }
  }

  async #command(name: string): Promise<number> {
    const known = this.#pipes.get(name);
    if (known !== undefined) return known.fd;
    const { process } = this.#call;
    const [output, input] = process.pipe();
    const child = process.spawn({
      ...lookUp(process, ['sh', '-c', name]),
      files: new Map([...process.files, [0, output]]),
    });
    const fd = process.freeDescriptor();
    process.setFile(fd, input);
    this.#pipes.set(name, { child, fd });
    return fd;
  }

  /** The next record of a file or of a command's output; undefined at the end, null if it can't be opened. */
  async read(from: 'file' | 'command', name: string, separator: string): Promise<string | undefined | null> {
    let reader = this.#readers.get(name);
    if (reader === undefined) {
      const { process } = this.#call;
      await this.#call.flush();
      try {
        let fd: number;
        if (from === 'file') {
          fd = name === '-' ? 0 : process.freeDescriptor();
          if (fd !== 0) process.setFile(fd, process.open(name));
        } else {
          const [output, input] = process.pipe();
          process.spawn({ ...lookUp(process, ['sh', '-c', name]), files: new Map([...process.files, [1, input]]) });
          fd = process.freeDescriptor();
          process.setFile(fd, output);
        }
        reader = new Records(process, fd);
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        return null;
      }
      this.#readers.set(name, reader);
    }
    return reader.next(separator);
  }

  async system(command: string): Promise<number> {
    const { process } = this.#call;
    await this.#call.flush();
    const child = process.spawn(lookUp(process, ['sh', '-c', command]));
    return exitCode(await process.wait(child));
  }

  async close(name: string): Promise<number> {
    const { process } = this.#call;
    const file = this.#files.get(name);
    const pipe = this.#pipes.get(name);
    const known = file !== undefined || pipe !== undefined || this.#readers.has(name);
    this.#files.delete(name);
    this.#pipes.delete(name);
    this.#readers.delete(name);
    if (file !== undefined) process.closeFile(file);
    if (pipe === undefined) return known ? 0 : -1;
    process.closeFile(pipe.fd);
    return exitCode(await process.wait(pipe.child));
  }

  async closeAll(): Promise<void> {
    await this.#call.flush();
    for (const name of [...this.#files.keys(), ...this.#pipes.keys()]) await this.close(name);
  }
}
