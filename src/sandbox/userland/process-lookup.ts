import { Errno } from '../kernel/errno.ts';
import type { Process } from '../kernel/process.ts';
import { parseSignal, type Signal } from '../kernel/signal.ts';
import { findUid } from './text/accounts.ts';
import { posixRegex, RegexError } from './text/posix-regex.ts';
import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';

const visible = (process: Process): Process[] =>
  [...process.namespaces.pid.processes.values()].filter(({ status }) => status === undefined);

const idOf = (call: Call, process: Process): number => process.pidIn(call.process.namespaces.pid) ?? 0;

/** Whether a process is a program of this name: its file, or what it was called as. */
function isCalled(process: Process, name: string): boolean {
  const first = process.argv[0] ?? '';
  return (
    process.comm === name.slice(0, 15) || first === name || first.split('/').at(-1) === name || process.exe === name
  );
}

const GNU_PIDOF = {
  short: 'cno:qsxzwS:t',
  long: 'check-root=c single-shot=s omit-pid:=o separator:=S',
  usage: '[options] [program [...]]',
  package: 'procps-ng 4.0.2',
};

export const pidof: Tool = {
  name: 'pidof',
  about: 'Print the ids of the processes of a program, newest first',
  gnu: GNU_PIDOF,
  busybox: { short: 'so:', usage: '[NAME]...' },
  async run(call) {
    const omitted = call.options
      .values('o')
      .flatMap((text) => text.split(','))
      .map((text) => (text === '%PPID' ? call.process.ppid : Number(text)));
    const ids = call.operands.flatMap((name) =>
      visible(call.process)
        .filter((other) => other !== call.process && isCalled(other, name))
        .map((other) => idOf(call, other))
        .filter((id) => !omitted.includes(id))
        .sort((a, b) => b - a),
    );
    const shown = call.has('s') ? ids.slice(0, 1) : ids;
    if (shown.length > 0 && !call.has('q')) call.print(`${shown.join(call.value('S') ?? ' ')}\n`);
    return shown.length > 0 ? 0 : 1;
  },
};

/** What pidof is in Debian: a link to this, of sysvinit-utils. Under its own name it would end everybody else. */
export const killall5: Tool = {
  name: 'killall5',
  about: 'Called as pidof, print the ids of the processes of a program',
  gnu: GNU_PIDOF,
  async run(call) {
    if (call.process.argv[0]?.split('/').at(-1) === 'pidof') return pidof.run(call);
    await call.process.err('drydock: not simulated: killall5\n');
    return 126;
  },
};

const MATCHING = {
  short: 'aAcd:e:fF:g:G:HilLnoP:O:s:t:u:U:vxzq',
  long: 'full=f exact=x newest=n oldest=o parent:=P euid:=u uid:=U pgroup:=g inverse=v list-name=l list-full=a delimiter:=d count=c ignore-case=i signal:=S echo=E terminal:=t session:=s older:=O',
  package: 'procps-ng 4.0.2',
  failure: 2,
} as const;

const signalFirst = (args: readonly string[]): readonly string[] =>
  args.map((arg) => {
    const name = /^-(\d+|(?:SIG)?[A-Z][A-Z0-9]+)$/.exec(arg)?.[1];
    return name !== undefined && parseSignal(name) !== undefined ? `--signal=${name}` : arg;
  });

/** An expression as procps takes it. */
async function compiled(call: Call, source: string): Promise<RegExp> {
  try {
    return posixRegex(source, { extended: true, ignoreCase: call.has('i') });
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    return call.die(`regex error: ${error.message}`, 2);
  }
}

