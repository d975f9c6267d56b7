/** A refusal of runc itself; `exit` is its exit code. */
export class RuncError extends Error {
  readonly exit: number;

  constructor(message: string, exit = 1) {
    super(message);
    this.exit = exit;
  }
}

/** Flags of a command: each name leads to the first of its names; `=` stands behind those with a value. */
export interface Options {
  readonly given: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly string[];
}

/**
 * Reads flags as Go's flag package does: they end at the first word that is none.
 *
 * @param known `bundle=,b` names one flag with a value and two names
 * @throws {RuncError} `flag provided but not defined: -x`
 */
export function readOptions(words: readonly string[], known: readonly string[]): Options {
  const given = new Map<string, string[]>();
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') return { given, operands: words.slice(at + 1) };
    const [, name, value] = /^--?([^-=][^=]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (name === undefined) break;
    const flag = known.find((names) => names.replace('=', '').split(',').includes(name));
    if (flag === undefined) throw new RuncError(`flag provided but not defined: -${name}`);
    const key = flag.split(/[=,]/, 1)[0] ?? '';
    if (!flag.includes('=')) given.set(key, [value ?? 'true']);
    else {
      if (value === undefined && at + 1 >= words.length) throw new RuncError(`flag needs an argument: ${word}`);
      given.set(key, [...(given.get(key) ?? []), value ?? words[++at] ?? '']);
    }
  }
  return { given, operands: words.slice(at) };
}

/** A line of logrus: what runc writes on standard error. */
export function logLine(now: number, message: string): string {
  return `time="${new Date(now).toISOString().slice(0, 19)}Z" level=error msg=${JSON.stringify(message)}\n`;
}
