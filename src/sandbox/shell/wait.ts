import { exitCode, type ExitStatus } from '../kernel/exit-status.ts';
import type { Process } from '../kernel/process.ts';
import { Interrupted } from './error.ts';
import type { Shell } from './shell.ts';

/** Waits for a child of the shell in the foreground; its status as a number. */
export async function waitForChild(shell: Shell, child: Process): Promise<number> {
  return exitCode(await waitForStatus(shell, child));
}

/**
 * Waits for a foreground child. Meanwhile SIGINT does not end a shell that isn't interactive: it ends
 * afterwards, of the same signal; bash only when the child has died of it.
 */
export async function waitForStatus(shell: Shell, child: Process): Promise<ExitStatus> {
  const { process } = shell;
  const guarded = !shell.interactive && !process.catches('INT') && !process.ignores('INT');
  let interrupted = false;
  if (guarded) process.onSignal('INT', () => (interrupted = true));
  let status: ExitStatus;
  try {
    status = await process.wait(child);
  } finally {
    if (guarded) process.onSignal('INT', 'default');
  }
  const diedOfIt = status.kind === 'killed' && status.signal === 'INT';
  if ((interrupted && (diedOfIt || shell.dialect.name !== 'bash')) || (shell.interrupted && !shell.interactive)) {
    throw new Interrupted();
  }
  return status;
}
