import type { OpenFile } from '../kernel/open-file.ts';
import type { Process, SpawnOptions } from '../kernel/process.ts';
import { Errno } from '../kernel/errno.ts';
import { Discard, Flow, ForkError, Interrupted, ShellError } from './error.ts';
import { Shell } from './shell.ts';
import { catchChildren, runExitTrap } from './trap.ts';

export interface ForkOptions {
  readonly group?: 'new' | number;
  readonly argv?: readonly string[];
}

/**
 * A copy of the shell in a process of its own.
 *
 * @param files descriptors that differ from the parent's
 */
export function forkShell(
  shell: Shell,
  files: ReadonlyMap<number, OpenFile>,
  run: (subshell: Shell) => Promise<number>,
  { group }: ForkOptions = {},
): Process {
  const { process } = shell;
  // The copy is made now: the parent goes on before the child gets its turn.
  const copy = new Shell(process, shell.dialect, shell.extensions, shell);
  copy.interactive = false;
  copy.jobControl = false;
  const options: SpawnOptions = {
    argv: process.argv,
    exe: process.exe,
    comm: process.comm,
    env: process.env,
    files: new Map([...process.files, ...files]),
    ...(group !== undefined && { group }),
    program: async (child) => {
      copy.process = child;
      if (!child.ignores('CHLD')) catchChildren(child);
      return runToEnd(copy, () => run(copy));
    },
  };
  return spawnChild(shell, options);
}

/** fork(2). @throws {ForkError} the host has its fill of processes, or the first process of the namespace has ended */
export function spawnChild(shell: Shell, options: SpawnOptions): Process {
  try {
    return shell.process.spawn(options);
  } catch (error) {
    if (error instanceof Errno && (error.code === 'EAGAIN' || error.code === 'ENOMEM'))
      throw new ForkError(error, shell.dialect.name);
    throw error;
  }
}

/** Ends of SIGINT by the default action; process 1 of a namespace, which that spares, with the same status. */
function endInterrupted(shell: Shell): number {
  const { process } = shell;
  shell.interrupted = false;
  process.onSignal('INT', 'default');
  process.deliver('INT', process);
  process.checkSignals();
  return 130;
}

/** Runs a subshell's commands and its EXIT trap; turns whatever unwinds into its status. */
export async function runToEnd(shell: Shell, run: () => Promise<number>): Promise<number> {
  let status: number;
  try {
    status = await run();
  } catch (error) {
    if (error instanceof Flow) status = error.kind === 'exit' || error.kind === 'return' ? error.value : shell.status;
    else if (error instanceof Discard) status = error.status;
    else if (error instanceof Interrupted) status = endInterrupted(shell);
    else if (error instanceof ShellError) {
      status = error.status;
      if (error instanceof ForkError) {
        await shell.complainOfSystem(error.message);
        await shell.process.sleep(error.wait);
      } else if (error.message !== '') await shell.complain(error.message);
    } else throw error;
  }
  return runExitTrap(shell, status);
}
