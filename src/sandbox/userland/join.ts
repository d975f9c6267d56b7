import { Errno } from '../kernel/errno.ts';
import { readLines } from './tool/input.ts';
import type { Tool } from './tool/tool.ts';

export const join: Tool = {
  name: 'join',
  about: 'Join the lines of two sorted files that have a field in common',
  gnu: {
    short: 'a:e:i1:2:j:o:t:v:z',
    long: 'ignore-case=i header check-order nocheck-order',
    usage: '[OPTION]... FILE1 FILE2',
  },
  async run(call) {
    const [first, second] = call.operands;
    if (first === undefined) return call.missingOperand();
    if (second === undefined) return call.missingOperand(first);
    const separator = call.value('t');
    const fields = (line: string) => (separator === undefined ? line.trim().split(/\s+/) : line.split(separator));
    const glue = separator ?? ' ';
    const keys = [
      Number(call.value('1') ?? call.value('j') ?? 1) - 1,
      Number(call.value('2') ?? call.value('j') ?? 1) - 1,
    ] as const;
    const read = async (path: string, key: number) =>
      (await readLines(call.process, path))
        .map(fields)
        .map((cells) => ({ key: cells[key] ?? '', rest: cells.filter((_, index) => index !== key), cells }));
    let rows;
    try {
      rows = [await read(first, keys[0]), await read(second, keys[1])] as const;
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return call.die(`${error.path ?? first}: ${error.message}`);
    }
    const [left, right] = rows;
    const unpaired = call.options.values('a');
    const only = call.options.values('v');
    const order = call.value('o')?.split(/[, ]/);
    const put = (key: string, a: (typeof left)[number] | undefined, b: (typeof left)[number] | undefined) => {
      const cells = order?.map((spec) => {
        if (spec === '0') return key;
        const [file, field] = spec.split('.');
        return (file === '1' ? a : b)?.cells[Number(field) - 1] ?? call.value('e') ?? '';
      });
      call.print(`${(cells ?? [key, ...(a?.rest ?? []), ...(b?.rest ?? [])]).join(glue)}\n`);
    };
    for (const a of left) {
      const matches = right.filter(({ key }) => key === a.key);
      if (only.length === 0) for (const b of matches) put(a.key, a, b);
      if (matches.length === 0 && (unpaired.includes('1') || only.includes('1'))) put(a.key, a, undefined);
    }
    for (const b of right) {
      if (!left.some(({ key }) => key === b.key) && (unpaired.includes('2') || only.includes('2')))
        put(b.key, undefined, b);
    }
    return 0;
  },
};
