import { type Bytes, concat, decode, encode } from './bytes.ts';
import type { Credentials } from './credentials.ts';
import { Errno } from './errno.ts';
import type { Credentials as FileCredentials, IdTranslation } from './fs/permission.ts';
import type { FileView } from './fs/view.ts';
import { insideId, type Namespaces, outsideId, OVERFLOW_ID } from './namespace.ts';
import type { OpenFile } from './open-file.ts';
import { openFile, type OpenFlags } from './open.ts';
import { createPipe } from './pipe.ts';
import { limitOf } from './proc/limits.ts';
import type { Process } from './process.ts';
import { Task } from './task.ts';

/** Octets that are copied in the time of a step. */
const OCTETS_PER_STEP = 512;

/** A task with files: those it has open, and those it could open. */
export abstract class FileUser extends Task {
  abstract credentials: Credentials;
  /** Open files by descriptor. */
  readonly files = new Map<number, OpenFile>();
  protected view!: FileView;

  /** The files as it sees them: its mounts, root, directory and rights. Synchronous; throws Errno. */
  get fs(): FileView {
    return this.view;
  }

  /** Capabilities of a user namespace count only for files of those whom it maps. */
  protected fileCredentials(): FileCredentials {
    const { user } = this.namespaces;
    if (user.parent === undefined) return this.credentials;
    const reaches = ({ uid, gid }: { uid: number; gid: number }) =>
      insideId(user.uidMap, uid) !== undefined && insideId(user.gidMap, gid) !== undefined;
    const ids: IdTranslation = {
      seen: (stat) => ({
        ...stat,
        uid: insideId(user.uidMap, stat.uid) ?? OVERFLOW_ID,
        gid: insideId(user.gidMap, stat.gid) ?? OVERFLOW_ID,
      }),
      meantUser: (uid) => outsideId(user.uidMap, uid),
      meantGroup: (gid) => outsideId(user.gidMap, gid),
    };
    return { ...this.credentials, reaches, ids };
  }

  get cwd(): string {
    return this.view.cwd;
  }

  get umask(): number {
    return this.view.umask;
  }

  /** Takes over changed identity, mounts, root or directory. */
  become(change: {
    namespaces?: Partial<Namespaces>;
    credentials?: Credentials;
    root?: string;
    cwd?: string;
    umask?: number;
  }): void {
    this.namespaces = { ...this.namespaces, ...change.namespaces };
    this.credentials = change.credentials ?? this.credentials;
    this.view = this.view.with({
      namespace: this.namespaces.mnt,
      credentials: this.fileCredentials(),
      ...(change.root !== undefined && { root: change.root }),
      ...(change.cwd !== undefined && { cwd: change.cwd }),
      ...(change.umask !== undefined && { umask: change.umask }),
    });
  }

  /** chdir(2). @throws {Errno} */
  chdir(path: string): void {
    this.fs.chdir(path);
  }

  /** @throws {Errno} as open(2). The answer has no holder yet: `setFile` it, or `retain` and `release` it. */
  open(this: Process, path: string, flags: OpenFlags = { read: true }): OpenFile {
    this.checkSignals();
    this.#checkDescriptors(1, path);
    return openFile(this, path, flags);
  }

  /** Puts an open file at a descriptor; what was there is closed. */
  setFile(fd: number, file: OpenFile): void {
    const before = this.files.get(fd);
    this.files.set(fd, file.retain());
    before?.release();
  }

  closeFile(fd: number): void {
    const file = this.files.get(fd);
    if (file === undefined) throw new Errno('EBADF');
    this.files.delete(fd);
    file.release();
  }

  /** The lowest free descriptor from `least` on. */
  freeDescriptor(least = 3): number {
    let fd = least;
    while (this.files.has(fd)) fd++;
    return fd;
  }

  /** [to read, to write]. @throws {Errno} EMFILE */
  pipe(this: Process): [OpenFile, OpenFile] {
    this.#checkDescriptors(2);
    return createPipe(this.kernel.nextInode());
  }

  /** @throws {Errno} EMFILE: not so many descriptors are left below the limit */
  #checkDescriptors(this: Process, count: number, path?: string): void {
    const { soft } = limitOf(this, 'nofile');
    if (this.files.size + count > soft) throw new Errno('EMFILE', path);
  }

  /** At most `max` octets of a descriptor; null at the end. */
  async read(this: Process, fd: number, max = 65_536): Promise<Bytes | null> {
    const pause = this.step();
    if (pause !== undefined) await pause;
    const file = this.files.get(fd);
    if (file === undefined) throw new Errno('EBADF');
    const bytes = await file.read(this, max);
    if (bytes !== null) this.spend(bytes.length / OCTETS_PER_STEP);
    return bytes;
  }

  async write(this: Process, fd: number, data: Bytes | string): Promise<void> {
    const pause = this.step();
    if (pause !== undefined) await pause;
    const file = this.files.get(fd);
    if (file === undefined) throw new Errno('EBADF');
    const bytes = typeof data === 'string' ? encode(data) : data;
    if (bytes.length === 0) return;
    this.spend(bytes.length / OCTETS_PER_STEP);
    await file.write(this, bytes);
  }

  out(this: Process, text: string | Bytes): Promise<void> {
    return this.write(1, text);
  }

  err(this: Process, text: string | Bytes): Promise<void> {
    return this.write(2, text);
  }

  async *chunks(this: Process, fd = 0): AsyncGenerator<Bytes> {
    for (let chunk = await this.read(fd); chunk !== null; chunk = await this.read(fd)) yield chunk;
  }

  async readAll(this: Process, fd = 0): Promise<Bytes> {
    const chunks: Bytes[] = [];
    for await (const chunk of this.chunks(fd)) {
      this.allocate(chunk.length);
      chunks.push(chunk);
    }
    return concat(chunks);
  }

  /** Lines of a descriptor without their newline, as they come in; the last one need not have one. */
  async *lines(this: Process, fd = 0): AsyncGenerator<string> {
    let rest: Bytes[] = [];
    for await (const chunk of this.chunks(fd)) {
      let start = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
        yield decode(concat([...rest, chunk.subarray(start, end)]));
        rest = [];
        start = end + 1;
      }
      if (start < chunk.length) rest.push(chunk.subarray(start));
    }
    if (rest.length > 0) yield decode(concat(rest));
  }
}
