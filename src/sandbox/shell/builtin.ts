import type { Shell } from './shell.ts';

/** A command that the shell runs itself. Answers with its status; a ShellError is told under its name. */
export type Builtin = (shell: Shell, args: readonly string[], name: string) => Promise<number>;
