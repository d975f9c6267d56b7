import { Errno } from '../kernel/errno.ts';
import { closeInput, lineBatches, openInput } from './tool/input.ts';
import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';

export const uniq: Tool = {
  name: 'uniq',
  about: 'Leave out lines that are the same as the one before',
  gnu: {
    short: 'cdDf:is:uw:z',
    long: 'count=c repeated=d all-repeated::=D skip-fields:=f ignore-case=i skip-chars:=s unique=u check-chars:=w zero-terminated=z',
    usage: '[OPTION]... [INPUT [OUTPUT]]',
  },
  busybox: { short: 'cduizf:s:w:', usage: '[-cduiz] [-f,s,w N] [FILE [OUTFILE]]' },
  async run(call) {
    const [input = '-', output, third] = call.operands;
    if (third !== undefined) return call.extraOperand(third);
    const { process } = call;
    let fd: number;
    try {
      fd = openInput(process, input);
      if (output !== undefined) process.setFile(1, process.open(output, { write: true, create: true, truncate: true }));
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return call.die(
        call.gnu ? `${error.path ?? input}: ${error.message}` : `can't open '${error.path ?? input}': ${error.message}`,
      );
    }
    const end = call.has('z') ? '\0' : '\n';
    const only = call.options.lastOf('du');
    let current: string | undefined;
    let count = 0;
    const put = (text: string, times: number) =>
      call.print(`${call.has('c') ? `${String(times).padStart(7)} ` : ''}${text}${end}`);
    const finish = () => {
      if (current === undefined || call.has('D')) return;
      if ((only === 'd' && count < 2) || (only === 'u' && count > 1)) return;
      put(current, count);
    };
    for await (const batch of lineBatches(process, fd, call.has('z') ? 0 : 10)) {
      for (const { text } of batch) {
        if (current !== undefined && key(call, text) === key(call, current)) {
          count++;
          if (call.has('D')) {
            if (count === 2) put(current, 1);
            put(text, 1);
          }
          continue;
        }
        finish();
        current = text;
        count = 1;
      }
      await call.drain();
    }
    finish();
    closeInput(process, fd);
    return 0;
  },
};

/** The part of a line that is compared. */
function key(call: Call, text: string): string {
  let rest = text;
  for (let fields = Number(call.value('f') ?? 0); fields > 0; fields--) rest = rest.replace(/^\s*\S*/, '');
  rest = rest.slice(Number(call.value('s') ?? 0));
  const width = call.value('w');
  if (width !== undefined) rest = rest.slice(0, Number(width));
  return call.has('i') ? rest.toLowerCase() : rest;
}
