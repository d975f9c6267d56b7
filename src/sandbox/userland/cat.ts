import { fromBinaryText } from '../kernel/binary-text.ts';
import { encode } from '../kernel/bytes.ts';
import type { Bytes } from '../kernel/bytes.ts';
import type { Call } from './tool/call.ts';
import { eachInput } from './tool/input.ts';
import type { Tool } from './tool/tool.ts';

export const cat: Tool = {
  name: 'cat',
  about: 'Print files one after another; standard input for none or for -',
  gnu: {
    short: 'AbeEnstTuv',
    long: 'show-all=A number-nonblank=b show-ends=E number=n squeeze-blank=s show-tabs=T show-nonprinting=v',
    usage: '[OPTION]... [FILE]...',
  },
  busybox: { short: 'nbvteA', usage: '[-nbvteA] [FILE]...' },
  async run(call) {
    const show = viewer(call);
    await eachInput(
      call,
      call.operands,
      {
        open: (path, { message }) => (call.gnu ? `${path}: ${message}` : `can't open '${path}': ${message}`),
        read: (path, { message }) => (call.gnu ? `${path}: ${message}` : `read error: ${message}`),
      },
      async (fd) => {
        for await (const chunk of call.process.chunks(fd)) await call.process.out(show(chunk));
      },
    );
  },
};

/** Makes each chunk what `-n`, `-E`, `-v` and their like show of it. */
function viewer(call: Call): (chunk: Bytes) => Bytes {
  const has = (keys: string) => call.options.lastOf(keys) !== undefined;
  const [numberAll, numberFull, squeeze] = [has('n') && !has('b'), has('b'), call.gnu && has('s')];
  const ends = has('EAe');
  const tabs = has('TAt');
  const controls = has('vAet');
  if (!numberAll && !numberFull && !squeeze && !ends && !tabs && !controls) return (chunk) => chunk;
  let lineNumber = 0;
  let atStart = true;
  let blankBefore = false;
  return (chunk) => {
    let out = '';
    for (const byte of chunk) {
      const blank = atStart && byte === 10;
      if (blank && squeeze && blankBefore) continue;
      if (atStart) {
        blankBefore = blank;
        if (numberAll || (numberFull && !blank)) out += `${String(++lineNumber).padStart(6)}\t`;
      }
      atStart = byte === 10;
      if (byte === 10) out += ends ? '$\n' : '\n';
      else if (byte === 9) out += tabs ? '^I' : '\t';
      else out += controls ? visible(byte) : String.fromCharCode(byte);
    }
    return controls ? encode(out) : fromBinaryText(out);
  };
}

function visible(byte: number): string {
  if (byte >= 128) return `M-${visible(byte - 128)}`;
  if (byte === 127) return '^?';
  return byte < 32 ? `^${String.fromCharCode(byte + 64)}` : String.fromCharCode(byte);
}
