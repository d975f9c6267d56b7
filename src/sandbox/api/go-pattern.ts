/** A pattern that path.Match can't read. */
export class BadPattern extends Error {
  constructor() {
    super('syntax error in pattern');
  }
}

/** Whether a text fits a pattern; one that can't be read fits nothing. */
export function fitsPattern(pattern: string): (text: string) => boolean {
  try {
    const regexp = goPattern(pattern);
    return (text) => regexp.test(text);
  } catch (error) {
    if (!(error instanceof BadPattern)) throw error;
    return () => false;
  }
}

const literal = (char: string): string => char.replace(/[.*+?^${}()|[\]\\/-]/, '\\$&');

/**
 * Go's path.Match as a regular expression: `*`, `?`, `[a-z]`, `[^a]`, `\x`.
 *
 * @throws {BadPattern} where Go says ErrBadPattern
 */
export function goPattern(pattern: string): RegExp {
  const chars = [...pattern];
  let at = 0;
  const take = (): string => {
    const char = chars[at++];
    if (char === undefined) throw new BadPattern();
    return char;
  };
  /** One end of a range. */
  const bound = (): string => {
    const char = take();
    if (char === '-' || char === ']') throw new BadPattern();
    return char === '\\' ? take() : char;
  };
  const readClass = (): string => {
    const negated = chars[at] === '^';
    if (negated) at++;
    const ranges: string[] = [];
    do {
      const low = bound();
      let high = low;
      if (chars[at] === '-') {
        at++;
        high = bound();
      }
      // A range the wrong way round holds nothing.
      if (low <= high) ranges.push(`${literal(low)}-${literal(high)}`);
    } while (chars[at] !== ']');
    at++;
    return negated ? `[^${ranges.join('')}]` : `[${ranges.join('')}]`;
  };
  let source = '';
  while (at < chars.length) {
    const char = take();
    if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '[') source += readClass();
    else source += literal(char === '\\' ? take() : char);
  }
  return new RegExp(`^${source}$`, 's');
}
