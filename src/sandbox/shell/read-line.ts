import { type Bytes, concat, decode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import type { Shell } from './shell.ts';

/** Reads up to a newline and leaves the rest for the next reader; undefined at the end of the input. */
export async function readLine(shell: Shell, fd: number): Promise<string | undefined> {
  const found = await readUntil(shell, fd, 10);
  return found.bytes.length === 0 && !found.complete ? undefined : decode(found.bytes);
}

/** Reads octets up to a delimiter, which is taken but not given. */
export async function readUntil(
  shell: Shell,
  fd: number,
  delimiter: number,
  most = Infinity,
): Promise<{ bytes: Bytes; complete: boolean }> {
  const file = shell.file(fd);
  if (file === undefined) throw new Errno('EBADF');
  const chunks: Bytes[] = [];
  let size = 0;
  for (;;) {
    const chunk = await file.read(shell.process, 4096);
    if (chunk === null) return { bytes: concat(chunks), complete: false };
    const end = chunk.indexOf(delimiter);
    const room = most - size;
    if (end >= 0 && end < room) {
      if (end + 1 < chunk.length) file.unread(chunk.subarray(end + 1));
      return { bytes: concat([...chunks, chunk.subarray(0, end)]), complete: true };
    }
    if (chunk.length >= room) {
      if (chunk.length > room) file.unread(chunk.subarray(room));
      return { bytes: concat([...chunks, chunk.subarray(0, room)]), complete: true };
    }
    chunks.push(chunk);
    shell.checkLength((size += chunk.length));
  }
}
