import { Errno } from '../../kernel/errno.ts';
import { findInPath, loadExecutable } from '../../kernel/exec.ts';
import type { Executable } from '../../kernel/exec.ts';
import type { Process } from '../../kernel/process.ts';
import type { Call } from './call.ts';

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What execvp(3) would run. @throws {Errno} */
export function lookUp(
  process: Process,
  argv: readonly string[],
  env: ReadonlyMap<string, string> = process.env,
): Executable {
  const path = findInPath(process, argv[0] ?? '', env.get('PATH') ?? DEFAULT_PATH);
  try {
    return loadExecutable(process, path, argv);
  } catch (error) {
    if (!(error instanceof Errno) || error.code !== 'ENOEXEC') throw error;
    return loadExecutable(process, '/bin/sh', ['sh', path, ...argv.slice(1)]);
  }
}

/** Becomes another program, as env, nice or chroot do; 127 if there is none, 126 if it can't be run. */
export async function runProgram(
  call: Call,
  argv: readonly string[],
  { env, words }: { env?: ReadonlyMap<string, string>; words?: (error: Errno) => string } = {},
): Promise<number> {
  await call.flush();
  let executable: Executable;
  try {
    executable = lookUp(call.process, argv, env);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    const fallback = call.gnu
      ? `failed to run command ${call.quote(argv[0] ?? '')}: ${error.message}`
      : `can't execute '${argv[0] ?? ''}': ${error.message}`;
    return call.die(words?.(error) ?? fallback, error.code === 'ENOENT' ? 127 : 126);
  }
  return call.process.exec({ ...executable, ...(env !== undefined && { env }) });
}
