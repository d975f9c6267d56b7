import { NAMESPACE_KINDS, type NamespaceKind } from '../../kernel/namespace.ts';
import type { Process } from '../../kernel/process.ts';
import { readUsers } from '../text/accounts.ts';
import { terminalOf } from '../text/screen.ts';
import type { Call } from '../tool/call.ts';
import { type Column, formatJson, formatTable, type Row } from './table.ts';

interface Listed {
  readonly inode: number;
  readonly kind: NamespaceKind;
  readonly members: readonly Process[];
  /** The member with the lowest id. */
  readonly first: Process;
}

const COLUMNS: readonly Column[] = [
  { name: 'NS', right: true },
  { name: 'TYPE' },
  { name: 'PATH' },
  { name: 'NPROCS', right: true },
  { name: 'PID', right: true },
  { name: 'PPID', right: true },
  { name: 'COMMAND' },
  { name: 'UID', right: true },
  { name: 'USER' },
  { name: 'NETNSID', right: true },
  { name: 'NSFS' },
  { name: 'PNS', right: true },
  { name: 'ONS', right: true },
];
const NUMBERS = new Set(['NS', 'NPROCS', 'PID', 'PPID', 'UID', 'PNS', 'ONS']);
const DEFAULT = ['NS', 'TYPE', 'NPROCS', 'PID', 'USER', 'COMMAND'];
const DEFAULT_OF_NET = ['NS', 'TYPE', 'NPROCS', 'PID', 'USER', 'NETNSID', 'NSFS', 'COMMAND'];

/** lsns(8): namespaces of the processes whose /proc the caller may read. */
export async function runLsns(call: Call): Promise<number> {
  const { process } = call;
  const types = call.options.values('t');
  const strange = types.find((type) => !NAMESPACE_KINDS.some((kind) => kind === type));
  if (strange !== undefined) return call.die(`unknown namespace type: ${strange}`);
  const pid = call.value('p');
  const task = pid === undefined ? undefined : process.find(Number(pid));
  const [wanted] = call.operands;
  if (wanted !== undefined && !/^\d+$/.test(wanted)) return call.die(`invalid namespace argument: '${wanted}'`);
  if (pid !== undefined && task === undefined) return 1;
  const columns = await chosen(call);
  let listed = namespacesSeenBy(process).filter(({ kind }) => types.length === 0 || types.includes(kind));
  if (task !== undefined) listed = listed.filter(({ kind, inode }) => inodeOf(task, kind) === inode);
  if (wanted !== undefined)
    return members(
      call,
      listed.find(({ inode }) => inode === Number(wanted)),
      wanted,
    );
  const flat = call.has('l') || call.has('r');
  const rows = flat ? listed.map((each) => ({ cells: cells(process, each, columns) })) : tree(process, listed, columns);
  print(call, columns, rows, 'namespaces');
  return 0;
}

function print(call: Call, columns: readonly Column[], rows: readonly Row[], key: string): void {
  if (call.has('J')) return call.print(formatJson(key, columns, rows, NUMBERS));
  const tree = columns.findIndex(({ name }) => name === 'COMMAND');
  const width = call.has('u') ? undefined : terminalOf(call.process, 1)?.size.columns;
  call.print(formatTable(columns, rows, { headings: !call.has('n'), tree, width, raw: call.has('r') }));
}

async function chosen(call: Call): Promise<Column[]> {
  if (call.has('output-all')) return [...COLUMNS];
  const text = call.value('o');
  const usual = call.options.values('t').includes('net') ? DEFAULT_OF_NET : DEFAULT;
  const names = text === undefined ? usual : text.replace(/^\+/, `${usual.join(',')},`).split(',');
  const found: Column[] = [];
  for (const name of names) {
    const column = COLUMNS.find((candidate) => candidate.name === name.toUpperCase());
    if (column === undefined) return call.die(`unknown column: ${name}`);
    found.push(column);
  }
  return found;
}

