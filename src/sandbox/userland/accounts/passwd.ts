import { strftime } from '../text/strftime.ts';
import type { Call } from '../tool/call.ts';
import { readLines } from '../tool/input.ts';
import type { Tool } from '../tool/tool.ts';
import { parse } from './arguments.ts';
import { changeLine, userNamed } from './files.ts';

async function fail({ process, name }: Call, code: number, text: string): Promise<number> {
  await process.err(`${name}: ${text}\n`);
  return code;
}

const setPassword = (call: Call, user: string, change: (old: string) => string): void =>
  changeLine(call.process, '/etc/shadow', user, ([name = '', old = '', ...rest]) => [name, change(old), ...rest]);

/** `passwd -l|-u|-d|-S USER`: a password can't be typed. */
async function runPasswd(call: Call): Promise<number> {
  const { process } = call;
  const { flags, operands } = parse(call.operands, 'a', { lock: 'l', unlock: 'u', delete: 'd', status: 'S' });
  const [name = 'root'] = operands;
  if (userNamed(process, name) === undefined)
    return fail(call, 1, call.gnu ? `user '${name}' does not exist` : `unknown user ${name}`);
  if (flags.has('S')) {
    let state = 'L';
    setPassword(call, name, (old) => {
      state = old === '' ? 'NP' : /^[!*]/.test(old) ? 'L' : 'P';
      return old;
    });
    call.print(`${name} ${state} ${strftime('%Y-%m-%d', process.kernel.clock.now())} 0 99999 7 -1\n`);
    return 0;
  }
  if (flags.has('l')) setPassword(call, name, (old) => `!${old.replace(/^!/, '')}`);
  else if (flags.has('u')) setPassword(call, name, (old) => old.replace(/^!/, ''));
  else if (flags.has('d')) setPassword(call, name, () => '');
  else return fail(call, 1, 'drydock: not simulated: typing a password (chpasswd reads one)');
  call.print(`${call.name}: password changed.\n`);
  return 0;
}

/** Lines of `USER:PASSWORD`: what is kept is not a hash that any system would take. */
async function runChpasswd(call: Call): Promise<number> {
  const { process } = call;
  let status = 0;
  for (const [index, line] of (await readLines(process, '-')).entries()) {
    const [user = '', ...rest] = line.split(':');
    if (rest.length === 0) return fail(call, 1, `line ${index + 1}: missing new password`);
    if (userNamed(process, user) === undefined) status = await unknownUser(call, user, index + 1);
    else setPassword(call, user, () => '$y$drydock$');
    if (!call.gnu && status === 0) call.print(`chpasswd: password for '${user}' changed\n`);
  }
  return status;
}

async function unknownUser(call: Call, user: string, line: number): Promise<number> {
  if (!call.gnu) return fail(call, 1, `unknown user ${user}`);
  await call.process.err(
    `chpasswd: (user ${user}) pam_chauthtok() failed, error:\nAuthentication token manipulation error\n`,
  );
  return fail(call, 1, `(line ${line}, user ${user}) password not changed`);
}

const both = (name: string, about: string, run: Tool['run']): Tool => ({
  ...{ name, about, run },
  ...{ gnu: { raw: true }, busybox: { raw: true } },
});

export const passwd = both('passwd', 'Lock and unlock an account', runPasswd);
export const chpasswd = both('chpasswd', 'Set passwords', runChpasswd);

/** `chsh -s SHELL [USER]`. */
async function runChsh(call: Call): Promise<number> {
  const { process } = call;
  const { values, operands } = parse(call.operands, 's', { shell: 's' });
  const [name = 'root'] = operands;
  const shell = values.get('s');
  if (shell === undefined) return fail(call, 1, 'drydock: not simulated: questions (give -s SHELL)');
  if (userNamed(process, name) === undefined) return fail(call, 1, `user '${name}' does not exist`);
  changeLine(process, '/etc/passwd', name, (fields) => [...fields.slice(0, 6), shell]);
  return 0;
}

export const chsh: Tool = { name: 'chsh', about: 'Change a login shell', gnu: { raw: true }, run: runChsh };
