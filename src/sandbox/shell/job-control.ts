import type { Signal } from '../kernel/signal.ts';
import type { Shell } from './shell.ts';

/** Signals that an interactive shell lets pass by. Handlers, as ignored signals would be ignored by its children too. */
const HARMLESS: readonly Signal[] = ['TERM', 'QUIT', 'TSTP', 'TTIN', 'TTOU'];

/** Puts the shell into the foreground of its terminal, in a group of its own, and takes charge of the keyboard's signals. */
export function takeTerminal(shell: Shell, onResize: () => void): void {
  const { process } = shell;
  const terminal = shell.file(0)?.terminal;
  const handle = (signal: Signal) =>
    process.onSignal(signal, signal === 'INT' ? () => (shell.interrupted = true) : () => {});
  for (const signal of HARMLESS) handle(signal);
  handle('INT');
  shell.restoreHandler = handle;
  process.onSignal('WINCH', onResize);
  if (terminal === undefined || process.terminal !== terminal) return;
  if (process.group !== process && process.session !== process) process.group = process;
  terminal.foreground = process.group;
  shell.jobControl = true;
  shell.options.add('monitor');
}
