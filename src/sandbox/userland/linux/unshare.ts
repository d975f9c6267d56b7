import { Errno } from '../../kernel/errno.ts';
import { encode } from '../../kernel/bytes.ts';
import { exitCode } from '../../kernel/exit-status.ts';
import type { PropagationKind } from '../../kernel/fs/propagation.ts';
import type { NamespaceKind } from '../../kernel/namespace.ts';
import { NamespaceFile } from '../../kernel/namespace-file.ts';
import type { Process } from '../../kernel/process.ts';
import { createProc } from '../../kernel/proc/proc.ts';
import { unshare } from '../../kernel/unshare.ts';
import { readGroups, readUsers } from '../text/accounts.ts';
import type { Call } from '../tool/call.ts';
import { become, fork, shellOf } from './child.ts';
import { mappedId } from './mapped-id.ts';
import { mountNamespaceFile } from './namespace-mount.ts';
import { KIND_OF_LETTER } from './namespaces.ts';

/** unshare(1): leaves namespaces, maps ids, and becomes a program. */
export async function runUnshare(call: Call): Promise<number> {
  const { process } = call;
  const maps = ['r', 'c', 'map-user', 'map-group', 'map-users', 'map-groups', 'map-auto'].some((key) => call.has(key));
  const kinds = new Set<NamespaceKind>();
  for (const [letter, kind] of Object.entries(KIND_OF_LETTER)) if (call.has(letter)) kinds.add(kind);
  if (maps) kinds.add('user');
  if (call.has('mount-proc')) kinds.add('mnt');
  const propagation = call.value('propagation') ?? 'private';
  if (!['shared', 'slave', 'private', 'unchanged'].includes(propagation)) {
    return call.die(`unsupported propagation mode: ${propagation}`);
  }
  if ((call.has('monotonic') || call.has('boottime')) && !kinds.has('time')) {
    return call.die('options --monotonic and --boottime require unsharing of a time namespace (-T)');
  }
  if (call.has('map-auto')) return call.die('drydock: not simulated: --map-auto');
  const user = idOf(call, 'map-user');
  const group = idOf(call, 'map-group');
  const outer = { uid: process.uid, gid: process.gid };
  const helper = call.has('map-users') || call.has('map-groups') ? startHelper(call) : undefined;
  try {
    unshare(process, kinds);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return call.die(call.gnu ? `unshare failed: ${error.message}` : `unshare(${flagsText(kinds)}): ${error.message}`);
  }
  try {
    if (kinds.has('time')) setOffsets(call);
    keepInFiles(call);
    mapIds(call, outer, { user, group });
    if (helper !== undefined && (await helper.mapRanges()) !== 0) return 1;
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return call.die(`${error.path === undefined ? '' : `write failed ${error.path}: `}${error.message}`);
  }
  if (kinds.has('mnt') && propagation !== 'unchanged') {
    const { mnt } = process.namespaces;
    mnt.propagate(mnt.root, propagation as PropagationKind, { recursive: true });
  }
  if (call.has('f') || call.has('kill-child'))
    return fork(call, (child) => finish(call, child), call.has('kill-child'));
  return finish(call, process);
}

/** Bits of unshare(2). @see linux/sched.h */
const CLONE: Readonly<Record<NamespaceKind, number>> = {
  time: 0x80,
  mnt: 0x20000,
  cgroup: 0x2000000,
  uts: 0x4000000,
  ipc: 0x8000000,
  user: 0x10000000,
  pid: 0x20000000,
  net: 0x40000000,
};

const flagsText = (kinds: ReadonlySet<NamespaceKind>): string =>
  `0x${[...kinds].reduce((sum, kind) => sum + CLONE[kind], 0).toString(16)}`;

/** What happens in the process that becomes the program. */
async function finish(call: Call, process: Process): Promise<number> {
  try {
    const root = call.value('R');
    if (root !== undefined) {
      if (process.fs.stat(root).type !== 'directory') throw new Errno('ENOTDIR', root);
      const inside = process.fs.realpath(root);
      process.become({ root: `${process.fs.root === '/' ? '' : process.fs.root}${inside}`, cwd: '/' });
    }
    const directory = call.value('w');
    if (directory !== undefined) process.chdir(directory);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    const words = error.path === call.value('R') ? 'cannot change root directory to' : 'cannot chdir to';
    await process.err(`${call.name}: ${words} '${error.path ?? ''}': ${error.message}\n`);
    return 1;
  }
  if (call.has('mount-proc') && !(await mountProc(call, process))) return 1;
  const { credentials } = process;
  const uid = call.value('S');
  const gid = call.value('G');
  process.become({
    credentials: {
      ...credentials,
      ...(uid !== undefined && { uid: mappedId(process, Number(uid), 'uidMap') ?? credentials.uid }),
      ...(gid !== undefined && { gid: mappedId(process, Number(gid), 'gidMap') ?? credentials.gid }),
      ...(process.uid !== 0 && !call.has('keep-caps') && { capabilities: new Set<string>() }),
    },
  });
  return become(call, call.operands.length > 0 ? call.operands : shellOf(process), process);
}

