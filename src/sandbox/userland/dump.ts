import type { Bytes } from '../kernel/bytes.ts';
import { concat } from '../kernel/bytes.ts';
import { parseSize } from './text/size.ts';
import type { Call } from './tool/call.ts';
import { eachInput, plainly } from './tool/input.ts';
import type { Tool } from './tool/tool.ts';

/** All inputs as one, from `skip` on, `length` octets of it. */
async function gather(
  call: Call,
  skip: number,
  length: number,
  paths: readonly string[] = call.operands,
): Promise<Bytes> {
  const chunks: Bytes[] = [];
  let size = 0;
  await eachInput(call, paths, { open: plainly }, async (fd) => {
    for await (const chunk of call.process.chunks(fd)) {
      call.process.allocate(chunk.length);
      chunks.push(chunk);
      size += chunk.length;
      if (size >= skip + length) return;
    }
  });
  return concat(chunks.concat(new Uint8Array(0))).subarray(skip, Math.min(size, skip + length));
}

const hex = (value: number, width: number): string => value.toString(16).padStart(width, '0');
const visible = (byte: number): string => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.');

export const xxd: Tool = {
  name: 'xxd',
  about: 'Print octets in hexadecimal digits',
  gnu: { raw: false, short: 'bc:eg:il:o:prs:u', usage: '[options] [infile [outfile]]', package: 'xxd 2022-01-14' },
  busybox: { short: 'ripg:c:l:s:o:', usage: '[-ri] [-ps] [-g N] [-c N] [-l LEN] [-s OFS] [-o OFS] [FILE]' },
  rewrite: (args) => args.map((arg) => (arg === '-ps' || arg === '-plain' ? '-p' : arg)),
  async run(call) {
    if (call.has('r')) {
      await call.process.err('drydock: not simulated: xxd -r\n');
      return 1;
    }
    const start = Number(call.value('s') ?? 0);
    const bytes = await gather(call, start, Number(call.value('l') ?? Infinity), call.operands.slice(0, 1));
    const plain = call.has('p');
    const width = Number(call.value('c') ?? (plain ? 30 : 16));
    const group = Number(call.value('g') ?? 2);
    const digit = (byte: number) => (call.has('u') ? hex(byte, 2).toUpperCase() : hex(byte, 2));
    for (let at = 0; at < bytes.length; at += width) {
      const row = [...bytes.subarray(at, at + width)];
      if (plain) {
        call.print(`${row.map(digit).join('')}\n`);
        continue;
      }
      const cells = row.map((byte, index) => digit(byte) + ((index + 1) % group === 0 ? ' ' : '')).join('');
      const full = width * 2 + Math.ceil(width / group);
      call.print(`${hex(start + at, 8)}: ${cells.padEnd(full)} ${row.map(visible).join('')}\n`);
    }
    return call.status;
  },
};

export const hexdump: Tool = {
  name: 'hexdump',
  about: 'Print octets in hexadecimal, octal or as characters',
  gnu: {
    short: 'bcCdoxn:s:ve:f:',
    long: 'canonical=C length:=n skip:=s no-squeezing=v',
    usage: '[options] <file>...',
    package: 'util-linux 2.38.1',
  },
  busybox: { short: 'bcdoxCvn:s:e:f:', usage: '[-bcdoxCv] [-e FMT] [-f FMT_FILE] [-n LEN] [-s OFS] [FILE]...' },
  async run(call) {
    const start = parseSize(call.value('s') ?? '0') ?? 0;
    const bytes = await gather(call, start, parseSize(call.value('n') ?? '') ?? Infinity);
    const width = call.has('C') ? 8 : 7;
    rows(call, bytes, start, width, (row) => {
      if (call.has('C')) {
        const cells = row.map((byte, index) => `${hex(byte, 2)}${index === 7 ? '  ' : ' '}`).join('');
        return `  ${cells.padEnd(50)}|${row.map(visible).join('')}|`;
      }
      const pairs: number[] = [];
      for (let index = 0; index < row.length; index += 2) pairs.push((row[index] ?? 0) | ((row[index + 1] ?? 0) << 8));
      if (call.has('b'))
        return row
          .map((byte) => ` ${byte.toString(8).padStart(3, '0')}`)
          .join('')
          .padEnd(64);
      if (call.has('c'))
        return row
          .map((byte) => ` ${named(byte).padStart(3)}`)
          .join('')
          .padEnd(64);
      if (call.has('d'))
        return pairs
          .map((pair) => `   ${String(pair).padStart(5, '0')}`)
          .join('')
          .padEnd(64);
      if (call.has('o'))
        return pairs
          .map((pair) => `  ${pair.toString(8).padStart(6, '0')}`)
          .join('')
          .padEnd(64);
      if (call.has('x'))
        return pairs
          .map((pair) => `    ${hex(pair, 4)}`)
          .join('')
          .padEnd(64);
      return pairs
        .map((pair) => ` ${hex(pair, 4)}`)
        .join('')
        .padEnd(40);
    });
    return call.status;
  },
};

