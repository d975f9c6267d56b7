import { Errno } from '../kernel/errno.ts';
import { readLines } from './tool/input.ts';
import type { Tool } from './tool/tool.ts';

export const paste: Tool = {
  name: 'paste',
  about: 'Print the lines of several files side by side',
  gnu: { short: 'd:sz', long: 'delimiters:=d serial=s zero-terminated=z', usage: '[OPTION]... [FILE]...' },
  busybox: { short: 'd:s', usage: '[-d LIST] [-s] [FILE]...' },
  async run(call) {
    const delimiters = [
      ...(call.value('d') ?? '\t')
        .replaceAll('\\n', '\n')
        .replaceAll('\\t', '\t')
        .replaceAll('\\\\', '\\')
        .replaceAll('\\0', '\0'),
    ];
    const paths = call.operands.length === 0 ? ['-'] : call.operands;
    const files: string[][] = [];
    const dashes = paths.filter((path) => path === '-').length;
    const shared = dashes > 0 ? await readLines(call.process, '-') : [];
    let dash = 0;
    for (const path of paths) {
      try {
        if (path !== '-') files.push(await readLines(call.process, path));
        else {
          const own = dash++;
          files.push(call.has('s') ? shared : shared.filter((_, index) => index % dashes === own));
        }
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        return call.die(`${path}: ${error.message}`);
      }
    }
    const join = (cells: readonly string[]) =>
      cells
        .map(
          (cell, index) =>
            (index === 0 ? '' : (delimiters[(index - 1) % delimiters.length] ?? '').replace('\0', '')) + cell,
        )
        .join('');
    if (call.has('s')) for (const lines of files) call.print(`${join(lines)}\n`);
    else {
      const most = Math.max(...files.map(({ length }) => length));
      for (let index = 0; index < most; index++) call.print(`${join(files.map((lines) => lines[index] ?? ''))}\n`);
    }
    return call.status;
  },
};
