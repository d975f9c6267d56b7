import { runSnippets, type SnippetResult, type Start } from './run.ts';

/** Commands of a data file, typed on one host as those of a note are. */
export interface CommandBlock {
  readonly commands: readonly string[];
  /** Exit status that the last command must have. */
  readonly exit: number;
}

/**
 * @param file named in messages.
 * @throws {SnippetError} when a command exits otherwise than its block says.
 */
export function runCommands(blocks: readonly CommandBlock[], file: string, start: Start): Promise<SnippetResult[]> {
  const snippets = blocks.map(({ commands, exit }, index) => ({
    line: index + 1,
    exit,
    steps: commands.map((command) => ({ command, comments: [], line: index + 1 })),
  }));
  return runSnippets(snippets, file, start);
}
