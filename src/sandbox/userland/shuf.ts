import { readLines } from './tool/input.ts';
import type { Tool } from './tool/tool.ts';

export const shuf: Tool = {
  name: 'shuf',
  about: 'Print lines in a random order',
  gnu: {
    short: 'ei:n:o:rz',
    long: 'echo=e input-range:=i head-count:=n output:=o repeat=r zero-terminated=z',
    usage: '[OPTION]... [FILE]\n-e [OPTION]... [ARG]...\n-i LO-HI [OPTION]...',
  },
  busybox: { short: 'ei:n:o:z', usage: '[-n NUM] [-o FILE] [-z] [FILE | -e [ARG...] | -i L-H]' },
  async run(call) {
    const range = /^(\d+)-(\d+)$/.exec(call.value('i') ?? '');
    const lines =
      range !== null
        ? Array.from({ length: Number(range[2]) - Number(range[1]) + 1 }, (_, index) =>
            String(Number(range[1]) + index),
          )
        : call.has('e')
          ? [...call.operands]
          : await readLines(call.process, call.operands[0] ?? '-');
    const { random } = call.process.kernel;
    for (let index = lines.length - 1; index > 0; index--) {
      const other = random.below(index + 1);
      [lines[index], lines[other]] = [lines[other] ?? '', lines[index] ?? ''];
    }
    for (const line of lines.slice(0, Number(call.value('n') ?? lines.length))) call.print(`${line}\n`);
  },
};
