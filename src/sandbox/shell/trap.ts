import type { Process } from '../kernel/process.ts';
import { type Signal, SIGNALS } from '../kernel/signal.ts';
import { takeNote } from '../kernel/task.ts';
import { Discard, Flow } from './error.ts';
import { runText } from './run-text.ts';
import type { Shell } from './shell.ts';

/** Runs the actions of trapped signals that have come in, in the order of their numbers; $? stays what it was. */
export async function runPendingTraps(shell: Shell): Promise<void> {
  // An action is interrupted by signals that come while it runs, not by those that came with its own.
  const due = shell.pending.splice(0).sort((a, b) => SIGNALS[a] - SIGNALS[b]);
  for (const signal of due) {
    const action = shell.traps.get(signal);
    if (action !== undefined && action !== '') await runAction(shell, action);
  }
}

async function runAction(shell: Shell, action: string): Promise<void> {
  const { status, tolerant } = shell;
  await runText(shell, action, { name: shell.source.name, line: shell.line });
  shell.status = status;
  shell.tolerant = tolerant;
}

/** Runs the actions of ERR, DEBUG and RETURN. They don't interrupt themselves. */
export async function runCondition(shell: Shell, condition: 'ERR' | 'DEBUG' | 'RETURN'): Promise<void> {
  const action = shell.traps.get(condition);
  if (action === undefined || action === '') return;
  shell.traps.delete(condition);
  try {
    await runAction(shell, action);
  } finally {
    if (!shell.traps.has(condition)) shell.traps.set(condition, action);
  }
}

/** The action of EXIT; answers with the status that the shell then ends with. */
export async function runExitTrap(shell: Shell, status: number): Promise<number> {
  const action = shell.traps.get('EXIT');
  if (action === undefined || action === '') return status;
  shell.traps.delete('EXIT');
  shell.status = status;
  shell.tolerant = 0;
  try {
    await runAction(shell, action);
  } catch (error) {
    if (error instanceof Flow) return error.kind === 'exit' ? error.value : status;
    if (error instanceof Discard) return error.status;
    throw error;
  }
  return status;
}

const HANDLED_BY_SHELL: ReadonlySet<Signal> = new Set(['INT', 'TERM', 'QUIT', 'TSTP', 'TTIN', 'TTOU']);

/** Takes note of `trap action signal`; '' ignores it, undefined gives the default back. */
export function setTrap(shell: Shell, condition: string, action: string | undefined): void {
  if (action === undefined) shell.traps.delete(condition);
  else shell.traps.set(condition, action);
  if (!(condition in SIGNALS)) return;
  const signal = condition as Signal;
  const { process } = shell;
  if (action === '') process.onSignal(signal, 'ignore');
  else if (action !== undefined) process.onSignal(signal, () => shell.pending.push(signal));
  else if (signal === 'INT' ? shell.restoreHandler : shell.interactive && HANDLED_BY_SHELL.has(signal))
    shell.restoreHandler?.(signal);
  else if (signal === 'CHLD') catchChildren(process);
  else process.onSignal(signal, 'default');
}

/**
 * dash and ash catch SIGINT while they run a script or the text of -c, and end of it when the program that they
 * wait for has ended. @see dash trap.c, setsignal; error.c, onint
 */
export function catchInterrupt(shell: Shell): void {
  shell.restoreHandler = (signal) => shell.process.onSignal(signal, () => (shell.interrupted = true));
  shell.restoreHandler('INT');
}

/** All three shells catch SIGCHLD from the start: /proc/PID/status shows it. */
export function catchChildren(process: Process): void {
  process.onSignal('CHLD', takeNote);
}
