import { Errno } from '../kernel/errno.ts';
import { readLines } from './tool/input.ts';
import type { Tool } from './tool/tool.ts';

export const comm: Tool = {
  name: 'comm',
  about: 'Compare two sorted files line by line',
  gnu: {
    short: '123z',
    long: 'check-order nocheck-order output-delimiter:=O total zero-terminated=z',
    usage: '[OPTION]... FILE1 FILE2',
  },
  async run(call) {
    const [first, second, extra] = call.operands;
    if (first === undefined) return call.missingOperand();
    if (second === undefined) return call.missingOperand(first);
    if (extra !== undefined) return call.extraOperand(extra);
    let files: string[][];
    try {
      files = [await readLines(call.process, first), await readLines(call.process, second)];
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return call.die(`${error.path ?? first}: ${error.message}`);
    }
    const [left = [], right = []] = files;
    const separator = call.value('O') ?? '\t';
    const put = (column: 1 | 2 | 3, line: string) => {
      if (call.has(String(column))) return;
      const before = [1, 2].filter((other) => other < column && !call.has(String(other))).length;
      call.print(`${separator.repeat(before)}${line}\n`);
    };
    const disorder = (lines: readonly string[]) =>
      lines.some((line, index) => index > 0 && (lines[index - 1] ?? '') > line);
    let [i, j] = [0, 0];
    while (i < left.length || j < right.length) {
      const [a, b] = [left[i], right[j]];
      if (b === undefined || (a !== undefined && a < b)) {
        put(1, a ?? '');
        i++;
      } else if (a === undefined || a > b) {
        put(2, b);
        j++;
      } else {
        put(3, a);
        i++;
        j++;
      }
    }
    const wrong = [left, right].flatMap((lines, index) => (disorder(lines) ? [index + 1] : []));
    for (const file of wrong) await call.complain(`file ${file} is not in sorted order`);
    if (wrong.length > 0) await call.complain('input is not in sorted order');
    return call.status;
  },
};
