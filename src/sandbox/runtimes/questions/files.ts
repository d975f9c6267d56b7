import type { Bytes } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import type { FileView } from '../../kernel/fs/view.ts';
import type { FileEntry, FileText } from './question.ts';

/** Most entries of a listing, and how deep it goes: what a shell made by mistake shall not fill the page. */
const MOST_ENTRIES = 500;
const DEEPEST = 8;
/** Longest file that an editor gets, octets. */
const LARGEST = 1_000_000;

/** Hidden files stay away, unless they belong to projects. */
const isListed = (name: string): boolean => !name.startsWith('.') || /^\.(?:env|dockerignore|gitignore)/.test(name);

/** Files and directories below `path`, each directory before what is in it; none where there is no directory. */
export function listFiles(fs: FileView, path: string): FileEntry[] {
  const entries: FileEntry[] = [];
  const visit = (directory: string, prefix: string, depth: number): void => {
    for (const { name } of fs.readdir(directory).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entries.length >= MOST_ENTRIES) return;
      if (name === '.' || name === '..' || !isListed(name)) continue;
      const { type, size } = fs.lstat(`${directory}/${name}`);
      const own = `${prefix}${name}`;
      if (type === 'file') entries.push({ path: own, type, size });
      if (type !== 'directory') continue;
      entries.push({ path: own, type, size: 0 });
      if (depth < DEEPEST) visit(`${directory}/${name}`, `${own}/`, depth + 1);
    }
  };
  if (fs.isDirectory(path)) visit(path.replace(/\/$/, ''), '', 1);
  return entries;
}

export function readFile(fs: FileView, path: string): FileText {
  let bytes: Bytes;
  try {
    const { type, size } = fs.stat(path);
    if (type !== 'file') return { unreadable: 'missing' };
    if (size > LARGEST) return { unreadable: 'large' };
    bytes = fs.readFile(path);
  } catch (error) {
    if (error instanceof Errno && error.code === 'ENOENT') return { unreadable: 'missing' };
    throw error;
  }
  if (bytes.includes(0)) return { unreadable: 'binary' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return { unreadable: 'binary' };
    throw error;
  }
}

export function writeFile(fs: FileView, path: string, text: string): void {
  fs.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', { recursive: true });
  fs.writeFile(path, new TextEncoder().encode(text));
}
