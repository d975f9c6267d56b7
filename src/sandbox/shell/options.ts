import { ShellError } from './error.ts';
import type { Shell } from './shell.ts';

export interface Options {
  /** Letters that were given, with `+` before those that `+` switched off. */
  readonly flags: ReadonlySet<string>;
  /** Values of the letters that take one. */
  readonly values: ReadonlyMap<string, string>;
  readonly rest: readonly string[];
}

/**
 * Reads the options of a builtin.
 *
 * @param letters as for getopts: `r` is a flag, `p:` takes a value
 * @param usage the line that follows `invalid option`, behind `name: usage: `
 */
export async function readOptions(
  shell: Shell,
  name: string,
  args: readonly string[],
  letters: string,
  usage: string,
  { plus = false } = {},
): Promise<Options> {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  let at = 0;
  for (; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word === '--') {
      at++;
      break;
    }
    if (!(plus ? /^[-+]./ : /^-./).test(word)) break;
    for (let index = 1; index < word.length; index++) {
      const letter = word.charAt(index);
      const place = letters.indexOf(letter);
      if (place < 0 || letter === ':') {
        return refuseOption(shell, name, word.charAt(0) + letter, usage);
      }
      if (letters[place + 1] !== ':') {
        flags.add(word.startsWith('+') ? `+${letter}` : letter);
        continue;
      }
      const value = index + 1 < word.length ? word.slice(index + 1) : args[++at];
      if (value === undefined) {
        await shell.complain(`${name}: -${letter}: option requires an argument`);
        await shell.say(`${name}: usage: ${usage}\n`);
        throw new UsageRefused();
      }
      flags.add(letter);
      values.set(letter, value);
      break;
    }
  }
  return { flags, values, rest: args.slice(at) };
}

/** Refuses an option as the dialect does. @throws {ShellError} with status 2 */
export async function refuseOption(shell: Shell, name: string, option: string, usage: string): Promise<never> {
  if (shell.dialect.name !== 'bash') throw new ShellError(`${illegal(shell)} option ${option}`, 2);
  await shell.complain(`${name}: ${option}: invalid option`);
  await shell.say(`${name}: usage: ${usage}\n`);
  throw new UsageRefused();
}

/** dash's word for what it doesn't take. */
const illegal = (shell: Shell): string => (shell.dialect.name === 'dash' ? 'Illegal' : 'illegal');

/** An argument that should have been a number. @throws {ShellError} */
export function refuseNumber(shell: Shell, text: string, bash: string, status = 1): never {
  throw shell.dialect.name === 'bash' ? new ShellError(bash, status) : new ShellError(`Illegal number: ${text}`, 2);
}

/** The usage has been printed; status 2. */
class UsageRefused extends ShellError {
  constructor() {
    super('', 2);
  }
}

export const isName = (text: string): boolean => /^[A-Za-z_]\w*$/.test(text);
