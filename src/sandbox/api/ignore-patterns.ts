interface Pattern {
  readonly regexp: RegExp;
  readonly negated: boolean;
}

const special = (char: string) => (/[.+()|{}$]/.test(char) ? `\\${char}` : char);

/** A pattern that can't be read; `message` is Go's. */
export class PatternError extends Error {}

/** Whether filepath.Match can read a pattern: classes have an end, ranges both of theirs, escapes something to escape. */
const isReadable = (pattern: string): boolean =>
  /^(?:[^[\\]|\\.|\[\^?(?:(?:[^\\\]-]|\\.)(?:-(?:[^\\\]-]|\\.))?)+\])*$/s.test(pattern);

/** @see moby/patternmatcher patternmatcher.go, Pattern.compile */
function toRegExp(pattern: string): RegExp {
  let source = '^';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? '';
    if (char === '*' && pattern[at + 1] === '*') {
      at++;
      if (pattern[at + 1] === '/') at++;
      source += at + 1 >= pattern.length ? '.*' : '(.*/)?';
    } else if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '\\') source += pattern[at + 1] === undefined ? '\\\\' : special(`\\${pattern[++at] ?? ''}`);
    else if (char === '^') source += '\\^';
    else source += special(char);
  }
  return new RegExp(`${source}$`);
}

/** The lines of a .dockerignore: no comments, no slashes at the ends. @see ignorefile.ReadAll */
export function readIgnoreFile(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const negated = line.startsWith('!');
      const path = negated ? line.slice(1).trim() : line;
      const clean = path
        .split('/')
        .filter((name) => name !== '' && name !== '.')
        .join('/');
      return `${negated ? '!' : ''}${clean}`;
    });
}

/** Files that a list of patterns leaves out; the last pattern that fits a file or a directory above it decides. */
export class IgnorePatterns {
  readonly #patterns: readonly Pattern[];
  readonly #hasExceptions: boolean;

  /** @throws {PatternError} */
  constructor(patterns: readonly string[]) {
    if (!patterns.every(isReadable)) throw new PatternError('syntax error in pattern');
    this.#patterns = patterns
      .filter((pattern) => pattern !== '' && pattern !== '!')
      .map((pattern) => {
        const negated = pattern.startsWith('!');
        return { negated, regexp: toRegExp(negated ? pattern.slice(1) : pattern) };
      });
    this.#hasExceptions = this.#patterns.some(({ negated }) => negated);
  }

  static of(text: string | undefined): IgnorePatterns {
    return new IgnorePatterns(text === undefined ? [] : readIgnoreFile(text));
  }

  /** @param path relative, without `./` */
  matches(path: string): boolean {
    const names = path.split('/');
    const above = names.map((_, index) => names.slice(0, index + 1).join('/'));
    let ignored = false;
    for (const { regexp, negated } of this.#patterns) {
      if (negated === ignored && above.some((prefix) => regexp.test(prefix))) ignored = !negated;
    }
    return ignored;
  }

  /** Nothing below an ignored directory can come back. */
  matchesAll(directory: string): boolean {
    return !this.#hasExceptions && this.matches(directory);
  }
}
