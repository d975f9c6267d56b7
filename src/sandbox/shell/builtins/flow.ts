import type { Builtin } from '../builtin.ts';
import { Flow, ShellError } from '../error.ts';
import { refuseNumber } from '../options.ts';
import { runText } from '../run-text.ts';

export const yes: Builtin = async () => 0;
export const no: Builtin = async () => 1;

const leaveLoop =
  (kind: 'break' | 'continue'): Builtin =>
  async (shell, [count]) => {
    if (shell.loops === 0) {
      if (shell.dialect.name === 'bash')
        await shell.complain(`${kind}: only meaningful in a \`for', \`while', or \`until' loop`);
      return 0;
    }
    if (count !== undefined && !/^\d+$/.test(count))
      refuseNumber(shell, count, `${count}: numeric argument required`, 128);
    const levels = Number(count ?? 1);
    if (levels < 1) refuseNumber(shell, count ?? '', `${count}: loop count out of range`);
    throw new Flow(kind, Math.min(levels, shell.loops));
  };
export const breakLoop = leaveLoop('break');
export const continueLoop = leaveLoop('continue');

export const exit: Builtin = async (shell, [code, ...rest], name) => {
  if (name === 'logout' && !shell.option('login_shell')) throw new ShellError("not login shell: use `exit'");
  if (shell.interactive && shell.subshells === 0 && shell.dialect.name === 'bash')
    await shell.say(shell.option('login_shell') ? 'logout\n' : 'exit\n');
  if (code === undefined) throw new Flow('exit', shell.status);
  const bash = shell.dialect.name === 'bash';
  if (!(bash ? /^\s*[-+]?\d+\s*$/ : /^\s*\d+\s*$/).test(code)) {
    await shell.complain(
      shell.dialect.name === 'bash' ? `exit: ${code}: numeric argument required` : `exit: Illegal number: ${code}`,
    );
    throw new Flow('exit', 2);
  }
  if (rest.length > 0 && shell.dialect.name === 'bash') throw new ShellError('too many arguments');
  throw new Flow('exit', Number(BigInt.asUintN(8, BigInt(code.trim().replace('+', '')))));
};

export const returnFrom: Builtin = async (shell, [code]) => {
  if (shell.stack.length === 0 && shell.dialect.name === 'bash') {
    throw new ShellError("can only `return' from a function or sourced script", 2);
  }
  if (code !== undefined && !/^[-+]?\d+$/.test(code)) {
    if (shell.dialect.name !== 'bash') refuseNumber(shell, code, '');
    await shell.complain(`return: ${code}: numeric argument required`);
    throw new Flow('return', 2);
  }
  throw new Flow('return', code === undefined ? shell.status : Number(code) & 0xff);
};

/** `eval` */
export const evalText: Builtin = async (shell, args) => {
  const words = args[0] === '--' ? args.slice(1) : args;
  return shell.nested('eval', () =>
    runText(shell, words.join(' '), { name: shell.source.name, line: shell.line, origin: 'eval' }),
  );
};

export const shift: Builtin = async (shell, [count]) => {
  if (count !== undefined && !/^[-+]?\d+$/.test(count))
    refuseNumber(shell, count, `${count}: numeric argument required`);
  const places = Number(count ?? 1);
  if (places < 0) throw new ShellError(`${count}: shift count out of range`);
  if (places > shell.positional.length) {
    if (shell.dialect.name === 'dash') throw new ShellError("can't shift that many", 2);
    return 1;
  }
  shell.positional = shell.positional.slice(places);
  return 0;
};
