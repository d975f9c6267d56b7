import type { Bytes } from '../kernel/bytes.ts';
import { eachInput } from './tool/input.ts';
import type { Complaints } from './tool/input.ts';
import { quoteName } from './tool/quote.ts';
import { parseSize } from './text/size.ts';
import type { Tool } from './tool/tool.ts';

const COMPLAINTS: Complaints = {
  open: (path, { message }, { gnu }) =>
    gnu ? `cannot open ${quoteName(path)} for reading: ${message}` : `${path}: ${message}`,
  read: (path, { message }, { gnu }) =>
    gnu ? `error reading ${quoteName(path)}: ${message}` : `${path}: Input/output error`,
};

/** `-5` and `-5c` are `-n 5` and `-c 5`. */
const oldCounts = (args: readonly string[]): readonly string[] =>
  args.map((arg, index) => {
    if (args[index - 1] === '-n' || args[index - 1] === '-c') return arg;
    return arg.replace(/^-(\d+)([cl]?)$/, (_, count: string, unit: string) => `-${unit === 'c' ? 'c' : 'n'}${count}`);
  });

export const head: Tool = {
  name: 'head',
  about: 'Print the first 10 lines of files',
  gnu: {
    short: 'c:n:qvz',
    long: 'bytes:=c lines:=n quiet=q silent=q verbose=v zero-terminated=z',
    usage: '[OPTION]... [FILE]...',
  },
  busybox: { short: 'n:c:qv', usage: '[OPTIONS] [FILE]...' },
  rewrite: oldCounts,
  async run(call) {
    const unit = call.options.lastOf('cn') ?? 'n';
    const text = call.value(unit) ?? '10';
    const size = parseSize(text.replace(/^[-+]/, ''));
    if (size === undefined) {
      const kind = unit === 'c' ? 'bytes' : 'lines';
      return call.die(
        call.gnu ? `invalid number of ${kind}: ${call.quote(text.replace(/^-/, ''))}` : `invalid number '${text}'`,
      );
    }
    const allBut = text.startsWith('-');
    const titles = (call.operands.length > 1 && !call.has('q')) || call.has('v');
    const end = call.has('z') ? 0 : 10;
    await eachInput(call, call.operands, COMPLAINTS, async (fd, path, index) => {
      if (titles) call.print(`${index === 0 ? '' : '\n'}==> ${path === '-' ? 'standard input' : path} <==\n`);
      await call.flush();
      if (allBut) {
        const bytes = await call.process.readAll(fd);
        await call.process.out(
          bytes.subarray(0, Math.max(0, unit === 'c' ? bytes.length - size : cutLines(bytes, size, end))),
        );
        return;
      }
      let left = size;
      while (left > 0) {
        const chunk = await call.process.read(fd, unit === 'c' ? Math.min(left, 65_536) : 65_536);
        if (chunk === null) break;
        const [taken, count] = unit === 'c' ? [chunk.length, chunk.length] : takeLines(chunk, left, end);
        left -= count;
        await call.process.out(chunk.subarray(0, taken));
        if (taken < chunk.length && call.process.files.get(fd)?.kind === 'file') {
          call.process.files.get(fd)?.unread(chunk.subarray(taken));
        }
      }
    });
  },
};

/** How many octets hold at most `lines` lines, and how many lines end there. */
function takeLines(chunk: Bytes, lines: number, end: number): [number, number] {
  let taken = 0;
  for (let count = 0; count < lines; count++) {
    const stop = chunk.indexOf(end, taken);
    if (stop < 0) return [chunk.length, count];
    taken = stop + 1;
  }
  return [taken, lines];
}

/** Octets up to the last `lines` lines. */
function cutLines(bytes: Bytes, lines: number, end: number): number {
  let stop = bytes.length;
  for (let count = 0; count < lines && stop > 0; count++) stop = bytes.lastIndexOf(end, stop - 2) + 1;
  return stop;
}
