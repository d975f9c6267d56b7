import { encode } from '../kernel/bytes.ts';
import type { Bytes } from '../kernel/bytes.ts';
import { unescape } from './text/escape.ts';
import type { Tool } from './tool/tool.ts';

export const echo: Tool = {
  name: 'echo',
  about: 'Print the arguments, with blanks between them',
  gnu: { raw: true },
  busybox: { raw: true },
  async run({ process, operands }) {
    const words = [...operands];
    let newline = true;
    let escapes = false;
    while (/^-[neE]+$/.test(words[0] ?? '')) {
      for (const letter of (words.shift() ?? '').slice(1)) {
        if (letter === 'n') newline = false;
        else escapes = letter === 'e';
      }
    }
    const text = words.join(' ');
    const { bytes, stop } = escapes ? unescape(text, 'echo') : { bytes: encode(text), stop: false };
    await process.out(newline && !stop ? append(bytes, 10) : bytes);
  },
};

function append(bytes: Bytes, byte: number): Bytes {
  const out = new Uint8Array(bytes.length + 1);
  out.set(bytes);
  out[bytes.length] = byte;
  return out;
}
