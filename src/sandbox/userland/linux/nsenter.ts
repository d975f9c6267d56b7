import { Errno } from '../../kernel/errno.ts';
import { NAMESPACE_KINDS, type NamespaceKind, type Namespaces } from '../../kernel/namespace.ts';
import type { Process } from '../../kernel/process.ts';
import { setNamespaces } from '../../kernel/unshare.ts';
import type { Call } from '../tool/call.ts';
import { become, fork, shellOf } from './child.ts';
import { mappedId } from './mapped-id.ts';
import { KIND_OF_LETTER, openNamespace } from './namespaces.ts';

type Entered = { -readonly [Kind in NamespaceKind]?: Namespaces[Kind] };

/** nsenter(1): moves into namespaces of another process, and becomes a program. */
export async function runNsenter(call: Call): Promise<number> {
  const { process } = call;
  const target = call.value('t');
  if (target !== undefined && !/^\d+$/.test(target)) return call.die(`failed to parse pid: '${target}'`);
  const found = await namespacesOf(call, target);
  const root = await placeOf(call, 'r', target, 'root');
  const directory = await placeOf(call, 'w', target, 'cwd');
  try {
    setNamespaces(process, found);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    const [kind = 'user'] = Object.keys(found);
    return call.die(`reassociate to namespace 'ns/${kind}' failed: ${error.message}`);
  }
  if (root !== undefined) process.become({ root, cwd: '/' });
  if (directory !== undefined) process.become({ cwd: directory });
  const inner = call.value('W');
  if (inner !== undefined) {
    try {
      process.chdir(inner);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return call.die(`cannot open current working directory: ${error.message}`);
    }
  }
  changeUser(call, found.user !== undefined);
  const argv = call.operands.length > 0 ? call.operands : shellOf(process);
  if (found.pid !== undefined && !call.has('F')) return fork(call, (child) => become(call, argv, child));
  return become(call, argv);
}

async function namespacesOf(call: Call, target: string | undefined): Promise<Entered> {
  const { process } = call;
  const found: Entered = {};
  const named = new Map(
    call.options.given.flatMap(([letter, path]) => {
      const kind = KIND_OF_LETTER[letter];
      return kind === undefined ? [] : [[kind, path] as const];
    }),
  );
  for (const kind of ['user', ...NAMESPACE_KINDS.filter((other) => other !== 'user')] as const) {
    const path = named.get(kind) ?? (call.has('a') ? '' : undefined);
    if (path === undefined) continue;
    if (path === '' && target === undefined) {
      const missing = named.has(kind)
        ? `neither filename nor target pid supplied for ns/${kind}`
        : 'no target PID specified for --all';
      return call.die(missing);
    }
    try {
      const namespace = open(process, kind, path === '' ? `/proc/${target ?? ''}/ns/${kind}` : path);
      const already = call.has('a') && !named.has(kind) && namespace[kind] === process.namespaces[kind];
      if (!already) Object.assign(found, namespace);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      if (error.code === 'EINVAL') return call.die(`reassociate to namespace 'ns/${kind}' failed: ${error.message}`);
      return call.die(`cannot open ${error.path ?? path}: ${error.message}`);
    }
  }
  return found;
}

/** A namespace by its file; `ip netns` also keeps names of network namespaces. */
function open(process: Process, kind: NamespaceKind, path: string): Partial<Namespaces> {
  const [, name] = /^(?:\/var)?\/run\/netns\/([^/]+)$/.exec(path) ?? [];
  const named = name === undefined || kind !== 'net' ? undefined : process.kernel.network.named.get(name);
  if (named !== undefined) return { net: named };
  const pid = /^\/proc\/(\d+)\/ns\//.exec(path)?.[1];
  const target = pid === undefined ? undefined : process.find(Number(pid));
  if (target !== undefined && !mayLookInto(process, target)) throw new Errno('EACCES', path);
  const namespace = openNamespace(process, path);
  if (!(kind in namespace)) throw new Errno('EINVAL', path);
  return namespace;
}

const mayLookInto = (process: Process, target: Process): boolean =>
  process.has('CAP_SYS_PTRACE') ||
  (process.credentials.uid === target.credentials.uid && process.namespaces.user === target.namespaces.user);

/** `--root` and `--wd`: a directory that was named, or the target's own, as seen from the root of its mounts. */
async function placeOf(
  call: Call,
  key: 'r' | 'w',
  target: string | undefined,
  link: 'root' | 'cwd',
): Promise<string | undefined> {
  if (!call.has(key)) return undefined;
  const { process } = call;
  const named = call.value(key) ?? '';
  if (named !== '') {
    if (!process.fs.isDirectory(named)) return call.die(`cannot open ${named}: No such file or directory`);
    return process.fs.realpath(named);
  }
  const other = target === undefined ? undefined : process.find(Number(target));
  if (other === undefined) return call.die(`neither filename nor target pid supplied for ${link}`);
  return link === 'root' ? other.fs.root : other.cwd;
}

function changeUser(call: Call, entersUser: boolean): void {
  if (call.has('preserve-credentials')) return;
  const { process } = call;
  const { credentials } = process;
  const mapped = (text: string | undefined, own: number, key: 'uidMap' | 'gidMap') => {
    if (text === undefined && !entersUser) return own;
    return mappedId(process, Number(text ?? 0), key) ?? own;
  };
  const uid = mapped(call.value('S'), credentials.uid, 'uidMap');
  const gid = mapped(call.value('G'), credentials.gid, 'gidMap');
  process.become({ credentials: { ...credentials, uid, gid, ...(entersUser && { groups: [] }) } });
  if (process.uid !== 0) process.become({ credentials: { ...process.credentials, capabilities: new Set() } });
}
