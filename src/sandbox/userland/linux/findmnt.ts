import { deviceOf } from '../../kernel/fs/device.ts';
import { formatMountOptions, formatOptions, type Mount } from '../../kernel/fs/mount.ts';
import { type MountLine, visibleMounts } from '../../kernel/fs/mount-info.ts';
import { terminalOf } from '../text/screen.ts';
import type { Call } from '../tool/call.ts';
import { type Column, formatJson, formatTable, type Row } from './table.ts';

const COLUMNS: Readonly<
  Record<string, { readonly right?: boolean; readonly text: (line: MountLine, call: Call) => string }>
> = {
  TARGET: { text: ({ mountPoint }) => mountPoint },
  SOURCE: { text: ({ mount }, call) => sourceOf(mount, call.has('v')) },
  FSTYPE: { text: ({ mount }) => mount.fs.type },
  OPTIONS: { text: ({ mount }) => formatMountOptions(mount) },
  'VFS-OPTIONS': { text: ({ mount }) => formatOptions(mount.options) },
  'FS-OPTIONS': { text: ({ mount }) => [mount.options.ro === true ? 'ro' : 'rw', ...mount.fsOptions].join(',') },
  PROPAGATION: { text: ({ mount }) => propagationOf(mount) },
  FSROOT: { text: ({ mount }) => `/${mount.root.join('/')}` },
  ID: { right: true, text: ({ mount }) => String(mount.id) },
  PARENT: { right: true, text: ({ mount }) => String(mount.at?.mount.id ?? 0) },
  'MAJ:MIN': {
    text: ({ mount }) => {
      const { major, minor } = deviceOf(mount.fs.dev);
      return `${major}:${minor}`;
    },
  },
  'OPT-FIELDS': { text: ({ mount }) => optionalFields(mount) },
  SIZE: { right: true, text: ({ mount }, call) => size(mount.fs.usage?.().total, call) },
  USED: { right: true, text: ({ mount }, call) => size(mount.fs.usage?.().used, call) },
  AVAIL: {
    right: true,
    text: ({ mount }, call) => {
      const usage = mount.fs.usage?.();
      return size(usage && usage.total - usage.used, call);
    },
  },
  'USE%': {
    right: true,
    text: ({ mount }) => {
      const usage = mount.fs.usage?.();
      return usage === undefined || usage.total === 0 ? '-' : `${Math.round((usage.used / usage.total) * 100)}%`;
    },
  },
};
const DEFAULT = ['TARGET', 'SOURCE', 'FSTYPE', 'OPTIONS'];
const DF = ['SOURCE', 'FSTYPE', 'SIZE', 'USED', 'AVAIL', 'USE%', 'TARGET'];
const NUMBERS = new Set(['ID', 'PARENT']);
const PSEUDO = new Set(['proc', 'sysfs', 'cgroup2', 'devpts', 'mqueue', 'nsfs']);

const sourceOf = ({ source, root, fs }: Mount, withoutRoot: boolean): string =>
  root.length === 0 || withoutRoot ? source : `${source}[${fs.type === 'nsfs' ? '' : '/'}${root.join('/')}]`;

function propagationOf({ propagation: { shared, master, unbindable } }: Mount): string {
  if (unbindable === true) return 'unbindable';
  const words = [shared === undefined ? 'private' : 'shared', ...(master === undefined ? [] : ['slave'])];
  return words.join(',');
}

function optionalFields({ propagation: { shared, master, unbindable } }: Mount): string {
  const words = [shared !== undefined && `shared:${shared}`, master !== undefined && `master:${master}`];
  return [...words, unbindable === true && 'unbindable'].filter((word) => word !== false).join(' ');
}

function size(bytes: number | undefined, call: Call): string {
  if (bytes === undefined) return '0';
  if (call.has('b')) return String(bytes);
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < 4) {
    value /= 1024;
    unit++;
  }
  return unit === 0 ? (value === 0 ? '0' : `${value}B`) : `${Number(value.toFixed(1))}${'BKMGT'[unit] ?? ''}`;
}

/** findmnt(8): mounts as the kernel lists them, as a tree. */
export async function runFindmnt(call: Call): Promise<number> {
  for (const key of ['s', 'p', 'x', 'F', 'e'] as const) {
    if (call.has(key)) return call.die(`drydock: not simulated: -${key}`);
  }
  const columns = await chosen(call);
  const task = call.value('N');
  const reader = task === undefined ? call.process : call.process.find(Number(task));
  if (reader === undefined) return call.die(`failed to read: /proc/${task ?? ''}/mountinfo: No such file or directory`);
  const all = visibleMounts(reader.namespaces.mnt, reader.fs.rootPlace);
  const found = filtered(call, all);
  if (found.length === 0) return 1;
  const wholeTree = found.length === all.length || call.has('tree');
  const flat =
    call.has('l') ||
    call.has('r') ||
    call.has('P') ||
    call.has('D') ||
    (!wholeTree && !call.has('R') && !call.has('J'));
  const rows = flat
    ? found.map((line) => rowOf(line, columns, call))
    : tree(found, columns, call, all.length !== found.length);
  if (call.has('J')) call.print(formatJson('filesystems', columns, rows, NUMBERS));
  else if (call.has('P')) call.print(rows.map(({ cells }) => pairs(columns, cells)).join(''));
  else {
    const treeColumn = flat ? undefined : columns.findIndex(({ name }) => name === 'TARGET');
    const width = call.has('u') ? undefined : terminalOf(call.process, 1)?.size.columns;
    call.print(
      formatTable(columns, rows, {
        headings: !call.has('n'),
        width,
        raw: call.has('r'),
        ...(treeColumn !== undefined && { tree: treeColumn }),
      }),
    );
  }
  return 0;
}

