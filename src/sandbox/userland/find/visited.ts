import type { Stat } from '../../kernel/fs/file-system.ts';

/** A file that the walk came to. */
export interface Visited {
  readonly path: string;
  readonly name: string;
  readonly stat: Stat;
  readonly depth: number;
  readonly start: string;
}

export type Test = (file: Visited) => boolean | Promise<boolean>;
