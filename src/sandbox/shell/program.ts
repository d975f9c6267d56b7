import { decode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import type { Program } from '../kernel/process.ts';
import { ASH, ASH_WITH_BANNER, BASH, DASH, type Dialect } from './dialect.ts';
import { runToEnd } from './fork.ts';
import { runText } from './run-text.ts';
import { Shell, type ShellOptions } from './shell.ts';
import { readStartFiles } from './start-files.ts';
import { initialize } from './start.ts';
import { readArguments } from './arguments.ts';
import { runStandardInput } from './standard-input.ts';
import { Source } from './source.ts';
import { catchChildren, catchInterrupt } from './trap.ts';

/** GNU bash 5.2. */
export const bashProgram = (options: ShellOptions = {}): Program => shellProgram(BASH, options);
/** /bin/sh of Debian and Ubuntu. */
export const dashProgram = (options: ShellOptions = {}): Program => shellProgram(DASH, options);
/** /bin/sh of busybox and Alpine; `quiet`: built without the banner of an interactive shell. */
export const ashProgram = ({ quiet = false } = {}): Program => shellProgram(quiet ? ASH : ASH_WITH_BANNER, {});

export const shellProgram =
  (dialect: Dialect, extensions: ShellOptions): Program =>
  async (process) => {
    const shell = new Shell(process, dialect, extensions);
    const start = readArguments(shell, process.argv);
    if ('refusal' in start) {
      await process.err(start.refusal);
      return start.status;
    }
    if (start.version) {
      await process.out(VERSION_TEXT);
      return 0;
    }
    initialize(shell);
    catchChildren(process);
    const isRead = start.command === undefined && start.script === undefined;
    if (dialect.name !== 'bash' && !start.interactive && !isRead && !process.ignores('INT')) catchInterrupt(shell);
    return runToEnd(shell, async () => {
      if (start.login && !start.interactive) await readStartFiles(shell, start);
      if (start.command !== undefined) return runCommandString(shell, start.command);
      if (start.script !== undefined) return runFile(shell, start.script);
      return runStandardInput(shell, start);
    });
  };

const VERSION_TEXT = `GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)
Copyright (C) 2022 Free Software Foundation, Inc.
License GPLv3+: GNU GPL version 3 or later <http://gnu.org/licenses/gpl.html>

This is free software; you are free to change and redistribute it.
There is NO WARRANTY, to the extent permitted by law.
`;

async function runCommandString(shell: Shell, text: string): Promise<number> {
  shell.source = new Source(text, shell.name);
  const line = shell.dialect.name === 'ash' ? 0 : 1;
  return runText(shell, text, { name: shell.name, line, origin: '-c', last: true });
}

/** A script that can't be read. dash and ash open a directory as if it were an empty file. */
async function cannotRun(shell: Shell, path: string, { code, message }: Errno): Promise<number> {
  const { dialect, process } = shell;
  const isDirectory = code === 'EISDIR';
  if (dialect.name === 'bash') {
    await shell.say(`${isDirectory ? path : 'bash'}: ${path}: ${isDirectory ? 'Is a directory' : message}\n`);
    return code === 'ENOENT' ? 127 : 126;
  }
  if (isDirectory) return 0;
  const start = dialect.prefix({ name: process.argv[0] ?? 'sh', line: 0, interactive: false });
  await shell.say(`${start}${dialect.cannotOpen(path, message, false)}\n`);
  return 2;
}

async function runFile(shell: Shell, path: string): Promise<number> {
  let text: string;
  try {
    text = decode(shell.process.fs.readFile(path));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return cannotRun(shell, path, error);
  }
  return runText(shell, text, { name: path, resumes: true });
}
