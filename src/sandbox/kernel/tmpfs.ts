import { createTmpfs } from './boot.ts';
import { Errno } from './errno.ts';
import { PAGE } from './fs/content.ts';
import type { TreeFileSystem } from './fs/tree.ts';
import type { Kernel } from './kernel.ts';

/** What a tmpfs may be told, in the order in which /proc/mounts shows it. */
interface TmpfsOptions {
  /** Bytes, in whole pages; 0 is without a limit. */
  readonly size?: number;
  readonly inodes?: number;
  /** Permission bits of its root. */
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
}

const USUAL_MODE = 0o1777;
const SUFFIXES = 'kmgtpe';

/** Options without a meaning here. */
const IGNORED = /^(huge|mpol)=|^(inode32|inode64|noswap|seclabel)$/;

/** A new tmpfs as mount(2) is told to make it. @param words `size=64m`, `mode=700` … @throws {Errno} EINVAL */
export function tmpfsOf(kernel: Kernel, words: readonly string[]): { fs: TreeFileSystem; shown: string[] } {
  const options = parse(kernel, words);
  const { mode, uid = 0, gid = 0 } = options;
  const fs = createTmpfs(kernel, mode, options.size === 0 ? Infinity : options.size);
  if (uid !== 0 || gid !== 0) fs.setattr([], { uid, gid });
  fs.limitInodes(options.inodes);
  return { fs, shown: show(options) };
}

/**
 * Gives a tmpfs other limits; who owns its root stays. @param before what /proc/mounts shows
 *
 * @returns what it shows now @throws {Errno} EINVAL, for too small a limit as well
 */
export function resizeTmpfs(
  kernel: Kernel,
  fs: TreeFileSystem,
  before: readonly string[],
  words: readonly string[],
): string[] {
  const { size, inodes } = parse(kernel, words);
  if (size !== undefined) fs.limitPages(size === 0 ? Infinity : size / PAGE);
  if (inodes !== undefined) fs.limitInodes(inodes);
  return show({
    ...parse(kernel, before),
    ...(size !== undefined && { size }),
    ...(inodes !== undefined && { inodes }),
  });
}

/** @see linux mm/shmem.c shmem_parse_one */
function parse(kernel: Kernel, words: readonly string[]): TmpfsOptions {
  const options: Partial<Record<keyof TmpfsOptions, number>> = {};
  for (const word of words) {
    if (word === '' || IGNORED.test(word)) continue;
    const [, name = word, value = ''] = /^(.*?)=(.*)$/.exec(word) ?? [];
    switch (name) {
      case 'size':
        options.size = pages(percentOf(kernel, value) ?? amount(word, value));
        break;
      case 'nr_blocks':
        options.size = amount(word, value) * PAGE;
        break;
      case 'nr_inodes':
        options.inodes = amount(word, value);
        break;
      case 'mode':
        options.mode = whole(word, value, 8) & 0o7777;
        break;
      case 'uid':
      case 'gid':
        options[name] = whole(word, value, 10);
        break;
      default:
        throw new Errno('EINVAL', word);
    }
  }
  return options;
}

const pages = (bytes: number): number => Math.ceil(bytes / PAGE) * PAGE;

const percentOf = (kernel: Kernel, value: string): number | undefined =>
  /^\d+%$/.test(value) ? Math.floor((kernel.limits.memoryBytes * parseInt(value, 10)) / 100) : undefined;

/** `64m`: powers of 1024. @see linux lib/cmdline.c memparse */
function amount(word: string, value: string): number {
  const [, digits, suffix = ''] = /^(\d+)([kmgtpe]?)$/i.exec(value) ?? [];
  if (digits === undefined) throw new Errno('EINVAL', word);
  return Number(digits) * 1024 ** (suffix === '' ? 0 : SUFFIXES.indexOf(suffix.toLowerCase()) + 1);
}

function whole(word: string, value: string, base: 8 | 10): number {
  if (!(base === 8 ? /^[0-7]+$/ : /^\d+$/).test(value)) throw new Errno('EINVAL', word);
  return parseInt(value, base);
}

const show = ({ size, inodes, mode = USUAL_MODE, uid = 0, gid = 0 }: TmpfsOptions): string[] => [
  ...(size === undefined ? [] : [`size=${size / 1024}k`]),
  ...(inodes === undefined ? [] : [`nr_inodes=${inodes}`]),
  ...(mode === USUAL_MODE ? [] : [`mode=${mode.toString(8).padStart(3, '0')}`]),
  ...(uid === 0 ? [] : [`uid=${uid}`]),
  ...(gid === 0 ? [] : [`gid=${gid}`]),
];