async function mountProc(call: Call, process: Process): Promise<boolean> {
  const target = call.value('mount-proc') || '/proc';
  const { mnt, pid } = process.namespaces;
  try {
    const place = process.fs.resolve(target);
    if (place.stat === undefined) throw new Errno('ENOENT', target);
    if (place.mount.at !== undefined) mnt.propagate(place.mount, 'private', { recursive: true });
    const options = { nosuid: true, nodev: true, noexec: true, relatime: true };
    mnt.mount({ fs: createProc(process.kernel, pid), source: 'proc', options }, place);
    return true;
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    await process.err(`${call.name}: mount ${target} failed: ${error.message}\n`);
    return false;
  }
}

/** `--uts=FILE`: the namespace stays when its processes have gone, as FILE. */
function keepInFiles({ process, options }: Call): void {
  for (const [letter, path] of options.given) {
    const kind = KIND_OF_LETTER[letter];
    if (kind === undefined || path === '') continue;
    const namespace = kind === 'pid' ? process.pidNamespaceForChildren : process.namespaces[kind];
    mountNamespaceFile(process, new NamespaceFile(kind, namespace), path);
  }
}

function setOffsets(call: Call): void {
  const { process } = call;
  const { time } = process.namespaces;
  const monotonic = Number(call.value('monotonic') ?? 0);
  const boottime = Number(call.value('boottime') ?? 0);
  process.become({ namespaces: { time: { ...time, monotonic, boottime } } });
}

interface Mapped {
  readonly user: number | undefined;
  readonly group: number | undefined;
}

function mapIds(call: Call, outer: { uid: number; gid: number }, { user, group }: Mapped): void {
  const { fs } = call.process;
  const write = (path: string, text: string) => fs.writeFile(path, encode(text));
  const both = call.has('r') ? { uid: 0, gid: 0 } : call.has('c') ? outer : undefined;
  const uid = user ?? both?.uid;
  const gid = group ?? both?.gid;
  const groups = call.value('setgroups');
  if (uid !== undefined) write('/proc/self/uid_map', `${uid} ${outer.uid} 1`);
  if (gid !== undefined && groups !== 'allow') write('/proc/self/setgroups', 'deny');
  else if (groups !== undefined) write('/proc/self/setgroups', groups);
  if (gid !== undefined) write('/proc/self/gid_map', `${gid} ${outer.gid} 1`);
}

/** A child that stays in the namespaces left behind: only from there may whole ranges of ids be mapped. */
function startHelper(call: Call): { mapRanges(): Promise<number> } {
  const { process } = call;
  let go: () => void = () => {};
  const ready = new Promise<void>((resolve) => (go = resolve));
  const child = process.spawn({
    argv: process.argv,
    exe: process.exe,
    comm: process.comm,
    program: async (helper) => {
      await helper.waitFor(ready);
      for (const [key, name] of [
        ['map-users', 'uid_map'],
        ['map-groups', 'gid_map'],
      ] as const) {
        const path = `/proc/${process.pid}/${name}`;
        const ranges = call.options.values(key).map(range);
        try {
          if (ranges.length > 0) helper.fs.writeFile(path, encode(ranges.join('\n')));
        } catch (error) {
          if (!(error instanceof Errno)) throw error;
          await helper.err(`${call.name}: write failed ${path}: ${error.message}\n`);
          return 1;
        }
      }
      return 0;
    },
  });
  return {
    async mapRanges() {
      go();
      return exitCode(await process.wait(child));
    },
  };
}

/** `outer,inner,count` as the kernel wants it. */
function range(text: string): string {
  const [outer = '', inner = '', count = ''] = text.split(',');
  return `${inner} ${outer} ${count}`;
}

function idOf(call: Call, key: 'map-user' | 'map-group'): number | undefined {
  const text = call.value(key);
  if (text === undefined || /^\d+$/.test(text)) return text === undefined ? undefined : Number(text);
  if (key === 'map-user') return readUsers(call.process).find(({ name }) => name === text)?.uid;
  return readGroups(call.process).find(({ name }) => name === text)?.gid;
}
