import { Errno } from '../kernel/errno.ts';
import { visibleMounts } from '../kernel/fs/mount-info.ts';
import type { Mount } from '../kernel/fs/mount.ts';
import { alignColumns } from './text/columns.ts';
import { humanSize, humanSizeBusybox, parseSize } from './text/size.ts';
import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';

export const df: Tool = {
  name: 'df',
  about: 'Show how much room file systems have',
  gnu: {
    short: 'aB:hHiklmPt:Tvx:',
    long: 'all=a block-size:=B human-readable=h si=H inodes=i local=l portability=P type:=t print-type=T exclude-type:=x total no-sync sync output::',
    usage: '[OPTION]... [FILE]...',
  },
  busybox: { short: 'PkmhTaiB:t:', usage: '[-PkmhTai] [-B SIZE] [-t TYPE] [FILESYSTEM]...' },
  async run(call) {
    if (call.has('output')) return refuse(call, '--output');
    const mounts: Shown[] = [];
    const all = visibleMounts(call.process.namespaces.mnt, call.process.fs.rootPlace);
    for (const path of call.operands) {
      try {
        const { mount } = call.process.fs.resolve(path);
        call.process.fs.stat(path);
        const point = all.find((line) => line.mount.id === mount.id)?.mountPoint ?? '/';
        mounts.push({ mount, point });
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        await call.complain(call.gnu ? `${path}: ${error.message}` : `${path}: can't find mount point`);
      }
    }
    if (call.operands.length === 0)
      mounts.push(
        ...listed(
          call,
          all.map(({ mount, mountPoint }) => ({ mount, point: mountPoint })),
        ),
      );
    if (mounts.length === 0 && call.operands.length > 0) {
      if (!call.gnu) call.print(busyboxHeader(call));
      return 1;
    }
    if (call.has('i')) return inodes(call, mounts);
    if (call.gnu) call.print(gnuTable(call, mounts));
    else call.print(busyboxTable(call, mounts));
    return call.status;
  },
};

interface Shown {
  readonly mount: Mount;
  readonly point: string;
}

interface Room {
  readonly total: number;
  readonly used: number;
  readonly free: number;
}

const roomOf = ({ fs }: Mount): Room => {
  const { total, used } = fs.usage?.() ?? { total: 0, used: 0 };
  const taken = Math.floor(used / 4096) * 4096;
  return { total, used: taken, free: Math.max(0, total - taken) };
};

/** GNU leaves out file systems without blocks and doubles; BusyBox those without blocks. */
function listed(call: Call, mounts: readonly Shown[]): Shown[] {
  const types = call.options.values('t');
  const excluded = call.options.values('x');
  const seen = new Map<number, string>();
  return mounts.filter(({ mount, point }) => {
    const { type, dev } = mount.fs;
    if (types.length > 0 && !types.includes(type)) return false;
    if (excluded.includes(type)) return false;
    if (call.has('a')) return true;
    if (roomOf(mount).total === 0) return false;
    if (!call.gnu) return true;
    if (seen.has(dev)) return false;
    seen.set(dev, point);
    return true;
  });
}

const percent = ({ used, free }: Room): string =>
  used + free === 0 ? '-' : `${Math.ceil((used / (used + free)) * 100)}%`;

