import { AccountNames, readGroups, readUsers } from './text/accounts.ts';
import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';

interface Identity {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
}

export const id: Tool = {
  name: 'id',
  about: 'Print who one is: user and groups',
  gnu: {
    short: 'agGnruzZ',
    long: 'group=g groups=G name=n real=r user=u zero=z context=Z',
    usage: '[OPTION]... [USER]...',
  },
  busybox: { short: 'ugGnra', usage: '[-ugGnr] [USER]' },
  async run(call) {
    if (call.operands.length === 0) return show(call, own(call));
    for (const name of call.operands) {
      const identity = identityOf(call, name);
      if (identity === undefined) {
        await call.complain(call.gnu ? `${call.quote(name)}: no such user` : `unknown user ${name}`);
      } else await show(call, identity);
    }
    return call.status;
  },
};

/** The ids of the process itself; GNU puts its own group first, BusyBox sorts it in with the others. */
function own({ process, gnu }: Call): Identity {
  const { uid, gid } = process;
  const all = [...new Set([gid, ...process.groups])];
  return { uid, gid, groups: gnu ? all : all.sort((a, b) => a - b) };
}

function identityOf(call: Call, name: string): Identity | undefined {
  const user = readUsers(call.process).find((entry) => entry.name === name || String(entry.uid) === name);
  if (user === undefined) return undefined;
  const groups = readGroups(call.process).filter(({ members }) => members.includes(user.name));
  return { ...user, groups: [user.gid, ...groups.map(({ gid }) => gid).filter((gid) => gid !== user.gid)] };
}

async function show(call: Call, { uid, gid, groups }: Identity): Promise<number> {
  const names = new AccountNames(call.process);
  const end = call.has('z') ? '\0' : '\n';
  const unknown: string[] = [];
  const named = (kind: 'user' | 'group') => (number: number) => {
    const name = call.has('n') ? names[kind](number) : String(number);
    if (name === undefined) {
      unknown.push(call.gnu ? `cannot find name for ${kind} ID ${number}` : `unknown ID ${number}`);
    }
    return name ?? String(number);
  };
  const [user, group] = [named('user'), named('group')];
  if (call.has('u')) call.print(user(uid) + end);
  else if (call.has('g')) call.print(group(gid) + end);
  else if (call.has('G')) call.print(groups.map(group).join(' ') + end);
  else {
    const both = (number: number, name: string | undefined) =>
      name === undefined ? String(number) : `${number}(${name})`;
    const list = groups.map((number) => both(number, names.group(number))).join(',');
    call.print(`uid=${both(uid, names.user(uid))} gid=${both(gid, names.group(gid))} groups=${list}\n`);
  }
  for (const problem of unknown) await call.complain(problem);
  return unknown.length > 0 ? 1 : 0;
}
