import { formatPrintf } from './text/format.ts';
import type { Tool } from './tool/tool.ts';

export const printf: Tool = {
  name: 'printf',
  about: 'Print arguments as a format says',
  gnu: { raw: true, usage: 'FORMAT [ARGUMENT]...\nOPTION' },
  busybox: { raw: true, usage: 'FORMAT [ARG]...' },
  async run(call) {
    const operands = call.operands[0] === '--' ? call.operands.slice(1) : call.operands;
    const [format, ...args] = operands;
    if (format === undefined) return call.missingOperand();
    const { bytes, notNumbers, badDirective } = formatPrintf(format, args);
    call.print(bytes);
    for (const text of notNumbers) {
      const partly = /^[-+]?\d/.test(text);
      await call.complain(
        call.gnu
          ? `${call.quote(text)}: ${partly ? 'value not completely converted' : 'expected a numeric value'}`
          : `invalid number '${text}'`,
      );
    }
    if (badDirective !== undefined) {
      await call.complain(
        call.gnu ? `${badDirective}: invalid conversion specification` : `${badDirective}: invalid format`,
      );
    }
    return call.status;
  },
};
