import type { Stat } from '../../kernel/fs/file-system.ts';
import type { AccountNames } from '../text/accounts.ts';
import { formatMode } from '../text/file-mode.ts';
import { humanSize, humanSizeBusybox } from '../text/size.ts';
import { strftime } from '../text/strftime.ts';
import type { Listed } from './listed.ts';

export interface LongStyle {
  readonly busybox: boolean;
  /** Undefined: numbers. */
  readonly names: AccountNames | undefined;
  readonly owner: boolean;
  readonly group: boolean;
  readonly human: number | undefined;
  readonly inode: boolean;
  readonly blocks: boolean;
  readonly time: string;
  /** ms */
  readonly now: number;
}

/** Half a year of 365.2425 days, ms: older files show their year. */
const HALF_YEAR = 31_556_952_000 / 2;

/** Units of 512 bytes on the disk. */
export const blocksOf = (stat: Stat): number => stat.blocks ?? Math.ceil(stat.size / 4096) * 8;

/** @param minor width of the longest minor number beside it */
const sizeOf = ({ rdev, size }: Stat, style: LongStyle, minor = 0): string => {
  if (rdev !== undefined) return `${rdev.major}, ${String(rdev.minor).padStart(minor)}`;
  if (style.human === undefined) return String(size);
  return style.busybox ? humanSizeBusybox(size) : humanSize(size, style.human);
};

function timeOf(mtime: number, style: LongStyle): string {
  if (style.time === 'full-iso')
    return strftime(style.busybox ? '%Y-%m-%d %H:%M:%S %z' : '%Y-%m-%d %H:%M:%S.%N %z', mtime);
  if (style.time === 'long-iso') return strftime('%Y-%m-%d %H:%M', mtime);
  if (style.time.startsWith('+')) return strftime(style.time.slice(1), mtime);
  const age = style.now - mtime;
  const recent = age < HALF_YEAR && age > (style.busybox ? -15 * 60_000 : -1000);
  if (style.time === 'iso') return strftime(recent ? '%m-%d %H:%M' : '%Y-%m-%d ', mtime);
  return strftime(recent ? '%b %e %H:%M' : '%b %e  %Y', mtime);
}

const user = ({ uid }: Stat, style: LongStyle): string => style.names?.user(uid) ?? String(uid);
const group = ({ gid }: Stat, style: LongStyle): string => style.names?.group(gid) ?? String(gid);

/** Lines of `ls -l`. */
export function formatLong(entries: readonly Listed[], style: LongStyle, nameOf: (entry: Listed) => string): string {
  const widths = style.busybox ? undefined : columnWidths(entries, style);
  return entries
    .map((entry) => {
      const { stat, target } = entry;
      const arrow = target === undefined ? '' : ` -> ${target}`;
      const line = widths === undefined ? busyboxLine(stat, style) : gnuLine(stat, style, widths);
      return `${line} ${timeOf(stat.mtime, style)} ${nameOf(entry)}${arrow}\n`;
    })
    .join('');
}

function busyboxLine(stat: Stat, style: LongStyle): string {
  const inode = style.inode ? `${String(stat.ino).padStart(7)} ` : '';
  const blocks = style.blocks ? `${String(blocksOf(stat) / 2).padStart(6)} ` : '';
  const owner = `${user(stat, style).slice(0, 8).padEnd(8)} ${group(stat, style).slice(0, 8).padEnd(8)}`;
  const size =
    stat.rdev === undefined
      ? sizeOf(stat, style).padStart(9)
      : `${String(stat.rdev.major).padStart(4)}, ${String(stat.rdev.minor).padStart(3)}`;
  return `${inode}${blocks}${formatMode(stat)} ${String(stat.nlink).padStart(4)} ${owner} ${size}`;
}

interface Widths {
  readonly inode: number;
  readonly blocks: number;
  readonly links: number;
  readonly user: number;
  readonly group: number;
  readonly size: number;
  /** Of the longest minor number of a device. */
  readonly minor: number;
}

function columnWidths(entries: readonly Listed[], style: LongStyle): Widths {
  const widest = (text: (stat: Stat) => string) => Math.max(...entries.map(({ stat }) => text(stat).length));
  const minor = widest(({ rdev }) => (rdev === undefined ? '' : String(rdev.minor)));
  return {
    minor,
    inode: widest((stat) => String(stat.ino)),
    blocks: widest((stat) => String(blocksOf(stat) / 2)),
    links: widest((stat) => String(stat.nlink)),
    user: widest((stat) => user(stat, style)),
    group: widest((stat) => group(stat, style)),
    size: widest((stat) => sizeOf(stat, style, minor)),
  };
}

function gnuLine(stat: Stat, style: LongStyle, widths: Widths): string {
  const side = style.names === undefined ? 'padStart' : 'padEnd';
  return [
    ...(style.inode ? [String(stat.ino).padStart(widths.inode)] : []),
    ...(style.blocks ? [String(blocksOf(stat) / 2).padStart(widths.blocks)] : []),
    formatMode(stat),
    String(stat.nlink).padStart(widths.links),
    ...(style.owner ? [user(stat, style)[side](widths.user)] : []),
    ...(style.group ? [group(stat, style)[side](widths.group)] : []),
    sizeOf(stat, style, widths.minor).padStart(widths.size),
  ].join(' ');
}
