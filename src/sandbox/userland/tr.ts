import type { Bytes } from '../kernel/bytes.ts';
import { encode } from '../kernel/bytes.ts';
import { unescape } from './text/escape.ts';
import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';

export const tr: Tool = {
  name: 'tr',
  about: 'Translate, squeeze or delete characters of standard input',
  gnu: {
    short: 'cCdst',
    long: 'complement=c delete=d squeeze-repeats=s truncate-set1=t',
    usage: '[OPTION]... STRING1 [STRING2]',
    leading: true,
  },
  busybox: { short: 'cCdst', usage: '[-cds] STRING1 [STRING2]', leading: true },
  async run(call) {
    const [first, second, third] = call.operands;
    const deletes = call.has('d');
    const squeezes = call.has('s');
    if (first === undefined) return call.missingOperand();
    if (second === undefined && !deletes && !squeezes && call.gnu) {
      return call.gnu
        ? call.misuse(`missing operand after ${call.quote(first)}\nTwo strings must be given when translating.`)
        : call.misuse();
    }
    if (call.gnu && second !== undefined && deletes && !squeezes) {
      return call.misuse(
        `extra operand ${call.quote(second)}\nOnly one string may be given when deleting without squeezing repeats.`,
      );
    }
    if (third !== undefined) return call.extraOperand(third);
    const complement = call.options.lastOf('cC') !== undefined;
    const from = complement ? complementOf(await expand(call, first, 0)) : await expand(call, first, 0);
    const to = second === undefined ? undefined : await expand(call, second, from.length);
    if (call.gnu && to?.length === 0 && !deletes)
      return call.die('when not truncating set1, string2 must be non-empty');
    const map = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const isIn = (set: readonly number[]) => {
      const table = new Uint8Array(256);
      for (const byte of set) table[byte] = 1;
      return table;
    };
    if (!deletes && to !== undefined) {
      from.forEach((byte, index) => {
        if (index < to.length || !call.has('t')) map[byte] = to[Math.min(index, to.length - 1)] ?? byte;
      });
    }
    const gone = isIn(deletes ? from : []);
    const squeezed = isIn(squeezes ? (to ?? (deletes ? [] : from)) : []);
    let last = -1;
    for await (const chunk of call.process.chunks()) {
      const out = new Uint8Array(chunk.length);
      let length = 0;
      for (const byte of chunk) {
        if (gone[byte] === 1) continue;
        const mapped = map[byte] ?? byte;
        if (mapped === last && squeezed[mapped] === 1) continue;
        out[length++] = mapped;
        last = mapped;
      }
      await call.process.out(out.slice(0, length));
    }
    return 0;
  },
};

const complementOf = (set: readonly number[]): number[] =>
  Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !set.includes(byte));

const CLASSES: Readonly<Record<string, (byte: number) => boolean>> = {
  alpha: (byte) => isUpper(byte) || isLower(byte),
  digit: (byte) => byte >= 48 && byte <= 57,
  alnum: (byte) => isUpper(byte) || isLower(byte) || (byte >= 48 && byte <= 57),
  upper: (byte) => isUpper(byte),
  lower: (byte) => isLower(byte),
  space: (byte) => byte === 32 || (byte >= 9 && byte <= 13),
  blank: (byte) => byte === 32 || byte === 9,
  punct: (byte) => byte > 32 && byte < 127 && !isUpper(byte) && !isLower(byte) && !(byte >= 48 && byte <= 57),
  print: (byte) => byte >= 32 && byte < 127,
  graph: (byte) => byte > 32 && byte < 127,
  cntrl: (byte) => byte < 32 || byte === 127,
  xdigit: (byte) => (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102),
};
const isUpper = (byte: number): boolean => byte >= 65 && byte <= 90;
const isLower = (byte: number): boolean => byte >= 97 && byte <= 122;

/** Octets of a set: ranges, classes, `[x*3]`, escapes. @param length what `[x*]` fills up to */
async function expand(call: Call, text: string, length: number): Promise<number[]> {
  const out: number[] = [];
  let rest = text;
  const one = (): Bytes => {
    const escape = /^\\(?:[0-7]{1,3}|[^])/.exec(rest);
    const taken = escape?.[0] ?? String.fromCodePoint(rest.codePointAt(0) ?? 0);
    rest = rest.slice(taken.length);
    if (escape === null) return encode(taken);
    return /^\\[0-7\\abfnrtv]/.test(taken) ? unescape(taken, 'printf').bytes : encode(taken.slice(1));
  };
  while (rest !== '') {
    const [named, name = ''] = /^\[:(\w+):\]/.exec(rest) ?? [];
    const [same, sign = ''] = /^\[=([^])=\]/.exec(rest) ?? [];
    const [repeat, repeated = '', count = ''] = /^\[([^])\*(\d*)\]/.exec(rest) ?? [];
    if (named !== undefined) {
      const test = CLASSES[name];
      if (test === undefined) return call.die(`invalid character class ${call.quote(name)}`);
      for (let byte = 0; byte < 256; byte++) if (test(byte)) out.push(byte);
      rest = rest.slice(named.length);
    } else if (same !== undefined) {
      out.push(...encode(sign));
      rest = rest.slice(same.length);
    } else if (repeat !== undefined && length > 0) {
      const times = count === '' ? Math.max(0, length - out.length) : parseInt(count, count.startsWith('0') ? 8 : 10);
      for (let index = 0; index < times; index++) out.push(...encode(repeated));
      rest = rest.slice(repeat.length);
    } else {
      const from = one();
      if (/^-[^]/.test(rest)) {
        rest = rest.slice(1);
        const to = one();
        const [low = 0, high = 0] = [from[0], to[0]];
        if (low > high) {
          const shown = (byte: number) => String.fromCharCode(byte);
          return call.die(`range-endpoints of '${shown(low)}-${shown(high)}' are in reverse collating sequence order`);
        }
        for (let byte = low; byte <= high; byte++) out.push(byte);
      } else out.push(...from);
    }
  }
  return out;
}
