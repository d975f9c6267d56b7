import { Errno } from '../kernel/errno.ts';
import { readGroups, readUsers } from './text/accounts.ts';
import type { Call } from './tool/call.ts';
import { runProgram } from './tool/run-program.ts';
import type { Tool } from './tool/tool.ts';

/** util-linux 2.38. Sets ids and groups, and becomes a program; entrypoints of images step down from root with it. */
export const setpriv: Tool = {
  name: 'setpriv',
  about: 'Run a program with different privilege settings.',
  gnu: {
    short: 'dhV',
    long: 'dump=d reuid:=u regid:=g clear-groups=c keep-groups=k init-groups=i groups:=G nnp=n no-new-privs=n reset-env=r help=h version=V',
    usage: '[options] <program> [<argument>...]',
    failure: 1,
    leading: true,
  },
  async run(call) {
    if (call.has('d')) return call.die('drydock: not simulated: --dump');
    if (call.operands.length === 0) return call.die('No program specified');
    const uid = idOf(call, 'u', readUsers(call.process), ({ uid }) => uid);
    if (uid === 'unknown') return call.die(`failed to parse reuid: '${call.value('u')}'`);
    const gid = idOf(call, 'g', readGroups(call.process), ({ gid }) => gid);
    if (gid === 'unknown') return call.die(`failed to parse regid: '${call.value('g')}'`);
    const ways = ['c', 'k', 'i', 'G'].filter((key) => call.has(key));
    if (ways.length > 1) {
      return call.die('mutually exclusive arguments: --clear-groups --keep-groups --init-groups --groups');
    }
    if (gid !== undefined && ways.length === 0) {
      return call.die('--[re]gid requires --keep-groups, --clear-groups, --init-groups, or --groups');
    }
    const strange = supplementary(call).find(({ gid: number }) => Number.isNaN(number));
    if (strange !== undefined) return call.die(`Invalid supplementary group id: '${strange.text}'`);
    if (call.has('i') && uid === undefined) return call.die('--init-groups requires --ruid or --reuid');
    const { credentials } = call.process;
    const change = { uid: uid ?? credentials.uid, gid: gid ?? credentials.gid };
    if (change.gid !== credentials.gid && !call.process.has('CAP_SETGID')) {
      return call.die(`setresgid failed: ${new Errno('EPERM').message}`);
    }
    if (change.uid !== credentials.uid && !call.process.has('CAP_SETUID')) {
      return call.die(`setresuid failed: ${new Errno('EPERM').message}`);
    }
    const capabilities = change.uid === 0 ? credentials.capabilities : new Set<string>();
    call.process.become({
      credentials: {
        ...credentials,
        ...change,
        groups: groupsOf(call, change.uid),
        capabilities,
        noNewPrivs: credentials.noNewPrivs || call.has('n'),
      },
    });
    return runProgram(call, call.operands, {
      ...(call.has('r') && { env: loginEnvironment(call, change.uid) }),
      words: ({ message }) => `failed to execute ${call.operands[0]}: ${message}`,
    });
  },
};

/** A number, or a name that is looked up. */
function idOf<Row extends { readonly name: string }>(
  call: Call,
  key: string,
  rows: readonly Row[],
  id: (row: Row) => number,
): number | 'unknown' | undefined {
  const text = call.value(key);
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const row = rows.find(({ name }) => name === text);
  return row === undefined ? 'unknown' : id(row);
}

/** The groups of `--groups`, by number or name. */
function supplementary(call: Call): { readonly text: string; readonly gid: number }[] {
  const known = readGroups(call.process);
  const texts = call.value('G')?.split(',') ?? [];
  return texts.map((text) => ({ text, gid: known.find(({ name }) => name === text)?.gid ?? Number(text) }));
}

function groupsOf(call: Call, uid: number): readonly number[] {
  if (call.has('c')) return [];
  if (call.has('G')) return supplementary(call).map(({ gid }) => gid);
  if (!call.has('i')) return call.process.credentials.groups;
  const user = readUsers(call.process).find((row) => row.uid === uid);
  if (user === undefined) return [];
  const listed = readGroups(call.process).filter(({ members }) => members.includes(user.name));
  return [user.gid, ...listed.map(({ gid }) => gid)];
}

function loginEnvironment(call: Call, uid: number): Map<string, string> {
  const user = readUsers(call.process).find((row) => row.uid === uid);
  const term = call.process.env.get('TERM');
  return new Map([
    ...(term === undefined ? [] : [['TERM', term] as const]),
    ['SHELL', user?.shell ?? '/bin/sh'],
    ['HOME', user?.home ?? '/'],
    ['USER', user?.name ?? ''],
    ['LOGNAME', user?.name ?? ''],
    [
      'PATH',
      uid === 0 ? '/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin' : '/usr/local/bin:/bin:/usr/bin',
    ],
  ]);
}
