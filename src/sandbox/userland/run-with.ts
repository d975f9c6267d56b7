import { Errno } from '../kernel/errno.ts';
import { exitCode } from '../kernel/exit-status.ts';
import { parseSignal } from '../kernel/signal.ts';
import { newSession } from '../kernel/signal-group.ts';
import { findGid, findUid, readGroups, readUsers } from './text/accounts.ts';
import { parseSeconds } from './text/duration.ts';
import { terminalOf } from './text/screen.ts';
import type { Call } from './tool/call.ts';
import { lookUp, runProgram } from './tool/run-program.ts';
import type { Tool } from './tool/tool.ts';

export const timeout: Tool = {
  name: 'timeout',
  about: 'Run a program, and end it if it takes too long',
  gnu: {
    short: 'k:s:v',
    long: 'kill-after:=k signal:=s verbose=v foreground=F preserve-status=P',
    usage: '[OPTION] DURATION COMMAND [ARG]...',
    failure: 125,
    leading: true,
  },
  busybox: { short: 'k:s:', usage: '[-s SIG] [-k KILL_SECS] SECS PROG ARGS', leading: true },
  async run(call) {
    const { process } = call;
    const [duration, ...argv] = call.operands;
    if (duration === undefined || argv.length === 0) return call.misuse();
    const seconds = parseSeconds(duration);
    if (seconds === undefined) {
      return call.gnu
        ? call.misuse(`invalid time interval ${call.quote(duration)}`)
        : call.die(`invalid number '${duration}'`);
    }
    const name = call.value('s') ?? 'TERM';
    const signal = parseSignal(name);
    if (signal === undefined)
      return call.gnu ? call.misuse(`${call.quote(name)}: invalid signal`) : call.die(`invalid signal '${name}'`);
    let child;
    try {
      child = process.spawn(lookUp(process, argv));
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      const words = call.gnu
        ? `failed to run command ${call.quote(argv[0] ?? '')}`
        : `can't execute '${argv[0] ?? ''}'`;
      return call.die(`${words}: ${error.message}`, error.code === 'ENOENT' ? 127 : 126);
    }
    const target = child;
    let timedOut = false;
    const { clock } = process.kernel;
    const timers = [
      seconds > 0 && seconds < Infinity
        ? clock.schedule(seconds * 1000, () => {
            timedOut = true;
            target.deliver(signal, process);
          })
        : undefined,
    ];
    const killAfter = parseSeconds(call.value('k') ?? '');
    if (killAfter !== undefined)
      timers.push(clock.schedule((seconds + killAfter) * 1000, () => target.deliver('KILL', process)));
    for (const passed of ['TERM', 'INT', 'HUP', 'QUIT'] as const)
      process.onSignal(passed, () => target.deliver(passed, process));
    const status = await process.wait(child);
    for (const cancel of timers) cancel?.();
    // BusyBox is the program itself, watched by a child: it ends as the program ends.
    if (!call.gnu && status.kind === 'killed') {
      process.onSignal(status.signal, 'default');
      process.deliver(status.signal, process);
      process.checkSignals();
    }
    if (!timedOut) return exitCode(status);
    if (!call.gnu || call.has('P')) return exitCode(status);
    return status.kind === 'killed' && status.signal === 'KILL' ? 137 : 124;
  },
};

export const nohup: Tool = {
  name: 'nohup',
  about: 'Run a program that goes on when the terminal is gone',
  gnu: { long: '', usage: 'COMMAND [ARG]...\nOPTION', failure: 125, leading: true },
  async run(call) {
    const { process } = call;
    if (call.operands.length === 0) return call.missingOperand();
    if (terminalOf(process, 0) !== undefined) process.setFile(0, process.open('/dev/null', { write: true }));
    if (terminalOf(process, 1) !== undefined) {
      const words = terminalOf(process, 0) === undefined ? 'ignoring input and appending output' : 'appending output';
      process.setFile(1, process.open('nohup.out', { write: true, create: true, append: true, mode: 0o600 }));
      await process.err(`${call.name}: ${words} to 'nohup.out'\n`);
      process.setFile(2, process.files.get(1) ?? process.open('/dev/null', { write: true }));
    }
    process.onSignal('HUP', 'ignore');
    return runProgram(call, call.operands);
  },
};

export const nice: Tool = {
  name: 'nice',
  about: 'Run a program with another priority; priorities are not simulated',
  gnu: { short: 'n:', long: 'adjustment:=n', usage: '[OPTION] [COMMAND [ARG]...]', failure: 125, leading: true },
  rewrite: (args) => args.map((arg, index) => (index === 0 ? arg.replace(/^-(-?\d+)$/, '-n$1') : arg)),
  async run(call) {
    if (call.operands.length === 0) {
      call.print('0\n');
      return 0;
    }
    await call.process.err(`drydock: not simulated: priority ${call.value('n') ?? 10}\n`);
    return runProgram(call, call.operands);
  },
};

