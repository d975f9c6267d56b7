import { Errno } from '../kernel/errno.ts';
import type { Bytes } from '../kernel/bytes.ts';
import { readInput } from './tool/input.ts';
import type { Tool } from './tool/tool.ts';

export const cmp: Tool = {
  name: 'cmp',
  about: 'Compare two files octet by octet',
  gnu: {
    short: 'bi:ln:s',
    long: 'print-bytes=b ignore-initial:=i verbose=l bytes:=n quiet=s silent=s',
    usage: '[OPTION]... FILE1 [FILE2 [SKIP1 [SKIP2]]]',
    failure: 2,
    package: 'GNU diffutils) 3.8',
  },
  busybox: { short: 'lsn:', usage: '[-l|s] [-n NUM] FILE1 [FILE2 [SKIP1 [SKIP2]]]', failure: 2 },
  async run(call) {
    const [first, second = '-'] = call.operands;
    if (first === undefined)
      return call.gnu ? call.misuse(`missing operand after ${call.quote(call.name)}`) : call.misuse();
    const contents: Bytes[] = [];
    for (const path of [first, second]) {
      try {
        contents.push(await readInput(call.process, path));
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        return call.die(`${path}: ${error.message}`);
      }
    }
    const [a, b] = contents as [Bytes, Bytes];
    const limit = Number(call.value('n') ?? Infinity);
    const length = Math.min(a.length, b.length, limit);
    let line = 1;
    let differs = false;
    for (let index = 0; index < length; index++) {
      if (a[index] !== b[index]) {
        if (call.has('s')) return 1;
        if (!call.has('l')) {
          call.print(`${first} ${second} differ: ${call.gnu ? 'char' : 'byte'} ${index + 1}, line ${line}\n`);
          return 1;
        }
        differs = true;
        const width = call.gnu ? String(length).length : 1;
        call.print(
          `${String(index + 1).padStart(width)} ${(a[index] ?? 0).toString(8).padStart(3)} ${(b[index] ?? 0).toString(8).padStart(3)}\n`,
        );
      }
      if (a[index] === 10) line++;
    }
    if (a.length !== b.length && length < limit) {
      if (call.has('s')) return 1;
      const shorter = a.length < b.length ? first : second;
      await call.warn(
        call.gnu
          ? `EOF on ${call.quote(shorter)}${length === 0 ? ' which is empty' : ` after byte ${length}${call.has('l') ? '' : a[length - 1] === 10 ? `, line ${line - 1}` : `, in line ${line}`}`}`
          : `EOF on ${shorter}`,
      );
      return 1;
    }
    return differs ? 1 : 0;
  },
};
