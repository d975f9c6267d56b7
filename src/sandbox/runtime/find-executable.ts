import { Errno } from '../kernel/errno.ts';
import { type Executable, findInPath, loadExecutable } from '../kernel/exec.ts';
import type { Process } from '../kernel/process.ts';
import { OciError } from './error.ts';
import type { ProcessSpec } from './spec.ts';

/** What a container's process will run. @throws {OciError} in the words of runc, which are those of Go's os/exec */
export function findExecutable(process: Process, spec: ProcessSpec): Executable {
  const [command = ''] = spec.args;
  const quoted = JSON.stringify(command);
  const named = command.includes('/');
  try {
    if (named && process.fs.stat(command).type === 'directory') {
      throw new OciError('permission', `exec: ${quoted}: is a directory: permission denied`);
    }
    if (named) process.fs.access(command, 'x');
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (error.code === 'EACCES') throw new OciError('permission', `exec: ${quoted}: permission denied`);
    throw new OciError('not_found', `exec: ${quoted}: stat ${command}: ${error.message.toLowerCase()}`);
  }
  let path = command;
  try {
    path = command === '' ? '' : findInPath(process, command, process.env.get('PATH') ?? '');
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (error.code === 'EACCES') throw new OciError('permission', `exec: ${quoted}: permission denied`);
    path = '';
  }
  if (path === '') throw new OciError('not_found', `exec: ${quoted}: executable file not found in $PATH`);
  try {
    return loadExecutable(process, path, spec.args);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    // The file itself is there, so what is missing (ENOENT) is the interpreter of its first line.
    if (error.code === 'ENOEXEC' || error.code === 'ENOENT') return unreadable(path, spec.args, error);
    throw new OciError(
      error.code === 'EACCES' ? 'permission' : 'other',
      `exec ${path}: ${error.message.toLowerCase()}`,
    );
  }
}

/** runc finds out only when it becomes the program, after its caller has been told of a success. */
const unreadable = (path: string, argv: readonly string[], error: Errno): Executable => ({
  argv,
  exe: path,
  comm: path.slice(path.lastIndexOf('/') + 1),
  program: async (process) => {
    await process.err(`exec ${path}: ${error.message.toLowerCase()}\n`);
    return 255;
  },
});
