import { decode } from '../kernel/bytes.ts';
import type { Start } from './arguments.ts';
import { runFile } from './builtins/source.ts';
import { Discard } from './error.ts';
import { getParameter } from './parameter.ts';
import type { Shell } from './shell.ts';

/** Runs the files that a shell begins with: those of a login, or of an interactive shell. */
export async function readStartFiles(shell: Shell, { login, readsFiles }: Start): Promise<void> {
  const home = getParameter(shell, 'HOME') ?? '/';
  if (login) {
    await runIfThere(shell, '/etc/profile');
    if (shell.dialect.name !== 'bash') {
      await runIfThere(shell, `${home}/.profile`);
      return;
    }
    for (const name of ['.bash_profile', '.bash_login', '.profile'])
      if (await runIfThere(shell, `${home}/${name}`)) break;
    return;
  }
  if (!readsFiles || !shell.interactive) return;
  if (shell.dialect.name === 'bash') {
    await runIfThere(shell, '/etc/bash.bashrc');
    await runIfThere(shell, `${home}/.bashrc`);
    return;
  }
  const file = getParameter(shell, 'ENV');
  if (file !== undefined && file !== '') await runIfThere(shell, file);
}

async function runIfThere(shell: Shell, path: string): Promise<boolean> {
  const { fs } = shell.process;
  if (!fs.exists(path) || fs.stat(path).type !== 'file' || !fs.may(path, 'r')) return false;
  try {
    await runFile(shell, decode(fs.readFile(path)), path);
  } catch (error) {
    if (!(error instanceof Discard)) throw error;
  }
  return true;
}
