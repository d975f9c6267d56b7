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
        await shell.complain(`${name}: ${word.charAt(0)}${letter}: invalid option`);
        await shell.say(`${name}: usage: ${usage}\n`);
        throw new UsageRefused();
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

/** The usage has been printed; status 2. */
export class UsageRefused extends ShellError {
  constructor() {
    super('', 2);
  }
}

export const isName = (text: string): boolean => /^[A-Za-z_]\w*$/.test(text);
