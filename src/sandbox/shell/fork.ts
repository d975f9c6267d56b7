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

/** Milliseconds that a sleeper wakes late: children that were told to sleep as long have ended before. */
const LATE = 10;

/** Seconds that bash waits between its attempts. @see bash jobs.c make_child, FORKSLEEP_MAX */
const ATTEMPTS = [1, 2, 4, 8];

/**
 * Forks as a shell does: bash tries again when there are too many processes, for 15 seconds.
 *
 * @param deaf SIGCHLD is blocked: no child's end breaks a wait off
 * @throws {ForkError}
 */
export async function forkPatiently(shell: Shell, fork: () => Process, { deaf = false } = {}): Promise<Process> {
  for (const seconds of ATTEMPTS) {
    try {
      return fork();
    } catch (error) {
      if (!(error instanceof ForkError) || !error.isFull || shell.dialect.name !== 'bash') throw error;
      await shell.complainOfSystem(error.message.replace('fork: ', 'fork: retry: '));
      if (deaf) await shell.process.sleep(seconds * 1000 + LATE);
      else await pause(shell, seconds);
    }
  }
  return fork();
}

/** sleep(3), which a child's end breaks off. @throws {ForkError} with a second or more left: bash gives up */
async function pause({ process, dialect }: Shell, seconds: number): Promise<void> {
  const { clock } = process.kernel;
  const end = clock.now() + seconds * 1000;
  const handler = process.handlerOf('CHLD');
  // A handler without SA_RESTART.
  process.onSignal('CHLD', (signal) => {
    if (typeof handler === 'function') handler(signal);
  });
  try {
    await process.sleep(seconds * 1000 + LATE, { interruptible: true });
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (end - clock.now() >= 1000) throw new ForkError(error, dialect.name);
  } finally {
    process.onSignal('CHLD', handler);
    // The handler takes the children's status: until then they count.
    process.reapEnded();
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
