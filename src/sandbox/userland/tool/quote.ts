import type { Process } from '../../kernel/process.ts';

/** Whether the process speaks UTF-8, as its environment says. */
function speaksUtf8(process: Process): boolean {
  const locale = process.env.get('LC_ALL') || process.env.get('LC_CTYPE') || process.env.get('LANG') || '';
  return /utf-?8/i.test(locale);
}

/** A file name in a message, as GNU's quoteaf writes it: `'a b'`, `"it's"`, `'a'$'\n''b'`. */
export function quoteName(name: string): string {
  if (!/['\x00-\x1f\x7f]/.test(name)) return `'${name}'`;
  if (!/[\x00-\x1f\x7f"$`\\!]/.test(name)) return `"${name}"`;
  const parts = name.split(/([\x00-\x1f\x7f]+)/).map((part, index) => {
    if (index % 2 === 1) return `'$'${[...part].map(escapeControl).join('')}''`;
    return part.replaceAll("'", `'\\''`);
  });
  return `'${parts.join('')}'`.replace(/''$/, '');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
};

const escapeControl = (character: string): string =>
  ESCAPES[character] ?? `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;

/** A word in a message, as GNU's quote writes it: curly where the locale is UTF-8. */
export const quoteWord = (process: Process, word: string): string => (speaksUtf8(process) ? `‘${word}’` : `'${word}'`);

/** A name in `ls` on a terminal: quoted only where a shell would need it. */
export const quoteForShell = (name: string): string =>
  name === '' || /[\s'"$`\\!*?[\](){}<>|&;~#=^\x00-\x1f]/.test(name) ? quoteName(name) : name;
