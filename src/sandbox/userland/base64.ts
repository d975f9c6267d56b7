import { toBinaryText } from '../kernel/binary-text.ts';
import type { Bytes } from '../kernel/bytes.ts';
import { concat } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import { closeInput, openInput } from './tool/input.ts';
import type { Tool } from './tool/tool.ts';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Octets as letters of an alphabet; `bits` to a letter, filled up with `=`. */
function encodeWith(bytes: Bytes, alphabet: string, bits: number, group: number): string {
  let out = '';
  let value = 0;
  let count = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    count += 8;
    while (count >= bits) {
      count -= bits;
      out += alphabet[(value >> count) & (2 ** bits - 1)] ?? '';
    }
    value &= 2 ** count - 1;
  }
  if (count > 0) out += alphabet[(value << (bits - count)) & (2 ** bits - 1)] ?? '';
  return out.padEnd(Math.ceil(out.length / group) * group, '=');
}

/** @returns undefined from the first letter on that is in no alphabet */
function decodeWith(text: string, alphabet: string, bits: number): { bytes: Bytes; whole: boolean } {
  const out: number[] = [];
  let value = 0;
  let count = 0;
  let whole = true;
  for (const letter of text.replace(/=+$/, '')) {
    const index = alphabet.indexOf(letter);
    if (index < 0) {
      whole = false;
      break;
    }
    value = (value << bits) | index;
    count += bits;
    if (count < 8) continue;
    count -= 8;
    out.push((value >> count) & 255);
    value &= 2 ** count - 1;
  }
  return { bytes: Uint8Array.from(out), whole };
}

const codec = (name: string, alphabet: string, bits: number, group: number, busybox: boolean): Tool => ({
  name,
  about: `Print a file, or standard input, in ${name} letters; -d the way back`,
  gnu: { short: 'diw:', long: 'decode=d ignore-garbage=i wrap:=w', usage: '[OPTION]... [FILE]' },
  ...(busybox && { busybox: { short: 'dw:', usage: '[-d] [-w COL] [FILE]' } }),
  async run(call) {
    const [path = '-', extra] = call.operands;
    if (extra !== undefined) return call.extraOperand(extra);
    const width = Number(call.value('w') ?? 76);
    const { process } = call;
    const chunks: Bytes[] = [];
    try {
      const fd = openInput(process, path);
      chunks.push(await process.readAll(fd));
      closeInput(process, fd);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return call.die(
        error.code === 'EISDIR' && call.gnu ? `read error: ${error.message}` : `${path}: ${error.message}`,
      );
    }
    const bytes = concat(chunks);
    if (call.has('d')) {
      const letters = toBinaryText(bytes.filter((byte) => byte !== 10 && byte !== 13));
      const kept = call.has('i') ? [...letters].filter((letter) => alphabet.includes(letter)).join('') : letters;
      const decoded = decodeWith(kept, alphabet, bits);
      call.print(decoded.bytes);
      if (!decoded.whole && (call.gnu || decoded.bytes.length > 0))
        return call.die(call.gnu ? 'invalid input' : 'truncated input');
      return 0;
    }
    const text = encodeWith(bytes, alphabet, bits, group);
    if (width === 0) call.print(text);
    else for (let start = 0; start < text.length; start += width) call.print(`${text.slice(start, start + width)}\n`);
    return 0;
  },
});

export const base64 = codec('base64', BASE64, 6, 4, true);
export const base32 = codec('base32', BASE32, 5, 8, false);
