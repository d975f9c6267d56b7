import { textWidth } from './layout.ts';

/** Names in columns, down and then across, as readline lists them. @param width of the terminal */
export function inColumns(names: readonly string[], width: number): string {
  const cell = Math.max(0, ...names.map(textWidth)) + 2;
  const columns = Math.max(1, Math.floor(width / cell));
  const rows = Math.ceil(names.length / columns);
  let text = '';
  for (let row = 0; row < rows; row++) {
    let line = '';
    for (let at = row; at < names.length; at += rows) {
      const name = names[at] ?? '';
      line += name + ' '.repeat(cell - textWidth(name));
    }
    text += `${line}\n`;
  }
  return text;
}

/** The longest text that all begin with. */
export function commonPrefix(texts: readonly string[]): string {
  const [first = '', ...rest] = texts;
  let length = first.length;
  for (const text of rest) {
    let at = 0;
    while (at < length && text[at] === first[at]) at++;
    length = at;
  }
  return first.slice(0, length);
}
