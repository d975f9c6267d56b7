import type { Bytes } from '../kernel/bytes.ts';
import { concat } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import type { Process } from '../kernel/process.ts';
import { parseSize } from './text/size.ts';
import { parseSeconds } from './text/duration.ts';
import type { Call } from './tool/call.ts';
import { closeInput, openInput } from './tool/input.ts';
import { quoteName } from './tool/quote.ts';
import type { Tool } from './tool/tool.ts';

export const tail: Tool = {
  name: 'tail',
  about: 'Print the last 10 lines of files; with -f what is added later too',
  gnu: {
    short: 'c:fFn:qs:vz',
    long: 'bytes:=c follow::=f lines:=n quiet=q silent=q sleep-interval:=s verbose=v zero-terminated=z retry pid:',
    usage: '[OPTION]... [FILE]...',
  },
  busybox: { short: 'c:fn:qs:vF', usage: '[OPTIONS] [FILE]...' },
  rewrite: (args) =>
    args.map(
      (arg, index) =>
        (args[index - 1] === '-n' || args[index - 1] === '-c' ? '' : arg).replace(
          /^([-+])(\d+)([cl]?)(f?)$/,
          (whole, sign: string, count: string, unit: string, follow: string) => {
            if (sign === '+' && index > 0) return whole;
            return `-${follow}${unit === 'c' ? 'c' : 'n'}${sign === '+' ? '+' : ''}${count}`;
          },
        ) || arg,
    ),
  async run(call) {
    const unit = call.options.lastOf('cn') ?? 'n';
    const text = call.value(unit) ?? '10';
    const count = parseSize(text.replace(/^[-+]/, ''));
    if (count === undefined) {
      const kind = unit === 'c' ? 'bytes' : 'lines';
      return call.die(call.gnu ? `invalid number of ${kind}: ${call.quote(text)}` : `invalid number '${text}'`);
    }
    await new Tailer(call, unit === 'c' ? 'bytes' : 'lines', count, text.startsWith('+')).run();
    return call.status;
  },
};

interface Followed {
  readonly path: string;
  fd: number | undefined;
  ino: number | undefined;
  size: number;
}

class Tailer {
  readonly #call: Call;
  readonly #process: Process;
  readonly #unit: 'bytes' | 'lines';
  readonly #count: number;
  readonly #fromStart: boolean;
  readonly #titles: boolean;
  #shown: string | undefined;

  constructor(call: Call, unit: 'bytes' | 'lines', count: number, fromStart: boolean) {
    this.#call = call;
    this.#process = call.process;
    this.#unit = unit;
    this.#count = count;
    this.#fromStart = fromStart;
    this.#titles = (call.operands.length > 1 && !call.has('q')) || call.has('v');
  }