async function matching(call: Call): Promise<Process[]> {
  const { process } = call;
  const [pattern, extra] = call.operands;
  const selects = call.options.given.some(([key]) => 'PuUgts'.includes(key));
  if (pattern === undefined && !selects) return call.misuse('no matching criteria specified');
  if (extra !== undefined) return call.misuse('only one pattern can be provided');
  const source = call.has('x') ? `^(${pattern ?? ''})$` : (pattern ?? '');
  const regex = await compiled(call, source);
  const list = (key: string) => call.value(key)?.split(',');
  const parents = list('P')?.map(Number);
  const users = [...(list('u') ?? []), ...(list('U') ?? [])].map((name) => findUid(process, name));
  const groups = list('g')?.map((id) => (id === '0' ? idOf(call, process.group) : Number(id)));
  const found = visible(process).filter((other) => {
    if (other === process) return false;
    const text = call.has('f') ? other.argv.join(' ') || other.comm : other.comm;
    const hit =
      regex.test(text) &&
      (parents === undefined || (other.parent !== undefined && parents.includes(idOf(call, other.parent)))) &&
      (users.length === 0 || users.includes(other.credentials.uid)) &&
      (groups === undefined || groups.includes(idOf(call, other.group)));
    return hit !== call.has('v');
  });
  found.sort((a, b) => a.startTime - b.startTime || idOf(call, a) - idOf(call, b));
  if (call.has('n')) return found.slice(-1);
  return call.has('o') ? found.slice(0, 1) : found.sort((a, b) => idOf(call, a) - idOf(call, b));
}

export const pgrep: Tool = {
  name: 'pgrep',
  about: 'Print the ids of processes whose name matches',
  gnu: { ...MATCHING, usage: '[options] <pattern>' },
  async run(call) {
    const found = await matching(call);
    if (call.has('c')) call.print(`${found.length}\n`);
    else {
      const lines = found.map((other) => {
        const id = String(idOf(call, other));
        return call.has('a') ? `${id} ${other.argv.join(' ')}` : call.has('l') ? `${id} ${other.comm}` : id;
      });
      if (lines.length > 0) call.print(`${lines.join(call.value('d') ?? '\n')}\n`);
    }
    return found.length > 0 ? 0 : 1;
  },
};

export const pkill: Tool = {
  name: 'pkill',
  about: 'Send a signal to processes whose name matches',
  gnu: { ...MATCHING, usage: '[options] <pattern>' },
  rewrite: signalFirst,
  async run(call) {
    const signal = parseSignal(call.value('S') ?? 'TERM') ?? 'TERM';
    const found = await matching(call);
    let sent = 0;
    for (const other of found) {
      if (await send(call, other, signal, (id) => `killing pid ${id} failed`)) sent++;
      if (call.has('E')) call.print(`${other.comm} killed (pid ${idOf(call, other)})\n`);
    }
    return sent > 0 ? 0 : 1;
  },
};

async function send(call: Call, other: Process, signal: Signal | 0, words: (id: number) => string): Promise<boolean> {
  try {
    call.process.kill(other, signal);
    return true;
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    await call.complain(`${words(idOf(call, other))}: ${error.message}`);
    return false;
  }
}

export const killall: Tool = {
  name: 'killall',
  about: 'Send a signal to the processes of a program',
  gnu: {
    short: 'eIgilqrs:uvwZ',
    long: 'exact=e ignore-case=I signal:=S verbose=v quiet=q wait=w list=l',
    usage: '[OPTION]... [--] NAME...',
    package: 'PSmisc) 23.6',
  },
  busybox: { short: 'lq', long: 'signal:=S', usage: '[-lq] [-SIG] PROCESS_NAME...' },
  rewrite: signalFirst,
  async run(call) {
    const signal = parseSignal(call.value('S') ?? call.value('s') ?? 'TERM') ?? 'TERM';
    if (call.operands.length === 0) return call.gnu ? call.misuse() : call.die('you need to specify whom to kill');
    for (const name of call.operands) {
      const found = visible(call.process).filter((other) => other !== call.process && isCalled(other, name));
      if (found.length === 0) {
        call.status = 1;
        if (!call.has('q'))
          await call.process.err(
            call.gnu ? `${name}: no process found\n` : `${call.name}: ${name}: no process killed\n`,
          );
      }
      for (const other of found) {
        await send(call, other, signal, (id) => (call.gnu ? `${name}(${id})` : `can't kill pid ${id}`));
      }
    }
    return call.status;
  },
};
