import type { Builtin } from '../builtin.ts';
import { ShellError } from '../error.ts';

export const history: Builtin = async (shell, args) => {
  const [first] = args;
  if (first === '-c') {
    shell.history.length = 0;
    return 0;
  }
  if (first === '-d') {
    const at = Number(args[1]);
    if (!(at >= 1 && at <= shell.history.length))
      throw new ShellError(`${args[1] ?? ''}: history position out of range`);
    shell.history.splice(at - 1, 1);
    return 0;
  }
  if (first !== undefined && !/^\d+$/.test(first)) {
    if (/^-[awrn]/.test(first)) throw new ShellError(`drydock: not simulated: history ${first}`);
    throw new ShellError(`${first}: numeric argument required`);
  }
  const from = first === undefined ? 0 : Math.max(0, shell.history.length - Number(first));
  const lines = shell.history.slice(from).map((line, index) => `${String(from + index + 1).padStart(5)}  ${line}\n`);
  await shell.process.out(lines.join(''));
  return 0;
};
