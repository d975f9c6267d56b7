import { decode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Builtin } from '../builtin.ts';
import { ExpansionError, Flow, ShellError } from '../error.ts';
import { getParameter } from '../parameter.ts';
import { runText } from '../run-text.ts';
import type { Shell } from '../shell.ts';

export const source: Builtin = async (shell, args, name) => {
  const [path, ...positional] = args[0] === '--' ? args.slice(1) : args;
  if (path === undefined) {
    if (shell.dialect.name !== 'bash') return shell.dialect.name === 'dash' ? 0 : 2;
    await shell.complain(`${name}: filename argument required`);
    await shell.say(`${name}: usage: ${name} filename [arguments]\n`);
    return 2;
  }
  const text = await readFile(shell, path, name);
  if (text === undefined) return 1;
  return shell.nested('source', () => runFile(shell, text, path, positional));
};

/** Runs a file's commands in the shell itself. */
export async function runFile(
  shell: Shell,
  text: string,
  path: string,
  positional: readonly string[] = [],
): Promise<number> {
  const before = shell.positional;
  const { stack } = shell;
  if (positional.length > 0) shell.positional = positional;
  shell.stack = [{ name: path, kind: 'source', callLine: shell.line }, ...stack];
  try {
    return await runText(shell, text, { name: path });
  } catch (error) {
    if (error instanceof Flow && error.kind === 'return') return error.value;
    throw error;
  } finally {
    shell.stack = stack;
    if (positional.length > 0) shell.positional = before;
  }
}

async function readFile(shell: Shell, path: string, name: string): Promise<string | undefined> {
  const { fs } = shell.process;
  try {
    return decode(fs.readFile(find(shell, path)));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (shell.dialect.name === 'bash') {
      await shell.complain(
        `${error.code === 'EISDIR' ? `${name}: ` : ''}${path}: ${error.code === 'EISDIR' ? 'is a directory' : error.message}`,
      );
      return undefined;
    }
    const missing = error.code === 'ENOENT' && !path.includes('/');
    const refusal = missing ? `${path}: not found` : shell.dialect.cannotOpen(path, error.message, false);
    if (shell.dialect.name === 'ash') throw new ShellError(refusal, 2);
    throw new ExpansionError(`.: ${refusal}`, { status: 2, exits: true });
  }
}

function find(shell: Shell, path: string): string {
  if (path.includes('/')) return path;
  const { fs } = shell.process;
  for (const directory of (getParameter(shell, 'PATH') ?? '').split(':')) {
    const candidate = `${directory === '' ? '.' : directory}/${path}`;
    if (fs.exists(candidate) && fs.stat(candidate).type === 'file') return candidate;
  }
  return path;
}
