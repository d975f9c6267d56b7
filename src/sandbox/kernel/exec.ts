import { decode } from './bytes.ts';
import { Errno } from './errno.ts';
import { HEAD, readExecutableHead } from './executable-head.ts';
import { libraryPath, type Linkage, MUSL_LOADER } from './linkage.ts';
import type { Process, Program } from './process.ts';

const MAX_INTERPRETERS = 4;

/** Everything `Process.exec` and `Process.spawn` need to run a file. */
export interface Executable {
  readonly argv: readonly string[];
  readonly exe: string;
  /** Short name: the last part of the path that was asked for, even if it is a link or a script. */
  readonly comm?: string;
  readonly program: Program;
}

/**
 * Finds what execve(2) would run for a path, following `#!` lines.
 *
 * @throws {Errno} ENOENT (it, or the loader that it names, isn't there), EACCES (not executable, or a directory), ENOEXEC (a text without `#!`), ELOOP
 */
export function loadExecutable(process: Process, path: string, argv: readonly string[], depth = 0): Executable {
  const { fs, kernel } = process;
  const stat = fs.stat(path);
  if (stat.type !== 'file') throw new Errno('EACCES', path);
  fs.access(path, 'x');
  if (fs.resolve(path).mount.options.noexec === true) throw new Errno('EACCES', path);
  const head = fs.readHead(path, HEAD);
  const executable = readExecutableHead(head);
  if (executable !== undefined) {
    const { loader } = executable;
    // The kernel starts the loader: one that isn't there is reported as if the program were missing.
    if (loader !== undefined && !(fs.exists(loader) && fs.stat(loader).type === 'file'))
      throw new Errno('ENOENT', path);
    const program = kernel.programs.find(executable.program) ?? notSimulated(argv[0] ?? path);
    return { argv, exe: fs.realpath(path), comm: basename(path), program: loaded(executable, program) };
  }
  const text = decode(head);
  if (!text.startsWith('#!')) throw new Errno('ENOEXEC', path);
  if (depth >= MAX_INTERPRETERS) throw new Errno('ELOOP', path);
  const [, interpreter = '', argument] =
    /^#![ \t]*([^ \t]+)(?:[ \t]+(.*?))?[ \t]*$/.exec(text.split('\n', 1)[0] ?? '') ?? [];
  const before = argument === undefined || argument === '' ? [interpreter] : [interpreter, argument];
  const image = loadExecutable(process, interpreter, [...before, path, ...argv.slice(1)], depth + 1);
  return { ...image, comm: basename(path) };
}

const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Looks a command up in a PATH, as execvp(3) does. @throws {Errno} ENOENT, or EACCES when only a non-executable was found */
export function findInPath(process: Process, command: string, searchPath: string): string {
  if (command.includes('/')) return command;
  let denied = false;
  for (const directory of searchPath.split(':')) {
    const candidate = `${directory === '' ? '.' : directory}/${command}`;
    const { fs } = process;
    if (!fs.exists(candidate) || fs.stat(candidate).type !== 'file') continue;
    if (fs.may(candidate, 'x')) return candidate;
    denied = true;
  }
  throw new Errno(denied ? 'EACCES' : 'ENOENT', command);
}

/** A program as its loader starts it: not at all, if a library is missing. */
function loaded({ loader, libraries }: Linkage, program: Program): Program {
  if (loader === undefined || libraries.length === 0) return program;
  return async (process) => {
    const missing = libraries.find((name) => libraryPath(process, loader, name) === undefined);
    if (missing === undefined) return program(process);
    await process.err(cannotLoad(process.argv[0] ?? '', loader, missing));
    return 127;
  };
}

const cannotLoad = (name: string, loader: string, library: string): string =>
  loader === MUSL_LOADER
    ? `Error loading shared library ${library}: No such file or directory (needed by ${name})\n`
    : `${name}: error while loading shared libraries: ${library}: cannot open shared object file: No such file or directory\n`;

const notSimulated =
  (command: string): Program =>
  async (process) => {
    await process.err(`drydock: not simulated: ${command}\n`);
    return 126;
  };
