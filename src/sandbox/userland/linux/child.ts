import { Errno } from '../../kernel/errno.ts';
import type { ExitStatus } from '../../kernel/exit-status.ts';
import { exitCode } from '../../kernel/exit-status.ts';
import type { Process } from '../../kernel/process.ts';
import type { Call } from '../tool/call.ts';
import { lookUp } from '../tool/run-program.ts';

/** What util-linux starts when no program is named. */
export const shellOf = (process: Process): string[] => ['-sh', process.env.get('SHELL') || '/bin/sh'].slice(1);

/** Becomes a program, with util-linux's words where there is none: 127 not found, 126 can't be run. */
export async function become(call: Call, argv: readonly string[], process = call.process): Promise<number> {
  await call.flush();
  let executable;
  try {
    executable = lookUp(process, argv);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    const words = call.gnu ? `failed to execute ${argv[0] ?? ''}` : `can't execute '${argv[0] ?? ''}'`;
    await process.err(`${call.name}: ${words}: ${error.message}\n`);
    return error.code === 'ENOENT' ? 127 : 126;
  }
  return process.exec(executable);
}

/** fork(2): a child that does the rest, while its parent waits and then ends as the child did. */
export async function fork(
  call: Call,
  work: (child: Process) => Promise<number>,
  killWithParent = false,
): Promise<number> {
  const { process } = call;
  await call.flush();
  let child: Process;
  try {
    child = process.spawn({ argv: process.argv, exe: process.exe, comm: process.comm, program: work });
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return call.die(call.gnu ? `fork failed: ${error.message}` : `fork: ${error.message}`);
  }
  if (killWithParent) void process.exited.then(() => child.deliver('KILL'));
  for (const signal of ['INT', 'TERM'] as const) process.onSignal(signal, 'ignore');
  return passOn(await process.wait(child));
}

const passOn = (status: ExitStatus): number => exitCode(status);