function gnuTable(call: Call, mounts: readonly Shown[]): string {
  const human = call.options.lastOf('hH');
  const unit = call.has('m') ? 2 ** 20 : (parseSize(call.value('B')?.replace(/^(?=[a-zA-Z])/, '1') ?? '') ?? 1024);
  const size = (bytes: number) =>
    human === undefined ? String(Math.ceil(bytes / unit)) : humanSize(bytes, human === 'H' ? 1000 : 1024);
  const block =
    unit === 1024 ? (call.has('P') ? '1024' : '1K') : unit === 2 ** 20 ? '1M' : humanSize(unit).replace('.0', '');
  const type = call.has('T');
  const title = human === undefined ? `${block}-blocks` : 'Size';
  const header = [
    'Filesystem',
    ...(type ? ['Type'] : []),
    title,
    'Used',
    human === undefined ? 'Available' : 'Avail',
    call.has('P') ? 'Capacity' : 'Use%',
    'Mounted on',
  ];
  const row = (name: string, kind: string, room: Room, point: string) => [
    name,
    ...(type ? [kind] : []),
    size(room.total),
    size(room.used),
    size(room.free),
    percent(room),
    point,
  ];
  const rows = mounts.map(({ mount, point }) => row(mount.source, mount.fs.type, roomOf(mount), point));
  if (call.has('total')) {
    const sum = (key: keyof Room) => mounts.reduce((total, { mount }) => total + roomOf(mount)[key], 0);
    rows.push(row('total', '-', { total: sum('total'), used: sum('used'), free: sum('free') }, '-'));
  }
  const first = type ? 2 : 1;
  const least = [
    'Filesystem'.padEnd(14),
    ...(type ? ['Type'.padEnd(4)] : []),
    ''.padStart(5),
    ''.padStart(5),
    ''.padStart(5),
    ''.padStart(4),
  ];
  const table = alignColumns([header, ...rows, least], new Set([first, first + 1, first + 2, first + 3])).slice(0, -1);
  return table.map((line) => `${line.trimEnd()}\n`).join('');
}

async function refuse(call: Call, what: string): Promise<number> {
  await call.process.err(`drydock: not simulated: df ${what}\n`);
  return 1;
}

/** Only a tmpfs with a limit counts its files. */
async function inodes(call: Call, mounts: readonly Shown[]): Promise<number> {
  const counted = mounts.flatMap(({ mount, point }) => {
    const count = mount.fs.usage?.().inodes;
    return count === undefined ? [] : [{ name: mount.source, ...count, point }];
  });
  if (counted.length < mounts.length || call.options.lastOf('hH') !== undefined) return refuse(call, '-i');
  const rows = counted.map(({ name, total, used, point }) => {
    const share = `${(call.gnu ? Math.ceil : Math.round)((used / total) * 100)}%`;
    return [name, String(total), String(used), String(total - used), share, point];
  });
  if (call.gnu) {
    const header = ['Filesystem', 'Inodes', 'IUsed', 'IFree', 'IUse%', 'Mounted on'];
    const least = [''.padEnd(14), ...[6, 5, 5, 5].map((width) => ''.padStart(width))];
    const table = alignColumns([header, ...rows, least], new Set([1, 2, 3, 4])).slice(0, -1);
    call.print(table.map((line) => `${line.trimEnd()}\n`).join(''));
    return call.status;
  }
  const line = ([name = '', total = '', used = '', free = '', share = '', point = '']: readonly string[]) =>
    `${name.padEnd(20)} ${total.padStart(9)} ${used.padStart(9)} ${free.padStart(9)} ${share.padStart(4)} ${point}\n`;
  call.print(line(['Filesystem', 'Inodes', 'Used', 'Available', 'Use%', 'Mounted on']) + rows.map(line).join(''));
  return call.status;
}

function busyboxHeader(call: Call): string {
  const size = call.has('h') ? '     Size' : call.has('m') ? '1M-blocks' : call.has('P') ? '1024-blocks' : '1K-blocks';
  const type = call.has('T') ? 'Type       ' : '';
  return `${'Filesystem'.padEnd(20)} ${type}${size.padStart(9)}      Used Available ${call.has('P') ? 'Capacity' : 'Use%'} Mounted on\n`;
}

function busyboxTable(call: Call, mounts: readonly Shown[]): string {
  const unit = call.has('m') ? 2 ** 20 : 1024;
  const size = (bytes: number) =>
    call.has('h') ? (bytes === 0 ? '0' : humanSizeBusybox(bytes)) : String(Math.round(bytes / unit));
  return (
    busyboxHeader(call) +
    mounts
      .map(({ mount, point }) => {
        const room = roomOf(mount);
        const name = mount.source.length > 20 ? `${mount.source}\n${' '.repeat(20)}` : mount.source.padEnd(20);
        const type = call.has('T') ? `${mount.fs.type.padEnd(10)} ` : '';
        const share = room.total === 0 ? 0 : Math.round((room.used / Math.max(1, room.used + room.free)) * 100);
        return `${name} ${type}${[room.total, room.used, room.free].map((bytes) => size(bytes).padStart(9)).join(' ')} ${String(share).padStart(3)}% ${point}\n`;
      })
      .join('')
  );
}
