import type { Program } from '../kernel/process.ts';
import type { Dialect } from './dialect.ts';
import { shellProgram } from './program.ts';
import type { ShellOptions } from './shell.ts';

/** A text file without `#!` that is marked executable: the shell runs it itself. */
export const runScriptFile =
  (dialect: Dialect, options: ShellOptions): Program =>
  (process) =>
    shellProgram(dialect, options)(process);
