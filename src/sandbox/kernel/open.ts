import type { Bytes } from './bytes.ts';
import { mayUse } from './device-filter.ts';
import { Errno } from './errno.ts';
import type { DeviceNumber, FileHandle } from './fs/file-system.ts';
import { openFile as openHandle } from './fs/handle.ts';
import { OpenFile } from './open-file.ts';
import type { Process } from './process.ts';

/** The flags of open(2). */
export interface OpenFlags {
  readonly read?: boolean;
  readonly write?: boolean;
  /** Each write goes to the end. */
  readonly append?: boolean;
  readonly create?: boolean;
  readonly exclusive?: boolean;
  readonly truncate?: boolean;
  /** Permission bits of a created file before the umask; 0o666. */
  readonly mode?: number;
}

/** A regular file, with an offset of its own. */
class RegularFile extends OpenFile {
  readonly kind = 'file';
  readonly name: string;
  readonly #handle: FileHandle;
  readonly #flags: OpenFlags;
  #offset = 0;
  override readonly flags: number;

  constructor(name: string, handle: FileHandle, flags: OpenFlags) {
    super();
    this.name = name;
    this.#handle = handle;
    this.#flags = flags;
    this.flags = flagBits(flags);
  }

  override get offset(): number {
    return this.#offset;
  }

  override async read(process: Process, max: number): Promise<Bytes | null> {
    if (this.#flags.read !== true) throw new Errno('EBADF');
    process.kernel.current = process;
    const bytes = this.#handle.read(this.#offset, max);
    this.#offset += bytes.length;
    return bytes.length === 0 ? null : bytes;
  }

  override async write(process: Process, bytes: Bytes): Promise<void> {
    if (this.#flags.write !== true) throw new Errno('EBADF');
    process.kernel.current = process;
    if (this.#flags.append === true) this.#offset = this.#handle.stat().size;
    const { kernel, resourceLimits } = process;
    const limit = Math.min(kernel.limits.fileBytes, resourceLimits.get('fsize')?.soft ?? Infinity);
    if (this.#offset + bytes.length > limit && this.#handle.stat().size < this.#offset + bytes.length) {
      throw new Errno('EFBIG');
    }
    this.#handle.write(this.#offset, bytes);
    this.#offset += bytes.length;
  }

  override unread(bytes: Bytes): void {
    this.#offset -= bytes.length;
  }

  override seek(offset: number): void {
    this.#offset = offset;
  }

  get size(): number {
    return this.#handle.stat().size;
  }

  protected override close(): void {
    this.#handle.release();
  }
}

/** @see fcntl.h */
function flagBits({ read, write, append }: OpenFlags): number {
  const access = write !== true ? 0 : read === true ? 0o2 : 0o1;
  return 0o100000 | access | (append === true ? 0o2000 : 0);
}

class OpenDirectory extends OpenFile {
  readonly kind = 'directory';
  override readonly flags = 0o300000;
  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }

  override async read(): Promise<Bytes | null> {
    throw new Errno('EISDIR');
  }
}

/** The device filters of its cgroup and of those around it. @throws {Errno} EPERM */
function askDeviceFilter(
  { cgroup }: Process,
  type: 'char' | 'block',
  number: DeviceNumber,
  { read, write }: OpenFlags,
  path: string,
): void {
  const access = `${read === true ? 'r' : ''}${write === true ? 'w' : ''}`;
  for (const { devices } of cgroup.lineage()) {
    if (!mayUse(devices, type, number, access)) throw new Errno('EPERM', path);
  }
}

/** open(2): files, directories, devices, and the links in /proc/PID/fd. @throws {Errno} */
export function openFile(process: Process, path: string, flags: OpenFlags): OpenFile {
  const view = process.fs;
  const behindLink = view.openLink(path, process);
  if (behindLink !== undefined) return behindLink;
  const { stat, fs, path: inside, absolute } = view.open(path, flags);
  switch (stat.type) {
    case 'directory':
      return new OpenDirectory(absolute);
    case 'char':
    case 'block': {
      const number = stat.rdev ?? { major: 0, minor: 0 };
      askDeviceFilter(process, stat.type, number, flags, path);
      return process.kernel.devices.open(process, number, path, fs);
    }
    case 'file':
      return new RegularFile(absolute, openHandle(fs, inside), flags);
    case 'fifo':
      return process.kernel.fifos.open(stat, absolute, flags.write === true ? 'write' : 'read');
    default:
      throw new Errno('ENXIO', path);
  }
}
