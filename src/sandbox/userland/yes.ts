import { encode } from '../kernel/bytes.ts';
import type { Tool } from './tool/tool.ts';

/** Octets written at once. */
const BLOCK = 8192;

export const yes: Tool = {
  name: 'yes',
  about: 'Print a line again and again, until somebody stops it',
  gnu: { long: '', usage: '[STRING]...\nOPTION' },
  busybox: { usage: '[STRING]' },
  async run({ process, operands }) {
    const line = `${operands.length === 0 ? 'y' : operands.join(' ')}\n`;
    const block = encode(line.repeat(Math.max(1, Math.floor(BLOCK / line.length))));
    for (;;) await process.out(block);
  },
};
