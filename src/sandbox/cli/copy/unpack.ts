import type { Content } from '../../kernel/fs/file-system.ts';
import type { TarEntry } from '../../kernel/fs/tar.ts';
import type { FileView } from '../../kernel/fs/view.ts';
import { UsageError } from '../errors.ts';

/** Puts the members of an archive below a directory of the host. They belong to who unpacks them, with `cp -a` too. */
export function unpackInto(fs: FileView, directory: string, entries: readonly TarEntry[]): void {
  for (const entry of entries) {
    const path = `${directory}/${entry.path}`.replace(/\/+$/, '').replace(/\/\.$/, '');
    unpack(fs, path, directory, entry);
    if (entry.type === 'symlink' || entry.type === 'hardlink') continue;
    fs.chmod(path, entry.mode);
    fs.utimes(path, entry.mtime);
  }
}

function unpack(fs: FileView, path: string, directory: string, entry: TarEntry): void {
  if (entry.type === 'directory') {
    if (fs.exists(path) && !fs.isDirectory(path)) {
      throw new UsageError(
        `cannot overwrite non-directory ${JSON.stringify(path)} with directory ${JSON.stringify(directory)}`,
      );
    }
    if (!fs.exists(path)) fs.mkdir(path, { recursive: true });
    return;
  }
  if (fs.isDirectory(path)) {
    throw new UsageError(
      `cannot overwrite directory ${JSON.stringify(path)} with non-directory ${JSON.stringify(directory)}`,
    );
  }
  if (fs.exists(path)) fs.unlink(path);
  if (entry.type === 'symlink') fs.symlink(entry.target ?? '', path);
  else if (entry.type === 'hardlink') fs.link(`${directory}/${entry.target ?? ''}`, path);
  else if (entry.type === 'file') fs.writeFile(path, wholeBytes(entry.content));
}

/** A sparse file gets its zeros. */
function wholeBytes(content: Content | undefined): Uint8Array {
  if (content === undefined) return new Uint8Array(0);
  if (content instanceof Uint8Array) return content;
  const bytes = new Uint8Array(content.size);
  bytes.set(content.head);
  return bytes;
}