/** Rows of 16 octets, equal ones as `*`, and the length at the end. */
function rows(
  call: Call,
  bytes: Bytes,
  start: number,
  width: number,
  show: (row: number[]) => string,
  radix = 16,
): void {
  let before: string | undefined;
  let starred = false;
  for (let at = 0; at < bytes.length; at += 16) {
    const row = [...bytes.subarray(at, at + 16)];
    const key = row.join();
    if (key === before && row.length === 16 && !call.has('v')) {
      if (!starred) call.print('*\n');
      starred = true;
      continue;
    }
    starred = false;
    before = key;
    call.print(`${(start + at).toString(radix).padStart(width, '0')}${show(row)}\n`);
  }
  if (bytes.length > 0 || radix === 8) call.print(`${(start + bytes.length).toString(radix).padStart(width, '0')}\n`);
}

const NAMES: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};

const named = (byte: number): string =>
  NAMES[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0'));

export const od: Tool = {
  name: 'od',
  about: 'Print octets in octal, hexadecimal or as characters',
  gnu: {
    short: 'A:abcdfij:lN:osS:t:vw::x',
    long: 'address-radix:=A skip-bytes:=j read-bytes:=N format:=t output-duplicates=v width::=w strings::=S endian:',
    usage: '[OPTION]... [FILE]...',
  },
  busybox: {
    short: 'abcdfhilovxst:A:N:j:S:w::',
    usage: '[-abcdfhilovxs] [-t TYPE] [-A RADIX] [-N SIZE] [-j SKIP] [-S MINSTR] [-w WIDTH] [FILE]...',
  },
  async run(call) {
    const start = parseSize(call.value('j') ?? '0') ?? 0;
    const bytes = await gather(call, start, parseSize(call.value('N') ?? '') ?? Infinity);
    const type =
      call.value('t') ??
      { c: 'c', b: 'o1', x: 'x2', d: 'u2', a: 'a', o: 'o2', i: 'd4', s: 'd2', l: 'd8' }[
        call.options.lastOf('cbxdaoisl') ?? ''
      ] ??
      'o2';
    const cell = cellOf(type);
    if (cell === undefined) {
      await call.process.err(`drydock: not simulated: od -t ${type}\n`);
      return 1;
    }
    const radix = { d: 10, o: 8, x: 16, n: 0 }[call.value('A') ?? 'o'] ?? 8;
    const show = (row: number[]) => {
      let out = '';
      for (let index = 0; index < row.length; index += cell.size) {
        let value = 0n;
        for (let byte = cell.size - 1; byte >= 0; byte--) value = (value << 8n) | BigInt(row[index + byte] ?? 0);
        out += ` ${cell.show(value).padStart(cell.width)}`;
      }
      return out;
    };
    if (radix === 0) {
      for (let at = 0; at < bytes.length; at += 16) call.print(`${show([...bytes.subarray(at, at + 16)])}\n`);
    } else rows(call, bytes, start, radix === 16 ? 6 : 7, show, radix);
    return call.status;
  },
};

interface Cell {
  readonly size: number;
  readonly width: number;
  readonly show: (value: bigint) => string;
}

function cellOf(type: string): Cell | undefined {
  if (type === 'c') return { size: 1, width: 3, show: (value) => named(Number(value)) };
  const [, kind = '', digits = '4'] = /^([duox])([1248CSIL]?)z?$/.exec(type) ?? [];
  const size = { C: 1, S: 2, I: 4, L: 8, '': 4 }[digits] ?? Number(digits);
  switch (kind) {
    case 'x':
      return { size, width: size * 2, show: (value) => value.toString(16).padStart(size * 2, '0') };
    case 'o': {
      const width = Math.ceil((size * 8) / 3);
      return { size, width, show: (value) => value.toString(8).padStart(width, '0') };
    }
    case 'u':
      return { size, width: [0, 3, 5, 0, 10, 0, 0, 0, 20][size] ?? 0, show: (value) => value.toString() };
    case 'd':
      return {
        size,
        width: [0, 4, 6, 0, 11, 0, 0, 0, 20][size] ?? 0,
        show: (value) => BigInt.asIntN(size * 8, value).toString(),
      };
    default:
      return undefined;
  }
}
