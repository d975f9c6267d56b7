import { eachInput, lineBatches, plainly } from './tool/input.ts';
import type { Tool } from './tool/tool.ts';

const tabTool = (name: 'expand' | 'unexpand'): Tool => ({
  name,
  about: name === 'expand' ? 'Turn tabs into blanks' : 'Turn blanks into tabs',
  gnu: { short: 'ait:', long: 'initial=i all=a tabs:=t first-only', usage: '[OPTION]... [FILE]...' },
  busybox: { short: 'aift:', usage: name === 'expand' ? '[-i] [-t N] [FILE]...' : '[-fa][-t N] [FILE]...' },
  async run(call) {
    const size = Number(call.value('t') ?? 8);
    await eachInput(call, call.operands, { open: plainly }, async (fd) => {
      for await (const batch of lineBatches(call.process, fd)) {
        for (const { text, ended } of batch)
          call.print(
            (name === 'expand'
              ? spread(text, size, call.has('i'))
              : gather(text, size, call.has('a') || call.has('t'))) + (ended ? '\n' : ''),
          );
        await call.flush();
      }
    });
  },
});

export const expand = tabTool('expand');
export const unexpand = tabTool('unexpand');

function spread(text: string, size: number, initial: boolean): string {
  let out = '';
  for (const character of text) {
    if (character === '\t' && !(initial && /\S/.test(out))) out += ' '.repeat(size - (out.length % size));
    else out += character;
  }
  return out;
}

function gather(text: string, size: number, all: boolean): string {
  const plain = spread(text, size, false);
  let out = '';
  for (let start = 0; start < plain.length; start += size) {
    const part = plain.slice(start, start + size);
    const seen = /\S/.test(plain.slice(0, start));
    out +=
      part.length === size && / {2,}$/.test(part) && (all || !seen) && (all || /^ +$/.test(part))
        ? part.replace(/ +$/, '\t')
        : part.length === size && part === ' '.repeat(size) && (all || !seen)
          ? '\t'
          : part;
  }
  return out;
}
