import { decode, encode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import { parseSize } from './text/size.ts';
import { readInput } from './tool/input.ts';
import { quoteName } from './tool/quote.ts';
import type { Tool } from './tool/tool.ts';

export const split: Tool = {
  name: 'split',
  about: 'Cut a file into several',
  gnu: {
    short: 'a:b:C:dl:n:e',
    long: 'suffix-length:=a bytes:=b numeric-suffixes::=d lines:=l additional-suffix: verbose number:=n',
    usage: '[OPTION]... [FILE [PREFIX]]',
  },
  async run(call) {
    const [path = '-', prefix = 'x'] = call.operands;
    let bytes;
    try {
      bytes = await readInput(call.process, path);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return call.die(`cannot open ${quoteName(path)} for reading: ${error.message}`);
    }
    const size = call.value('b') === undefined ? undefined : parseSize(call.value('b') ?? '');
    const count = Number(call.value('l') ?? 1000);
    const length = Number(call.value('a') ?? 2);
    const number = call.value('n');
    const pieces: Uint8Array[] = [];
    if (number !== undefined || size !== undefined) {
      const piece = size ?? Math.ceil(bytes.length / Number(number));
      for (let start = 0; start < bytes.length; start += piece) pieces.push(bytes.subarray(start, start + piece));
    } else {
      const lines = decode(bytes).split(/(?<=\n)/);
      for (let start = 0; start < lines.length; start += count)
        pieces.push(encode(lines.slice(start, start + count).join('')));
    }
    pieces.forEach((piece, index) => {
      const name = prefix + suffix(index, length, call.has('d')) + (call.value('additional-suffix') ?? '');
      call.process.fs.writeFile(name, piece);
    });
    return 0;
  },
};

function suffix(index: number, length: number, digits: boolean): string {
  if (digits) return String(index).padStart(length, '0');
  let text = '';
  for (let rest = index, left = length; left > 0; left--) {
    text = String.fromCharCode(97 + (rest % 26)) + text;
    rest = Math.floor(rest / 26);
  }
  return text;
}