const inodeOf = (process: Process, kind: NamespaceKind): number => process.namespaces[kind].inode;

/** /proc/PID/ns can be read by its user, and by who may trace it. */
const mayRead = (reader: Process, other: Process): boolean =>
  other.status === undefined && (reader.has('CAP_SYS_PTRACE') || reader.credentials.uid === other.credentials.uid);

function namespacesSeenBy(reader: Process): Listed[] {
  const found = new Map<string, { inode: number; kind: NamespaceKind; members: Process[] }>();
  const processes = [...reader.namespaces.pid.processes.values()].filter((process) => mayRead(reader, process));
  for (const process of processes) {
    for (const kind of NAMESPACE_KINDS) {
      const inode = inodeOf(process, kind);
      const key = `${kind}:${inode}`;
      const entry = found.get(key) ?? { inode, kind, members: [] };
      entry.members.push(process);
      found.set(key, entry);
    }
  }
  return [...found.values()]
    .map((entry) => ({ ...entry, first: entry.members[0] as Process }))
    .sort((a, b) => a.inode - b.inode);
}

/** A namespace hangs below the last one that its first process's parent is the first process of. */
function tree(reader: Process, listed: readonly Listed[], columns: readonly Column[]): Row[] {
  const rows: Row[] = [];
  const lineOf = new Map<Process, Row[]>();
  const pending = listed.map((each) => {
    const children: Row[] = [];
    return { each, children, row: { cells: cells(reader, each, columns), children } };
  });
  for (const { each, children } of pending) lineOf.set(each.first, children);
  for (const { each, row } of pending) {
    const { parent } = each.first;
    ((parent !== undefined && lineOf.get(parent)) || rows).push(row);
  }
  return rows;
}

function cells(reader: Process, { inode, kind, members, first }: Listed, columns: readonly Column[]): string[] {
  const { pid, user } = first.namespaces;
  const values: Record<string, () => string> = {
    NS: () => String(inode),
    TYPE: () => kind,
    PATH: () => `/proc/${idFor(reader, first)}/ns/${kind}`,
    NPROCS: () => String(members.length),
    PID: () => String(idFor(reader, first)),
    PPID: () => String(first.parent === undefined ? 0 : idFor(reader, first.parent)),
    COMMAND: () => first.argv.join(' '),
    UID: () => String(first.uid),
    USER: () => userName(reader, first),
    NETNSID: () => (kind === 'net' ? 'unassigned' : ''),
    NSFS: () => '',
    PNS: () => String(kind === 'pid' ? (pid.parent?.inode ?? 0) : kind === 'user' ? (user.parent?.inode ?? 0) : 0),
    ONS: () => String(kind === 'user' ? (user.parent?.inode ?? 0) : user.inode),
  };
  return columns.map(({ name }) => values[name]?.() ?? '');
}

const idFor = (reader: Process, process: Process): number => process.pidIn(reader.namespaces.pid) ?? 0;

function userName(reader: Process, process: Process): string {
  const { uid } = process.credentials;
  return readUsers(reader).find((user) => user.uid === uid)?.name ?? String(uid);
}

/** `lsns INODE`: the processes of one namespace. */
function members(call: Call, listed: Listed | undefined, wanted: string): Promise<never> | number {
  if (listed === undefined) return call.die(`not found namespace: ${wanted}`);
  const columns: Column[] = [
    { name: 'PID', right: true },
    { name: 'PPID', right: true },
    { name: 'USER' },
    { name: 'COMMAND' },
  ];
  const rowOf = (process: Process): Row => ({
    cells: [
      String(idFor(call.process, process)),
      String(process.parent === undefined ? 0 : idFor(call.process, process.parent)),
      userName(call.process, process),
      process.argv.join(' '),
    ],
    children: listed.members.filter(({ parent }) => parent === process).map(rowOf),
  });
  const roots = listed.members.filter(({ parent }) => parent === undefined || !listed.members.includes(parent));
  print(call, columns, roots.map(rowOf), 'namespaces');
  return 0;
}
