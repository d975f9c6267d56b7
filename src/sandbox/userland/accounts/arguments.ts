/** Short and long options with one value, and those without. */
export interface Parsed {
  readonly values: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
  readonly operands: readonly string[];
}

/** @param long names of long options, each with the letter that means the same */
export function parse(args: readonly string[], withValue: string, long: Readonly<Record<string, string>>): Parsed {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  const operands: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg.startsWith('--')) {
      const [word = '', given] = arg.slice(2).split(/=(.*)/s);
      const letter = long[word] ?? word;
      if (withValue.includes(letter)) values.set(letter, given ?? args[++at] ?? '');
      else flags.add(letter);
    } else if (arg.startsWith('-') && arg.length > 1) {
      for (let index = 1; index < arg.length; index++) {
        const letter = arg[index] ?? '';
        if (!withValue.includes(letter)) flags.add(letter);
        else {
          values.set(letter, arg.slice(index + 1) || (args[++at] ?? ''));
          break;
        }
      }
    } else operands.push(arg);
  }
  return { values, flags, operands };
}
