/** A shell pattern as a regular expression for a whole name; `*` matches a slash too. */
export function globRegex(pattern: string, flags = ''): RegExp {
  let source = '';
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index] ?? '';
    if (character === '*') source += '[^]*';
    else if (character === '?') source += '[^]';
    else if (character === '\\') source += escapeRegex(pattern[++index] ?? '\\');
    else if (character === '[') {
      const set = /^\[([!^]?)(\]?(?:\[:\w+:\]|[^\]])*)\]/.exec(pattern.slice(index));
      if (set === null) source += '\\[';
      else {
        source += `[${set[1] === '' ? '' : '^'}${classBody(set[2] ?? '')}]`;
        index += set[0].length - 1;
      }
    } else source += escapeRegex(character);
  }
  return new RegExp(`^${source}$`, `u${flags}`);
}

/** What a POSIX class stands for inside of brackets. */
const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alpha: '\\p{L}',
  digit: '0-9',
  alnum: '\\p{L}\\p{N}',
  upper: '\\p{Lu}',
  lower: '\\p{Ll}',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`\\{-~',
  print: '\\x20-\\x7e\\u00a0-\\u{10ffff}',
  graph: '\\x21-\\x7e\\u00a1-\\u{10ffff}',
  cntrl: '\\x00-\\x1f\\x7f',
  xdigit: '0-9A-Fa-f',
};

/** What stands between POSIX brackets, as JavaScript's `u` mode wants it. */
export function classBody(text: string): string {
  return text.replace(
    /\[:(\w+):\]|\[=(.)=\]|\[\.(.)\.\]|[\\[\]^&]/gu,
    (whole, name?: string, same?: string, dot?: string) => {
      if (name !== undefined) return POSIX_CLASSES[name] ?? '';
      return escapeInClass(same ?? dot ?? whole);
    },
  );
}

const escapeInClass = (character: string): string => (/[\\\]^[-]/.test(character) ? `\\${character}` : character);

export const escapeRegex = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
