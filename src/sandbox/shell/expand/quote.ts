/** A word that the shell reads back as this text: printf %q, ${x@Q} differs. */
export function quoteWord(text: string): string {
  if (text === '') return "''";
  if (/[\x00-\x1f\x7f]/.test(text)) return ansiQuote(text);
  return text.replace(/[^\w@%+=:,./^-]|^[~#]|(?<==)~|\^/gu, (char) => (char.charCodeAt(0) > 127 ? char : `\\${char}`));
}

/** `'…'`, as ${x@Q}, `declare -p` of aliases and `set` write it. */
export function singleQuote(text: string): string {
  return /[\x00-\x08\x0b-\x1f\x7f]/.test(text) || /[\n\t]/.test(text)
    ? ansiQuote(text)
    : `'${text.replaceAll("'", "'\\''")}'`;
}

/** `"…"`, as `declare -p` and `export -p` write a value. */
export function doubleQuote(text: string): string {
  if (/[\x00-\x08\x0b-\x1f\x7f]/.test(text) || text.includes('\n')) return ansiQuote(text);
  return `"${text.replace(/[$`"\\]/g, '\\$&')}"`;
}

/** Quotes only what needs it: xtrace. */
export const quoteIfNeeded = (text: string): string =>
  text !== '' && /^[\w@%+=:,./^{}-][\w@%+=:,./^{}~#-]*$/.test(text) ? text : singleQuote(text);

const NAMED: Readonly<Record<string, string>> = {
  '\x07': '\\a', '\b': '\\b', '\x1b': '\\E', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v',
  '\\': '\\\\', "'": "\\'",
}; // prettier-ignore

const ansiQuote = (text: string): string =>
  `$'${text.replace(/[\x00-\x1f\x7f\\']/g, (char) => NAMED[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`)}'`;
