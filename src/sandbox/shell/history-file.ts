import { decode, encode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import { getParameter } from './parameter.ts';
import type { Shell } from './shell.ts';

const path = (shell: Shell): string | undefined => {
  const home = getParameter(shell, 'HOME');
  return getParameter(shell, 'HISTFILE') ?? (home === undefined ? undefined : `${home}/.bash_history`);
};

/** Reads ~/.bash_history. */
export function loadHistory(shell: Shell): void {
  const file = path(shell);
  const { fs } = shell.process;
  if (file === undefined || !fs.exists(file) || !fs.may(file, 'r')) return;
  shell.history.push(
    ...decode(fs.readFile(file))
      .split('\n')
      .filter((line) => line !== ''),
  );
}

/** Writes it when the shell ends; a directory that can't be written keeps no history. */
export function saveHistory(shell: Shell): void {
  const file = path(shell);
  if (file === undefined || shell.history.length === 0) return;
  const most = Number(getParameter(shell, 'HISTFILESIZE') ?? 500);
  try {
    shell.process.fs.writeFile(file, encode(`${shell.history.slice(-most).join('\n')}\n`), { mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
  }
}
