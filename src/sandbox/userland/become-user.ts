import type { Credentials } from '../kernel/credentials.ts';
import { Errno } from '../kernel/errno.ts';
import { readGroups, readUsers, type User } from './text/accounts.ts';
import type { Call } from './tool/call.ts';
import { runProgram } from './tool/run-program.ts';
import type { Tool } from './tool/tool.ts';

/** Takes on a user's ids; leaves root's capabilities behind. @returns what the kernel refuses, as `su` says it */
function become(call: Call, user: User): string | undefined {
  const { process } = call;
  const refused = new Errno('EPERM').message;
  if (!process.has('CAP_SETGID')) return `${call.gnu ? 'cannot set groups' : "can't set groups"}: ${refused}`;
  if (user.uid !== process.credentials.uid && !process.has('CAP_SETUID')) {
    return `${call.gnu ? 'cannot set user id' : 'setuid'}: ${refused}`;
  }
  const { credentials } = process;
  const groups = readGroups(process).filter(({ members }) => members.includes(user.name));
  const next: Credentials = {
    ...credentials,
    uid: user.uid,
    gid: user.gid,
    groups: [user.gid, ...groups.map(({ gid }) => gid).filter((gid) => gid !== user.gid)],
    capabilities: user.uid === 0 ? credentials.capabilities : new Set(),
  };
  process.become({ credentials: next });
  return undefined;
}

const findUser = (call: Call, name: string): User | undefined =>
  readUsers(call.process).find((user) => user.name === name);

export const su: Tool = {
  name: 'su',
  about: 'Run a shell as another user',
  gnu: {
    short: 'c:lmps:P',
    long: 'command:=c login=l shell:=s preserve-environment=p',
    usage: '[options] [-] [<user> [<argument>...]]',
    package: 'util-linux 2.38.1',
  },
  busybox: { short: 'c:lmps:', usage: "[-lmp] [-s SH] [-] [USER [FILE ARGS | -c 'CMD' [ARG0 ARGS]]]" },
  async run(call) {
    const { process } = call;
    const words = [...call.operands];
    const login = call.has('l') || words[0] === '-';
    if (words[0] === '-') words.shift();
    const name = words.shift() ?? 'root';
    const user = findUser(call, name);
    if (user === undefined)
      return call.die(
        call.gnu
          ? `user ${name} does not exist or the user entry does not contain all the required fields`
          : `unknown user ${name}`,
      );
    if (process.credentials.uid !== 0) {
      const setuid = (process.fs.stat(process.exe).mode & 0o4000) !== 0;
      if (!call.gnu && !setuid) return call.die('must be suid to work properly');
      await process.err('drydock: not simulated: su with a password (only root may change who it is)\n');
      return 1;
    }
    const shell = call.value('s') ?? (user.shell || '/bin/sh');
    const refusal = become(call, user);
    if (refusal !== undefined) return call.die(refusal);
    const env = new Map(process.env);
    if (!call.has('p') && !call.has('m')) {
      env.set('HOME', user.home).set('SHELL', shell);
      if (user.uid !== 0) env.set('USER', user.name).set('LOGNAME', user.name);
    }
    if (login && process.fs.isDirectory(user.home)) process.fs.chdir(user.home);
    const command = call.value('c');
    return runProgram(call, [shell, ...(command === undefined ? [] : ['-c', command]), ...words], { env });
  },
};

export const sudo: Tool = {
  name: 'sudo',
  about: 'Run a program as another user, root by default',
  gnu: {
    short: 'AbEeHhiKklnPSsu:g:Vv',
    long: 'user:=u group:=g login=i shell=s non-interactive=n',
    usage: '[-u user] [command [arg ...]]',
    package: 'Sudo 1.9.13p3',
    leading: true,
  },
  async run(call) {
    const { process } = call;
    const target = call.value('u') ?? 'root';
    const user = findUser(call, target);
    if (user === undefined) return call.die(`unknown user: ${target}`);
    const me = readUsers(process).find(({ uid }) => uid === process.credentials.uid);
    const inSudo = readGroups(process).some(({ name, members }) => name === 'sudo' && members.includes(me?.name ?? ''));
    if (process.credentials.uid !== 0) {
      if (!inSudo) return call.die(`${me?.name ?? 'user'} is not in the sudoers file.`);
      await process.err('drydock: not simulated: sudo for others than root\n');
      return 1;
    }
    const argv = call.operands.length > 0 ? call.operands : [user.shell || '/bin/sh'];
    if (call.operands.length === 0 && !call.has('i') && !call.has('s')) return call.misuse();
    const refusal = become(call, user);
    if (refusal !== undefined) return call.die(refusal);
    const env = new Map(process.env);
    env
      .set('SUDO_USER', me?.name ?? 'root')
      .set('USER', user.name)
      .set('LOGNAME', user.name)
      .set('HOME', user.home);
    return runProgram(call, argv, {
      env,
      words: ({ code, message }) => `${argv[0] ?? ''}: ${code === 'ENOENT' ? 'command not found' : message}`,
    });
  },
};
