import type { Builtin } from '../builtin.ts';
import { singleQuote } from '../expand/quote.ts';
import { readOptions } from '../options.ts';
import type { Shell } from '../shell.ts';

const refuse = (shell: Shell, builtin: string, word: string): Promise<void> =>
  shell.dialect.name === 'bash'
    ? shell.complain(`${builtin}: ${word}: not found`)
    : shell.say(`${builtin}: ${word} not found\n`);

export const alias: Builtin = async (shell, args) => {
  const words = args.filter((word) => word !== '-p');
  const head = shell.dialect.name === 'bash' ? 'alias ' : '';
  let status = 0;
  for (const word of words.length > 0 ? words : [...shell.aliases.keys()].sort()) {
    const at = word.indexOf('=');
    if (at > 0) shell.aliases.set(word.slice(0, at), word.slice(at + 1));
    else {
      const value = shell.aliases.get(word);
      if (value === undefined) {
        await refuse(shell, 'alias', word);
        status = 1;
      } else await shell.process.out(`${head}${word}=${singleQuote(value)}\n`);
    }
  }
  return status;
};

export const unalias: Builtin = async (shell, words, name) => {
  const { rest: args, flags } = await readOptions(shell, name, words, 'a', 'unalias [-a] name [name ...]');
  if (flags.has('a')) {
    shell.aliases.clear();
    return 0;
  }
  let status = 0;
  for (const word of args) {
    if (shell.aliases.delete(word)) continue;
    await refuse(shell, 'unalias', word);
    status = 1;
  }
  return status;
};
