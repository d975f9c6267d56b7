import { type Bytes, EMPTY } from './bytes.ts';
import { PTS_MAJOR } from './devpts.ts';
import { Errno } from './errno.ts';
import type { DeviceNumber, FileSystem } from './fs/file-system.ts';
import { OpenFile } from './open-file.ts';
import type { Process } from './process.ts';
import type { PtsFileSystem } from './devpts.ts';
import { Terminal } from './tty.ts';

/** Opens a device for a process. `fs` is the file system its node lies on. */
export type DeviceDriver = (process: Process, path: string, fs: FileSystem) => OpenFile;

/** A device that answers at once. */
class SimpleDevice extends OpenFile {
  readonly kind = 'device';
  readonly name: string;
  readonly #read: (process: Process, max: number) => Bytes | null;
  readonly #full: boolean;

  constructor(name: string, read: (process: Process, max: number) => Bytes | null, full = false) {
    super();
    this.name = name;
    this.#read = read;
    this.#full = full;
  }

  override async read(process: Process, max: number): Promise<Bytes | null> {
    return this.#read(process, max);
  }

  override async write(): Promise<void> {
    if (this.#full) throw new Errno('ENOSPC');
  }

  override unread(): void {}

  override seek(): void {}
}

/** The user's side of a pseudo terminal: what `script` and `tmux` open. */
class TerminalMaster extends OpenFile {
  readonly kind = 'device';
  readonly name = '/dev/ptmx';
  /** The other side. */
  readonly slave: Terminal;

  constructor(slave: Terminal) {
    super();
    this.slave = slave;
  }

  override async read(process: Process): Promise<Bytes | null> {
    return process.waitFor(this.slave.output.read());
  }

  override async write(_process: Process, bytes: Bytes): Promise<void> {
    this.slave.input(bytes);
  }

  protected override close(): void {
    this.slave.hangup();
  }
}

const zeros = (_process: Process, max: number): Bytes => new Uint8Array(Math.min(max, 65_536));
const random = (process: Process, max: number): Bytes => process.kernel.random.bytes(Math.min(max, 65_536));

/** What is read by other system calls than read(2), or after them. */
function refuse(code: 'EPERM' | 'EINVAL'): never {
  throw new Errno(code);
}

function controllingTerminal(process: Process): OpenFile {
  if (process.terminal === undefined) throw new Errno('ENXIO', '/dev/tty');
  return process.terminal.file();
}

const isPts = (fs: FileSystem): fs is PtsFileSystem => fs.type === 'devpts';

/** What the numbers of device files stand for. */
export class DeviceTable {
  readonly #drivers = new Map<string, DeviceDriver>();

  constructor() {
    this.register(1, 3, () => new SimpleDevice('/dev/null', () => null));
    this.register(1, 5, () => new SimpleDevice('/dev/zero', zeros));
    this.register(1, 7, () => new SimpleDevice('/dev/full', zeros, true));
    this.register(1, 8, () => new SimpleDevice('/dev/random', random));
    this.register(1, 9, () => new SimpleDevice('/dev/urandom', random));
    this.register(1, 11, () => new SimpleDevice('/dev/kmsg', () => EMPTY));
    this.register(10, 229, () => new SimpleDevice('/dev/fuse', () => refuse('EPERM')));
    this.register(10, 237, () => new SimpleDevice('/dev/loop-control', () => refuse('EINVAL')));
    this.register(5, 0, controllingTerminal);
    this.register(5, 1, controllingTerminal);
    this.register(5, 2, ({ kernel }, _path, fs) => {
      const pts = isPts(fs) ? fs : kernel.pts;
      return new TerminalMaster(new Terminal(kernel, { pts }));
    });
  }

  register(major: number, minor: number, driver: DeviceDriver): void {
    this.#drivers.set(`${major}:${minor}`, driver);
  }

  /** @throws {Errno} ENXIO: no driver has that number */
  open(process: Process, { major, minor }: DeviceNumber, path: string, fs: FileSystem): OpenFile {
    if (major === PTS_MAJOR) {
      const terminal = (isPts(fs) ? fs : process.kernel.pts).terminals.get(minor);
      if (terminal === undefined) throw new Errno('EIO', path);
      return terminal.file();
    }
    const driver = this.#drivers.get(`${major}:${minor}`);
    if (driver === undefined) throw new Errno('ENXIO', path);
    return driver(process, path, fs);
  }
}
