import { CPUS, KERNEL } from '../kernel/proc/machine.ts';
import { AccountNames, readGroups, readUsers } from './text/accounts.ts';
import { terminalOf } from './text/screen.ts';
import type { Tool } from './tool/tool.ts';

export const groups: Tool = {
  name: 'groups',
  about: 'Print the groups that a user is in',
  gnu: { long: '', usage: '[OPTION]... [USERNAME]...' },
  busybox: { usage: '[USER]' },
  async run(call) {
    const { process } = call;
    const names = new AccountNames(process);
    const list = (gids: readonly number[]) =>
      [...new Set(gids)].map((gid) => names.group(gid) ?? String(gid)).join(' ');
    if (call.operands.length === 0) call.print(`${list([process.gid, ...process.groups])}\n`);
    for (const name of call.operands) {
      const user = readUsers(process).find((entry) => entry.name === name);
      if (user === undefined) {
        await call.complain(call.gnu ? `${call.quote(name)}: no such user` : `unknown user ${name}`);
        continue;
      }
      const member = readGroups(process)
        .filter(({ members }) => members.includes(name))
        .map(({ gid }) => gid);
      call.print(`${call.gnu ? `${name} : ` : ''}${list([user.gid, ...member])}\n`);
    }
    return call.status;
  },
};

export const arch: Tool = {
  name: 'arch',
  about: 'Print the architecture of the machine',
  gnu: { long: '', usage: '[OPTION]...' },
  busybox: {},
  async run(call) {
    const [operand] = call.operands;
    if (operand !== undefined && call.gnu) return call.extraOperand(operand);
    call.print(`${call.process.namespaces.uts.machine ?? KERNEL.machine}\n`);
    return 0;
  },
};

export const nproc: Tool = {
  name: 'nproc',
  about: 'Print how many processors a process may use',
  gnu: { long: 'all ignore:', usage: '[OPTION]...' },
  busybox: { long: 'all ignore:', usage: '[--all] [--ignore=N]' },
  async run(call) {
    const set = [...call.process.cgroup.lineage()].find(({ cpus }) => cpus !== '')?.cpus ?? '';
    const usable = set === '' ? CPUS : countCpus(set);
    call.print(`${Math.max(1, (call.has('all') ? CPUS : usable) - Number(call.value('ignore') ?? 0))}\n`);
  },
};

/** How many `0-2,4` names. */
const countCpus = (set: string): number =>
  set.split(',').reduce((sum, part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return sum + last - first + 1;
  }, 0);

export const logname: Tool = {
  name: 'logname',
  about: 'Print the name that one logged in with',
  gnu: { long: '', usage: '[OPTION]' },
  busybox: { raw: true },
  async run(call) {
    if (!call.gnu && call.operands.length > 0) return call.misuse();
    const name = call.process.env.get('LOGNAME');
    if (call.process.terminal === undefined || name === undefined) {
      return call.die(call.gnu ? 'no login name' : 'getlogin: Inappropriate ioctl for device');
    }
    call.print(`${name}\n`);
    return 0;
  },
};

export const tty: Tool = {
  name: 'tty',
  about: 'Print the name of the terminal that is standard input',
  gnu: { short: 's', long: 'silent=s quiet=s', usage: '[OPTION]...', failure: 2 },
  busybox: { short: 's', usage: '[-s]' },
  async run(call) {
    const terminal = terminalOf(call.process, 0);
    if (!call.has('s')) call.print(`${terminal?.name ?? 'not a tty'}\n`);
    return terminal === undefined ? 1 : 0;
  },
};

export const clear: Tool = {
  name: 'clear',
  about: 'Clear the screen',
  gnu: { short: 'xVT:', usage: '[options]', package: 'ncurses 6.4' },
  busybox: {},
  async run(call) {
    call.print(call.gnu ? '\x1b[H\x1b[2J\x1b[3J' : '\x1b[H\x1b[J');
  },
};

export const sync: Tool = {
  name: 'sync',
  about: 'Write everything to the disk',
  gnu: { short: 'df', long: 'data=d file-system=f', usage: '[OPTION] [FILE]...' },
  busybox: { short: 'df', usage: '[-df] [FILE]...' },
  run: async () => 0,
};
