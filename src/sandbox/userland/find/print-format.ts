import type { Stat } from '../../kernel/fs/file-system.ts';
import { blocksOf } from '../ls/long.ts';
import type { AccountNames } from '../text/accounts.ts';
import { formatMode } from '../text/file-mode.ts';
import { directoryName } from '../text/path.ts';
import { strftime } from '../text/strftime.ts';
import type { Visited } from './visited.ts';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '0': '\0', '\\': '\\', r: '\r' };

/** What `-printf` makes of its format. */
export function printFormat(format: string, file: Visited, names: AccountNames): string {
  const { stat, path } = file;
  return format.replace(
    /\\(.)|%(-?\d*)(?:T([a-zA-Z@+])|([a-zA-Z%]))/g,
    (whole, escape?: string, width = '', time?: string, letter?: string) => {
      if (escape !== undefined) return ESCAPES[escape] ?? whole;
      const size = Math.abs(Number(width));
      const text =
        time !== undefined
          ? time === '@'
            ? (stat.mtime / 1000).toFixed(10)
            : time === '+'
              ? strftime('%Y-%m-%d+%H:%M:%S.%N0', stat.mtime)
              : strftime(`%${time}`, stat.mtime)
          : fieldOf(letter ?? '', file, stat, path, names);
      if (text === undefined) return whole;
      return width.startsWith('-') ? text.padEnd(size) : text.padStart(size);
    },
  );
}

function fieldOf(letter: string, file: Visited, stat: Stat, path: string, names: AccountNames): string | undefined {
  switch (letter) {
    case '%':
      return '%';
    case 'f':
      return file.name;
    case 'p':
      return path;
    case 'P':
      return path === file.start ? '' : path.slice(file.start.length).replace(/^\//, '');
    case 'h':
      return directoryName(path);
    case 'H':
      return file.start;
    case 's':
      return String(stat.size);
    case 'k':
      return String(blocksOf(stat) / 2);
    case 'b':
      return String(blocksOf(stat));
    case 'd':
      return String(file.depth);
    case 'm':
      return stat.mode.toString(8);
    case 'M':
      return formatMode(stat);
    case 'u':
      return names.user(stat.uid) ?? String(stat.uid);
    case 'g':
      return names.group(stat.gid) ?? String(stat.gid);
    case 'U':
      return String(stat.uid);
    case 'G':
      return String(stat.gid);
    case 'i':
      return String(stat.ino);
    case 'n':
      return String(stat.nlink);
    case 'y':
      return { file: 'f', directory: 'd', symlink: 'l', char: 'c', block: 'b', fifo: 'p', socket: 's' }[stat.type];
    case 't':
      return strftime('%a %b %e %H:%M:%S.%N0 %Y', stat.mtime);
    default:
      return undefined;
  }
}
