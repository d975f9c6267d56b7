import { Errno } from '../../kernel/errno.ts';
import { findInPath } from '../../kernel/exec.ts';
import type { Builtin } from '../builtin.ts';
import { ShellError } from '../error.ts';
import { withRedirections } from '../redirect.ts';
import { replaceShell, runExternal } from '../external.ts';
import { functionText } from '../function-text.ts';
import { readOptions } from '../options.ts';
import { getParameter } from '../parameter.ts';
import type { Shell } from '../shell.ts';
import { builtinOf, runBuiltin } from '../simple.ts';

const KEYWORDS = new Set([
  'if', 'then', 'else', 'elif', 'fi', 'case', 'esac', 'for', 'select', 'while', 'until', 'do', 'done', 'in', 'function', 'time', '{', '}', '!', '[[', ']]', 'coproc',
]); // prettier-ignore

const STANDARD_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export const command: Builtin = async (shell, args, name) => {
  const { flags, rest } = await readOptions(shell, name, args, 'pvV', 'command [-pVv] command [arg ...]');
  const [word, ...words] = rest;
  if (word === undefined) return 0;
  if (flags.has('v') || flags.has('V')) {
    let status = 1;
    for (const each of shell.dialect.name === 'bash' ? rest : rest.slice(0, 1))
      if (await describe(shell, each, flags.has('V') ? 'long' : 'short', 'command')) status = 0;
    return status === 1 && shell.dialect.name !== 'bash' ? 127 : status;
  }
  const builtin = builtinOf(shell, word);
  if (builtin !== undefined) return runBuiltin(shell, word, builtin, words);
  return runExternal(shell, rest, flags.has('p') ? { path: STANDARD_PATH } : {});
};

/** `builtin` */
export const builtinCommand: Builtin = async (shell, [word, ...words]) => {
  if (word === undefined) return 0;
  const builtin = builtinOf(shell, word);
  if (builtin === undefined) throw new ShellError(`${word}: not a shell builtin`);
  return runBuiltin(shell, word, builtin, words);
};

function inPath(shell: Shell, word: string): string | undefined {
  try {
    const path = findInPath(shell.process, word, getParameter(shell, 'PATH') ?? '');
    return word.includes('/') && !shell.process.fs.exists(path) ? undefined : path;
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return undefined;
  }
}

/** Says what a word would run; false when nothing. */
async function describe(shell: Shell, word: string, style: 'long' | 'short' | 'type', name: string): Promise<boolean> {
  const { process } = shell;
  const say = async (long: string, short: string, type: string): Promise<boolean> => {
    await process.out(`${style === 'long' ? long : style === 'short' ? short : type}\n`);
    return true;
  };
  const alias = shell.aliases.get(word);
  if (alias !== undefined) return say(`${word} is aliased to \`${alias}'`, `alias ${word}='${alias}'`, 'alias');
  if (KEYWORDS.has(word)) return say(`${word} is a shell keyword`, word, 'keyword');
  const called = shell.functions.get(word);
  if (called !== undefined) {
    const { name: dialect } = shell.dialect;
    const body = dialect === 'bash' ? `\n${functionText(word, called).trimEnd()}` : '';
    return say(`${word} is a ${dialect === 'dash' ? 'shell ' : ''}function${body}`, word, 'function');
  }
  if (builtinOf(shell, word) !== undefined) return say(`${word} is a shell builtin`, word, 'builtin');
  const path = inPath(shell, word);
  if (path !== undefined) return say(`${word} is ${path}`, path, 'file');
  if (style !== 'long') return false;
  if (shell.dialect.name === 'bash') await shell.complain(`${name}: ${word}: not found`);
  else await process.out(`${word}: not found\n`);
  return false;
}

export const type: Builtin = async (shell, args, name) => {
  const { flags, rest } =
    shell.dialect.name === 'dash'
      ? { flags: new Set<string>(), rest: args }
      : await readOptions(shell, name, args, 'afptP', 'type [-afptP] name [name ...]');
  let status = 0;
  for (const word of rest) {
    if (flags.has('p') || flags.has('P')) {
      const path = builtinOf(shell, word) === undefined || flags.has('P') ? inPath(shell, word) : undefined;
      if (path === undefined) status = 1;
      else await shell.process.out(`${path}\n`);
    } else if (!(await describe(shell, word, flags.has('t') ? 'type' : 'long', name)))
      status = shell.dialect.name === 'bash' ? 1 : 127;
    else if (flags.has('a') && builtinOf(shell, word) !== undefined) {
      const path = inPath(shell, word);
      if (path !== undefined) await shell.process.out(`${word} is ${path}\n`);
    }
  }
  return status;
};

export const exec: Builtin = async (shell, args, name) => {
  const { values, flags, rest } = await readOptions(
    shell,
    name,
    args,
    'cla:',
    'exec [-cl] [-a name] [command [argument ...]] [redirection ...]',
  );
  const [word, ...words] = rest;
  if (word === undefined) return withRedirections(shell, [], async () => 0);
  const image = inPath(shell, word);
  if (image === undefined && (!word.includes('/') || shell.dialect.name !== 'bash')) {
    await shell.complain(`exec: ${word}: not found`);
    if (!shell.interactive) shell.process.exit(127);
    return 127;
  }
  const argv = [values.get('a') ?? word, ...words];
  return replaceShell(shell, [word, ...words], {
    argv,
    by: 'exec',
    ...(flags.has('c') && { environment: new Map<string, string>() }),
  });
};

export const hash: Builtin = async (shell, args) => {
  let status = 0;
  for (const word of args) {
    if (word.startsWith('-')) continue;
    if (inPath(shell, word) !== undefined || builtinOf(shell, word) !== undefined) continue;
    await shell.complain(`hash: ${word}: not found`);
    status = 1;
  }
  return status;
};
