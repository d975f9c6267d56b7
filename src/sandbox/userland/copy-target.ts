import { Errno } from '../kernel/errno.ts';
import type { Call } from './tool/call.ts';
import { quoteName } from './tool/quote.ts';

/** Sorts out the operands of `cp` and `mv`; ends the program where they make no sense. */
export async function chooseTarget(call: Call): Promise<{ sources: readonly string[]; target: string; into: boolean }> {
  const { fs } = call.process;
  const named = call.value('t');
  const operands = named === undefined ? call.operands : [...call.operands, named];
  const [first] = operands;
  if (first === undefined || (named !== undefined && operands.length < 2)) {
    return call.misuse(call.gnu ? 'missing file operand' : undefined);
  }
  if (operands.length === 1) {
    return call.misuse(call.gnu ? `missing destination file operand after ${quoteName(first)}` : undefined);
  }
  const target = operands.at(-1) ?? '';
  const sources = operands.slice(0, -1);
  if (call.has('T')) return { sources, target, into: false };
  const isDirectory = fs.isDirectory(target);
  if (!isDirectory && (sources.length > 1 || named !== undefined)) {
    const reason = fs.exists(target) ? new Errno('ENOTDIR') : new Errno('ENOENT');
    if (!call.gnu && reason.code === 'ENOENT') return { sources, target, into: true };
    if (!call.gnu) return call.die(`target '${target}' is not a directory`);
    return call.die(`target ${quoteName(target)}${named === undefined ? '' : ' directory'}: ${reason.message}`);
  }
  return { sources, target, into: isDirectory };
}