export const setsid: Tool = {
  name: 'setsid',
  about: 'Run a program in a new session',
  gnu: {
    short: 'cfw',
    long: 'ctty=c fork=f wait=w',
    usage: '[options] <program> [arguments ...]',
    package: 'util-linux 2.38.1',
    leading: true,
  },
  busybox: { short: 'c', usage: '[-c] PROG ARGS', leading: true },
  async run(call) {
    if (call.operands.length === 0) return call.gnu ? call.misuse('no command specified') : call.misuse();
    newSession(call.process);
    return runProgram(call, call.operands);
  },
};

export const time: Tool = {
  name: 'time',
  about: 'Run a program and say how long it took',
  busybox: { short: 'vpo:af:', usage: '[-vpa] [-o FILE] PROG ARGS', leading: true },
  gnu: {
    short: 'pvo:af:q',
    long: 'portability=p',
    usage: '[-apvV] [-f format] [-o file] COMMAND [ARG]...',
    package: 'GNU Time) 1.9',
    leading: true,
    failure: 125,
  },
  async run(call) {
    const { process } = call;
    if (call.operands.length === 0) return call.misuse();
    const start = process.kernel.clock.now();
    let child;
    try {
      child = process.spawn(lookUp(process, call.operands));
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return call.die(
        call.gnu
          ? `cannot run ${call.operands[0] ?? ''}: ${error.message}`
          : `can't execute '${call.operands[0] ?? ''}': ${error.message}`,
        127,
      );
    }
    const status = await process.wait(child);
    const real = (process.kernel.clock.now() - start) / 1000;
    const user = child.cpuTime / 1000;
    const busybox = (seconds: number) => `${Math.floor(seconds / 60)}m ${(seconds % 60).toFixed(2)}s`;
    if (call.has('p')) await process.err(`real ${real.toFixed(2)}\nuser ${user.toFixed(2)}\nsys 0.00\n`);
    else if (!call.gnu) await process.err(`real\t${busybox(real)}\nuser\t${busybox(user)}\nsys\t${busybox(0)}\n`);
    else
      await process.err(
        `${user.toFixed(2)}user 0.00system ${Math.floor(real / 60)}:${(real % 60).toFixed(2).padStart(5, '0')}elapsed\n`,
      );
    return exitCode(status);
  },
};

export const chroot: Tool = {
  name: 'chroot',
  about: 'Run a program with another root directory',
  gnu: {
    long: 'groups: userspec: skip-chdir',
    usage: '[OPTION] NEWROOT [COMMAND [ARG]...]\nOPTION',
    failure: 125,
    leading: true,
  },
  busybox: { usage: 'NEWROOT [PROG ARGS]', leading: true },
  async run(call) {
    const { process } = call;
    const [root, ...argv] = call.operands;
    if (root === undefined) return call.missingOperand();
    try {
      if (!process.has('CAP_SYS_CHROOT')) throw new Errno('EPERM');
      const stat = process.fs.stat(root);
      if (stat.type !== 'directory') throw new Errno('ENOTDIR', root);
      const inside = process.fs.realpath(root);
      const outer = process.fs.root === '/' ? '' : process.fs.root;
      process.become({ root: `${outer}${inside}`, cwd: '/' });
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return call.die(
        call.gnu
          ? `cannot change root directory to ${call.quote(root)}: ${error.message}`
          : `can't change root directory to '${root}': ${error.message}`,
      );
    }
    const problem = takeOver(call);
    if (problem !== undefined) return call.die(problem);
    return runProgram(call, argv.length > 0 ? argv : [process.env.get('SHELL') ?? '/bin/sh', '-i']);
  },
};

/** `--userspec` and `--groups`, looked up below the new root. @returns what is wrong with them */
function takeOver({ process, options }: Call): string | undefined {
  const value = (key: string) => options.given.findLast(([name]) => name === key)?.[1] ?? '';
  const [userText = '', groupText = ''] = value('userspec').split(':');
  const list = value('groups')
    .split(',')
    .filter((name) => name !== '');
  const user = userText === '' ? process.credentials.uid : findUid(process, userText);
  if (user === undefined) return 'invalid user';
  const own = readUsers(process).find(({ uid }) => uid === user);
  const usual = userText === '' ? process.credentials.gid : (own?.gid ?? user);
  const group = groupText === '' ? usual : findGid(process, groupText);
  const groups = list.map((name) => findGid(process, name));
  if (group === undefined || groups.includes(undefined)) return 'invalid group';
  if (userText === '' && groupText === '' && list.length === 0) return undefined;
  const { credentials } = process;
  const added = groups.filter((gid) => gid !== undefined);
  const listed = own === undefined ? [] : readGroups(process).filter(({ members }) => members.includes(own.name));
  process.become({
    credentials: {
      ...credentials,
      uid: user,
      gid: group,
      groups: list.length > 0 ? added : [group, ...listed.map(({ gid }) => gid)],
      ...(user !== 0 && { capabilities: new Set<string>() }),
    },
  });
  return undefined;
}
