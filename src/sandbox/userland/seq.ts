import type { Tool } from './tool/tool.ts';
import { formatPrintf } from './text/format.ts';

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const decimals = (text: string): number => /\.(\d+)/.exec(text)?.[1]?.length ?? 0;

export const seq: Tool = {
  name: 'seq',
  about: 'Print numbers from FIRST to LAST, in steps of INCREMENT; both are 1 by default',
  gnu: {
    short: 'f:s:w',
    long: 'format:=f separator:=s equal-width=w',
    usage: '[OPTION]... LAST\n[OPTION]... FIRST LAST\n[OPTION]... FIRST INCREMENT LAST',
    leading: true,
  },
  busybox: { short: 's:w', usage: '[-w] [-s SEP] [FIRST [INC]] LAST', leading: true },
  rewrite: (args) => {
    const first = args.findIndex((arg) => NUMBER.test(arg));
    return first < 0 || args.includes('--') ? args : [...args.slice(0, first), '--', ...args.slice(first)];
  },
  async run(call) {
    const { operands } = call;
    if (operands.length === 0) return call.missingOperand();
    if (operands.length > 3) return call.extraOperand(operands[3] ?? '');
    const wrong = operands.find((text) => !NUMBER.test(text));
    if (wrong !== undefined) {
      return call.gnu ? call.misuse(`invalid floating point argument: ${call.quote(wrong)}`) : call.misuse();
    }
    const last = operands.at(-1) ?? '1';
    const first = operands.length > 1 ? (operands[0] ?? '1') : '1';
    const step = operands.length > 2 ? (operands[1] ?? '1') : '1';
    const [from, by, to] = [Number(first), Number(step), Number(last)];
    if (by === 0) {
      if (call.gnu) return call.misuse(`invalid Zero increment value: ${call.quote(step)}`);
    }
    const precision = Math.max(decimals(first), decimals(step));
    const width = call.has('w') ? Math.max(from.toFixed(precision).length, to.toFixed(precision).length) : 0;
    const format = call.value('f');
    const separator = call.value('s') ?? '\n';
    const show = (value: number): string => {
      if (format !== undefined) return formatPrintf(format, [String(value)]).text;
      const text = value.toFixed(precision);
      return text.startsWith('-') ? `-${text.slice(1).padStart(width - 1, '0')}` : text.padStart(width, '0');
    };
    const slack = Math.abs(by) * 1e-9;
    let any = false;
    for (let index = 0; ; index++) {
      const value = from + index * by;
      if (by >= 0 ? value > to + slack : value < to - slack) break;
      call.print((any ? separator : '') + show(value));
      any = true;
      await call.drain();
    }
    if (any) call.print('\n');
    return 0;
  },
};
