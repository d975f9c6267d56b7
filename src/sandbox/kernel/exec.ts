import { type Bytes, decode, encode } from './bytes.ts';
import { Errno } from './errno.ts';
import type { Process, Program } from './process.ts';

/** What an executable of the sandbox begins with: an ELF header, then the name of its program. */
const ELF = '\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0';
const MARK = `${ELF}drydock:`;
const HEAD = 512;
const MAX_INTERPRETERS = 4;

/** First octets of an executable: content of a file that runs `program` (`coreutils/ls`, `bash`, `nginx`). */
export const executableHead = (program: string): Bytes => encode(`${MARK}${program}\n`);

/** The program that an executable's first octets name; undefined when it isn't one of ours. */
export function programName(head: Bytes): string | undefined {
  const text = decode(head.subarray(0, HEAD));
  return text.startsWith(MARK) ? text.slice(MARK.length, text.indexOf('\n', MARK.length)) : undefined;
}

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
 * @throws {Errno} ENOENT, EACCES (not executable, or a directory), ENOEXEC (a text without `#!`), ELOOP
 */
export function loadExecutable(process: Process, path: string, argv: readonly string[], depth = 0): Executable {
  const { fs, kernel } = process;
  const stat = fs.stat(path);
  if (stat.type !== 'file') throw new Errno('EACCES', path);
  fs.access(path, 'x');
  if (fs.resolve(path).mount.options.noexec === true) throw new Errno('EACCES', path);
  const head = fs.readHead(path, HEAD);
  const name = programName(head);
  if (name !== undefined) {
    const program = kernel.programs.find(name) ?? notSimulated(argv[0] ?? path);
    return { argv, exe: fs.realpath(path), comm: basename(path), program };
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

const notSimulated =
  (command: string): Program =>
  async (process) => {
    await process.err(`drydock: not simulated: ${command}\n`);
    return 126;
  };