  async run(): Promise<void> {
    const call = this.#call;
    const byName = call.has('F') || call.value('f') === 'name';
    const files: Followed[] = [];
    for (const path of call.operands.length === 0 ? ['-'] : call.operands) {
      const file: Followed = { path, fd: undefined, ino: undefined, size: 0 };
      try {
        file.fd = openInput(this.#process, path);
        file.ino = path === '-' ? undefined : this.#process.fs.stat(path).ino;
        await this.#title(path);
        await this.#end(file.fd);
        files.push(file);
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        const reading = file.fd !== undefined;
        await call.complain(this.#words(path, error, reading));
        if (byName && !reading) files.push(file);
      }
    }
    if (call.has('f') || call.has('F')) {
      if (files.length === 0) await this.#call.warn(call.gnu ? 'no files remaining' : 'no files');
      else await this.#follow(files, byName);
    } else if (!call.gnu && files.length === 0) await call.warn('no files');
  }

  #words(path: string, { message }: Errno, reading: boolean): string {
    if (this.#call.gnu)
      return `${reading ? 'error reading' : 'cannot open'} ${quoteName(path)}${reading ? '' : ' for reading'}: ${message}`;
    return reading ? `read error: ${message}` : `can't open '${path}': ${message}`;
  }

  async #title(path: string): Promise<void> {
    if (!this.#titles || this.#shown === path) return;
    const first = this.#shown === undefined;
    this.#shown = path;
    await this.#process.out(`${first ? '' : '\n'}==> ${path === '-' ? 'standard input' : path} <==\n`);
  }

  async #end(fd: number): Promise<void> {
    if (this.#fromStart) return this.#rest(fd);
    const kept = this.#unit === 'bytes' ? await this.#lastBytes(fd) : await this.#lastLines(fd);
    await this.#process.out(kept);
  }

  /** Everything from the line or octet that `+N` names. */
  async #rest(fd: number): Promise<void> {
    let skip = Math.max(0, this.#count - 1);
    for await (const chunk of this.#process.chunks(fd)) {
      let start = 0;
      if (this.#unit === 'bytes') start = Math.min(skip, chunk.length);
      else {
        for (let left = skip; left > 0 && start < chunk.length; left--) {
          const stop = chunk.indexOf(10, start);
          if (stop < 0) start = chunk.length;
          else {
            start = stop + 1;
            skip--;
          }
        }
      }
      if (this.#unit === 'bytes') skip -= start;
      await this.#process.out(chunk.subarray(start));
    }
  }

  async #lastBytes(fd: number): Promise<Bytes> {
    let kept: Bytes = new Uint8Array(0);
    for await (const chunk of this.#process.chunks(fd)) {
      const whole = concat([kept, chunk]);
      const before = kept.length;
      kept = whole.subarray(Math.max(0, whole.length - this.#count));
      this.#process.allocate(kept.length - before);
    }
    return kept;
  }

  /** Keeps the lines that could be the last; asks for memory as they come, so that /dev/zero ends badly. */
  async #lastLines(fd: number): Promise<Bytes> {
    const end = this.#call.has('z') ? 0 : 10;
    let chunks: { bytes: Bytes; ends: number }[] = [];
    let ends = 0;
    for await (const bytes of this.#process.chunks(fd)) {
      let found = 0;
      for (let at = bytes.indexOf(end); at >= 0; at = bytes.indexOf(end, at + 1)) found++;
      this.#process.allocate(bytes.length);
      chunks.push({ bytes, ends: found });
      ends += found;
      let drop = 0;
      for (const chunk of chunks) {
        if (ends - chunk.ends <= this.#count) break;
        ends -= chunk.ends;
        this.#process.allocate(-chunk.bytes.length);
        drop++;
      }
      if (drop > 0) chunks = chunks.slice(drop);
    }
    const whole = concat(chunks.map(({ bytes }) => bytes));
    if (this.#count === 0) return whole.subarray(whole.length);
    let start = whole.length;
    let left = this.#count + (whole.at(-1) === end ? 1 : 0);
    while (left > 0 && start > 0) {
      const at = whole.lastIndexOf(end, start - 1);
      if (at < 0) return whole;
      start = at;
      left--;
    }
    return left === 0 ? whole.subarray(start + 1) : whole;
  }

  async #follow(files: readonly Followed[], byName: boolean): Promise<void> {
    const interval = (parseSeconds(this.#call.value('s') ?? '1') ?? 1) * 1000;
    for (const file of files) file.size = this.#sizeOf(file) ?? 0;
    for (;;) {
      for (const file of files) await this.#more(file, byName);
      await this.#process.sleep(interval);
    }
  }

  #sizeOf({ path }: Followed): number | undefined {
    if (path === '-' || !this.#process.fs.exists(path)) return undefined;
    return this.#process.fs.stat(path).size;
  }

  async #more(file: Followed, byName: boolean): Promise<void> {
    if (byName && file.path !== '-') await this.#reopen(file);
    if (file.fd === undefined) return;
    const size = this.#sizeOf(file);
    if (size !== undefined && size < file.size) {
      this.#process.files.get(file.fd)?.seek(0);
      await this.#call.warn(this.#call.gnu ? `${file.path}: file truncated` : `${file.path}: file truncated`);
    }
    if (size !== undefined) file.size = size;
    for await (const chunk of this.#process.chunks(file.fd)) {
      await this.#title(file.path);
      await this.#process.out(chunk);
    }
  }

  /** `-F`: the name may have become another file. */
  async #reopen(file: Followed): Promise<void> {
    const { fs } = this.#process;
    const there = fs.exists(file.path);
    const ino = there ? fs.stat(file.path).ino : undefined;
    if (ino === file.ino) return;
    const words = !there
      ? `${quoteName(file.path)} has become inaccessible: No such file or directory`
      : file.ino === undefined
        ? `${quoteName(file.path)} has appeared;  following new file`
        : `${quoteName(file.path)} has been replaced;  following new file`;
    if (this.#call.gnu) await this.#call.warn(words);
    file.ino = ino;
    if (!there) return;
    if (file.fd !== undefined) closeInput(this.#process, file.fd);
    file.fd = openInput(this.#process, file.path);
    file.size = 0;
  }
}
