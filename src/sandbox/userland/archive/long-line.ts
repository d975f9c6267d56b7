import type { Bytes } from '../../kernel/bytes.ts';
import type { TarEntry } from '../../kernel/fs/tar.ts';
import { formatMode } from '../text/file-mode.ts';
import { strftime } from '../text/strftime.ts';

export function contentOf({ content }: TarEntry): Bytes {
  if (content === undefined) return new Uint8Array(0);
  if (!('head' in content)) return content;
  const whole = new Uint8Array(content.size);
  whole.set(content.head);
  return whole;
}

const LISTED = {
  file: 'file',
  hardlink: 'file',
  directory: 'directory',
  symlink: 'symlink',
  char: 'char',
  block: 'block',
  fifo: 'fifo',
} as const;

/** A line of `tar tv`. */
export function longLine(entry: TarEntry, gnu: boolean): string {
  const mode = formatMode({ type: LISTED[entry.type], mode: entry.mode });
  const shown = entry.type === 'hardlink' ? `h${mode.slice(1)}` : mode;
  const owner = `${entry.userName || entry.uid}/${entry.groupName || entry.gid}`;
  const size = entry.rdev === undefined ? String(contentOf(entry).length) : `${entry.rdev.major},${entry.rdev.minor}`;
  const link =
    entry.type === 'symlink'
      ? ` -> ${entry.target ?? ''}`
      : entry.type === 'hardlink'
        ? ` link to ${entry.target ?? ''}`
        : '';
  if (!gnu)
    return `${mode} ${owner} ${size.padStart(9)} ${strftime('%Y-%m-%d %H:%M:%S', entry.mtime)} ${entry.path}${link}\n`;
  const width = Math.max(1, 18 - owner.length);
  return `${shown} ${owner} ${size.padStart(Math.max(size.length, width))} ${strftime('%Y-%m-%d %H:%M', entry.mtime)} ${entry.path}${link}\n`;
}
