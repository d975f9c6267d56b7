import type { Command, Redirection } from 'unbash';
import { decode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import { type Executable, findInPath, loadExecutable } from '../kernel/exec.ts';
import { exitCode } from '../kernel/exit-status.ts';
import { ShellError } from './error.ts';
import { forkPatiently, spawnChild } from './fork.ts';
import { giveTerminal, waitForeground } from './foreground.ts';
import { getParameter } from './parameter.ts';
import { runScriptFile } from './script-file.ts';
import { withRedirections } from './redirect.ts';
import type { Shell } from './shell.ts';

export interface ExternalOptions {
  readonly redirections?: readonly Redirection[];
  /** The program takes the shell's place. */
  readonly last?: boolean;
  readonly node?: Command;
  readonly environment?: ReadonlyMap<string, string>;
  readonly path?: string;
  /** What the program is called with, where that isn't the words. */
  readonly argv?: readonly string[];
  /** The builtin that asks; it stands in some messages. */
  readonly by?: 'exec';
}

/** Runs a program of the PATH and waits for it. */
export async function runExternal(shell: Shell, words: readonly string[], options: ExternalOptions): Promise<number> {
  const { redirections = [], last = false, node } = options;
  // bash -c makes way for its last command, if that has no redirections; dash never does; any subshell does.
  const replaces =
    last &&
    (shell.subshells > 0 ||
      (shell.dialect.name !== 'dash' && (redirections.length === 0 || shell.dialect.name === 'ash')));
  if (replaces) return withRedirections(shell, redirections, () => replaceShell(shell, words, options), { keep: true });
  const child = await withRedirections(shell, redirections, async () => {
    const image = await imageOf(shell, words, options);
    if (typeof image === 'number') return image;
    const started = await forkPatiently(shell, () =>
      spawnChild(shell, {
        ...image,
        env: options.environment ?? withUnderscore(shell, image),
        files: withoutInternal(shell),
        ...(shell.jobControl && { group: 'new' as const }),
      }),
    );
    giveTerminal(shell, started);
    return started;
  });
  if (typeof child === 'number') return child;
  const text = node === undefined ? words.join(' ') : shell.source.text.slice(node.pos, node.end);
  const status = (await waitForeground(shell, [child], text)).at(-1);
  return status === undefined ? 0 : exitCode(status);
}

/** Runs a program in the shell's own process: execve(2). */
export async function replaceShell(shell: Shell, words: readonly string[], options: ExternalOptions): Promise<number> {
  const image = await imageOf(shell, words, options);
  if (typeof image === 'number') return image;
  const { process } = shell;
  for (const condition of shell.traps.keys()) if (condition === 'EXIT') shell.traps.delete(condition);
  const status = await process.exec({ ...image, env: options.environment ?? withUnderscore(shell, image) });
  return process.exit(status);
}

const withUnderscore = (shell: Shell, { exe }: Executable): Map<string, string> => {
  const environment = shell.variables.environment();
  if (shell.dialect.name === 'bash') environment.set('_', exe);
  return environment;
};

/** Descriptors that children get: all of the shell's. */
const withoutInternal = (shell: Shell) => new Map(shell.process.files);

/** What to run, or the status with which the shell says that it can't. */
async function imageOf(
  shell: Shell,
  words: readonly string[],
  { path, argv = words, by }: ExternalOptions,
): Promise<Executable | number> {
  const [name = ''] = words;
  let file: string | undefined;
  try {
    file = findInPath(shell.process, name, path ?? getParameter(shell, 'PATH') ?? '');
    return load(shell, file, argv);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    const [message, status] = refusal(shell, name, error, file);
    const bash = shell.dialect.name === 'bash';
    await shell.complain(by === undefined || bash ? message : `${by}: ${message}`);
    if (by !== undefined && bash && status === 126) {
      await shell.complain(`${by}: ${message.replace(/: ([^:]*)$/, ': cannot execute: $1')}`);
    }
    return status;
  }
}

function load(shell: Shell, file: string, words: readonly string[]): Executable {
  try {
    return loadExecutable(shell.process, file, words);
  } catch (error) {
    if (!(error instanceof Errno) || error.code !== 'ENOEXEC') throw error;
    const text = decode(shell.process.fs.readFile(file));
    if (/^[^\n]*\0/.test(text))
      throw new ShellError(`${words[0] ?? file}: cannot execute binary file: Exec format error`, 126);
    const { dialect, extensions } = shell;
    return {
      argv: [dialect.name, file, ...words.slice(1)],
      exe: shell.process.exe,
      program: runScriptFile(dialect, extensions),
    };
  }
}

/** @param file what the PATH has, if it has one: then its loader or the interpreter of its first line is missing */
function refusal(shell: Shell, name: string, error: Errno, file: string | undefined): readonly [string, number] {
  const { fs } = shell.process;
  const path = name.includes('/');
  if (shell.dialect.name === 'bash' && !path && file !== undefined && error.code === 'ENOENT') {
    return [`${file}: cannot execute: required file not found`, 127];
  }
  if (error.code === 'ENOENT' && !path) return [shell.dialect.notFound(name), 127];
  const status = error.code === 'ENOENT' || error.code === 'ENOTDIR' ? 127 : 126;
  if (shell.dialect.name !== 'bash') {
    return [status === 127 ? shell.dialect.notFound(name) : `${name}: Permission denied`, status];
  }
  if (path && fs.exists(name) && fs.stat(name).type === 'directory') return [`${name}: Is a directory`, 126];
  if (error.code === 'ENOENT' && fs.exists(name)) return [`${name}: cannot execute: required file not found`, 127];
  return [`${name}: ${error.message}`, status];
}