const pairs = (columns: readonly Column[], cells: readonly string[]): string =>
  `${columns.map(({ name }, index) => `${name}="${cells[index] ?? ''}"`).join(' ')}\n`;

async function chosen(call: Call): Promise<Column[]> {
  const usual = call.has('D') ? DF : DEFAULT;
  const text = call.has('output-all') ? Object.keys(COLUMNS).join(',') : (call.value('o') ?? usual.join(','));
  const names = text.replace(/^\+/, `${usual.join(',')},`).split(',');
  const columns: Column[] = [];
  for (const name of names) {
    const known = COLUMNS[name.toUpperCase()];
    if (known === undefined) return call.die(`unknown column: ${name}`);
    columns.push({ name: name.toUpperCase(), ...(known.right === true && { right: true }) });
  }
  return columns;
}

const rowOf = (line: MountLine, columns: readonly Column[], call: Call): Row => ({
  cells: columns.map(({ name }) => COLUMNS[name]?.text(line, call) ?? ''),
});

/** Mounts below those that they are on; a found one whose parent is not found stands for itself. */
function tree(lines: readonly MountLine[], columns: readonly Column[], call: Call, partial: boolean): Row[] {
  const ids = new Set(lines.map(({ mount }) => mount.id));
  const nodeOf = (line: MountLine): Row => ({
    ...rowOf(line, columns, call),
    children: lines.filter(({ mount }) => mount.at?.mount.id === line.mount.id && mount !== line.mount).map(nodeOf),
  });
  const isTop = ({ mount, mountPoint }: MountLine) =>
    partial ? mount.at === undefined || !ids.has(mount.at.mount.id) : mountPoint === '/' && !hasVisibleParent(mount);
  const hasVisibleParent = ({ at }: Mount) => at !== undefined && ids.has(at.mount.id);
  return lines.filter(isTop).map(nodeOf);
}

function filtered(call: Call, all: readonly MountLine[]): MountLine[] {
  const { process } = call;
  let lines = [...all];
  const types = call.value('t')?.split(',');
  if (types !== undefined) {
    const not = types[0]?.startsWith('no') === true;
    const names = types.map((type) => (not ? type.replace(/^no/, '') : type));
    lines = lines.filter(({ mount }) => names.includes(mount.fs.type) !== not);
  }
  const wantedOptions = call.value('O')?.split(',');
  if (wantedOptions !== undefined) {
    lines = lines.filter(({ mount }) => {
      const has = formatMountOptions(mount).split(',');
      return wantedOptions.every((word) => has.includes(word));
    });
  }
  if (call.has('real')) lines = lines.filter(({ mount }) => mount.source.startsWith('/'));
  if (call.has('pseudo')) lines = lines.filter(({ mount }) => !mount.source.startsWith('/'));
  if (call.has('D')) lines = lines.filter(({ mount }) => !PSEUDO.has(mount.fs.type) && mount.fs.usage !== undefined);
  const [first, second] = call.operands;
  const canonical = (path: string) => (process.fs.exists(path) ? process.fs.realpath(path) : path);
  const source = call.value('S') ?? (second === undefined ? undefined : first);
  const point = call.value('M') ?? second;
  if (source !== undefined) lines = lines.filter(({ mount }) => mount.source === source);
  if (point !== undefined) lines = lines.filter(({ mountPoint }) => mountPoint === canonical(point));
  const inside = call.value('T');
  if (inside !== undefined) {
    if (!process.fs.exists(inside)) return [];
    const { mount } = process.fs.resolve(inside);
    lines = lines.filter((line) => line.mount.id === mount.id);
  }
  if (first !== undefined && second === undefined) {
    lines = lines.filter(({ mount, mountPoint }) => mount.source === first || mountPoint === canonical(first));
  }
  if (call.has('i')) lines = all.filter((line) => !lines.includes(line));
  if (call.has('R')) {
    const ids = new Set(lines.map(({ mount }) => mount.id));
    for (const { mount } of all) if (mount.at !== undefined && ids.has(mount.at.mount.id)) ids.add(mount.id);
    lines = all.filter(({ mount }) => ids.has(mount.id));
  }
  return call.has('f') ? lines.slice(0, 1) : lines;
}
