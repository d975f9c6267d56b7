import { SparseMap } from './sparse.ts';
import type { Terminal } from './tty.ts';
import { VirtualFileSystem, type VirtualNode } from './virtual-file-system.ts';

/** Device number of /dev/pts/N; the minor number is N. */
export const PTS_MAJOR = 136;
const TTY_GROUP = 5;

/** A /dev/pts: each container has its own, that counts from 0. */
export class PtsFileSystem extends VirtualFileSystem {
  readonly terminals: ReadonlyMap<number, Terminal>;
  readonly #terminals: Map<number, Terminal>;

  constructor(options: { dev: number; now: () => number }) {
    const terminals: Map<number, Terminal> = new SparseMap();
    const ptmx: VirtualNode = { type: 'char', mode: 0o666, rdev: { major: 5, minor: 2 } };
    super({
      ...options,
      type: 'devpts',
      root: () => ({
        type: 'directory',
        mode: 0o755,
        names: () => [...[...terminals.keys()].map(String), 'ptmx'],
        find: (name) => {
          if (name === 'ptmx') return ptmx;
          if (!terminals.has(Number(name))) return undefined;
          return { type: 'char', mode: 0o620, gid: TTY_GROUP, rdev: { major: PTS_MAJOR, minor: Number(name) } };
        },
      }),
    });
    this.terminals = this.#terminals = terminals;
  }

  /** @returns the lowest free number */
  add(terminal: Terminal): number {
    let index = 0;
    while (this.#terminals.has(index)) index++;
    this.#terminals.set(index, terminal);
    return index;
  }

  delete(index: number): void {
    this.#terminals.delete(index);
  }
}
