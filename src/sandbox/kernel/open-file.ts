import type { Bytes } from './bytes.ts';
import { Errno } from './errno.ts';
import type { Process } from './process.ts';
import type { Terminal } from './tty.ts';

export type OpenFileKind = 'file' | 'directory' | 'pipe' | 'tty' | 'device' | 'socket';

/**
 * An open file description: what several file descriptors of several processes can share.
 * Born with no holder; `retain` and `release` count descriptors, the last release closes.
 */
export abstract class OpenFile {
  abstract readonly kind: OpenFileKind;
  /** What `/proc/PID/fd/N` points to: `/etc/passwd`, `pipe:[4711]`, `/dev/pts/0`. */
  abstract readonly name: string;
  /** The terminal behind it, where it is one. */
  readonly terminal: Terminal | undefined = undefined;
  /** Where the next read or write begins; for /proc/PID/fdinfo. */
  get offset(): number {
    return 0;
  }
  /** O_WRONLY, O_RDWR and so on, as numbers. */
  readonly flags: number = 0o2;
  #holders = 0;

  retain(): this {
    this.#holders++;
    return this;
  }

  release(): void {
    if (--this.#holders === 0) this.close();
  }

  /** At most `max` octets, as soon as there are some; null at the end. */
  async read(_process: Process, _max: number): Promise<Bytes | null> {
    throw new Errno('EBADF');
  }

  /** Takes all octets, waiting for room. */
  async write(_process: Process, _bytes: Bytes): Promise<void> {
    throw new Errno('EBADF');
  }

  /** Gives octets back that were read too far (shells do it after `read`); files seek, others queue. */
  unread(_bytes: Bytes): void {
    throw new Errno('ESPIPE');
  }

  /** Sets the offset of a file, counted from its start. */
  seek(_offset: number): void {
    throw new Errno('ESPIPE');
  }

  protected close(): void {}
}
