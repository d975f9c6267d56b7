import { Errno } from '../errno.ts';
import type { Process } from '../process.ts';
import { createConnection, type Connection } from './connection.ts';
import type { Peer, ServiceHandlers } from './listener.ts';

/** A socket that is reached by a path. */
export interface UnixListener extends ServiceHandlers {
  readonly path: string;
  readonly process: Process;
  readonly inode: number;
  close(): void;
}

const NOBODY: Peer = { address: '', port: 0 };

const keyOf = ({ dev, ino }: { dev: number; ino: number }): string => `${dev}:${ino}`;

/** bind(2) and listen(2) on a path; the file stays when the process ends. @throws {Errno} EADDRINUSE if the path is taken */
export function listenUnix(process: Process, path: string, handlers: ServiceHandlers, mode = 0o666): UnixListener {
  const { fs, kernel } = process;
  if (fs.exists(path)) throw new Errno('EADDRINUSE', path);
  fs.mknod(path, { type: 'socket' }, mode);
  const key = keyOf(fs.stat(path));
  const listener: UnixListener = {
    ...handlers,
    path,
    process,
    inode: kernel.nextInode(),
    close: () => void kernel.network.unix.delete(key),
  };
  kernel.network.unix.set(key, listener);
  void process.exited.then(listener.close);
  return listener;
}

/** connect(2) to a path. @throws {Errno} ENOENT, EACCES, ECONNREFUSED if nobody listens or it is no socket */
export function connectUnix(process: Process, path: string): Connection {
  const stat = process.fs.stat(path);
  process.fs.access(path, 'w');
  const listener = stat.type === 'socket' ? process.kernel.network.unix.get(keyOf(stat)) : undefined;
  if (listener === undefined) throw new Errno('ECONNREFUSED', path);
  return createConnection({ client: process, server: listener, local: NOBODY, remote: NOBODY });
}
