import type { Snippet } from './read.ts';

/** Commands of a data file, typed on one host as those of a note are. */
export interface CommandBlock {
  readonly commands: readonly string[];
  /** Exit status that the last command must have. */
  readonly exit: number;
}

/** @returns blocks as a note has them, the first on line 1. */
export const commandSnippets = (blocks: readonly CommandBlock[]): Snippet[] =>
  blocks.map(({ commands, exit }, index) => ({
    line: index + 1,
    exit,
    steps: commands.map((command) => ({ command, comments: [], line: index + 1 })),
  }));
