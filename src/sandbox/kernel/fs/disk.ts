import { Errno } from '../errno.ts';

/** Bytes that a file may have: ext4's limit with blocks of 4 KiB. */
export const MAX_FILE_SIZE = 17_592_186_040_320;

export interface DiskState {
  used: number;
  readonly capacity: number;
}

/** Pages of 4 KiB that files may take, zeros included: the size of a tmpfs. */
export interface PageBudget {
  used: number;
  capacity: number;
  /** How many files there may be, directories included; without it as many as there is room for. */
  inodes?: number | undefined;
  /** How many there are; none yet where it isn't said. */
  files?: number;
}

/** The room that all file systems of a host share. Holes of sparse files and unchanged image files take none. */
export class Disk {
  readonly state: DiskState;
  /** A tmpfs: what its files may take, whatever the host's memory has to hold for them. */
  readonly pages: PageBudget | undefined;

  constructor(state: DiskState = { used: 0, capacity: 64 * 1024 * 1024 }, pages?: PageBudget) {
    this.state = state;
    this.pages = pages;
  }

  get free(): number {
    return Math.max(0, this.state.capacity - this.state.used);
  }

  take(bytes: number): void {
    if (bytes > this.free) throw new Errno('ENOSPC');
    this.state.used += bytes;
  }

  give(bytes: number): void {
    this.state.used = Math.max(0, this.state.used - bytes);
  }
}
