import { zipSync } from 'fflate';
import type { HostConnection } from '../../sandbox/ui/host-connection.ts';

/** Gives the reader the files of a directory as a ZIP. @returns how many there are */
export async function downloadFiles(connection: HostConnection, root: string, name: string): Promise<number> {
  const entries = await connection.ask({ kind: 'list', path: root });
  const files: Record<string, Uint8Array> = {};
  for (const { path, type } of entries) {
    if (type !== 'file') continue;
    const file = await connection.ask({ kind: 'read', path: `${root}/${path}` });
    if ('text' in file) files[path] = new TextEncoder().encode(file.text);
  }
  const count = Object.keys(files).length;
  if (count === 0) return 0;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([zipSync(files) as Uint8Array<ArrayBuffer>], { type: 'application/zip' }));
  link.download = `${name}.zip`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return count;
}
