/** Lines of a text that ends with a newline. A place is the offset of a character. */

export const lineStart = (text: string, at: number): number => (at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1);

/** Where its newline stands. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? Math.max(0, text.length - 1) : end;
}

/** Its last character; the newline of an empty line. */
export const lineLast = (text: string, at: number): number => Math.max(lineStart(text, at), lineEnd(text, at) - 1);

/** The first character of its line that isn't blank. */
export function firstWord(text: string, at: number): number {
  let place = lineStart(text, at);
  while (isBlank(text[place])) place++;
  return place;
}

export const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t';

/** @returns undefined on the last line */
export function nextLine(text: string, at: number): number | undefined {
  const next = lineEnd(text, at) + 1;
  return next < text.length ? next : undefined;
}

/** @returns undefined on the first line */
export function lineBefore(text: string, at: number): number | undefined {
  const start = lineStart(text, at);
  return start === 0 ? undefined : lineStart(text, start - 1);
}

/** How many lines a piece of a text ends. */
export function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** Of the line a place is in; the first is 1. */
export const lineNumber = (text: string, at: number): number => newlines(text.slice(0, at)) + 1;

/** Where a line begins; the last one's beginning for a number that is too high. */
export function startOfLine(text: string, number: number): number {
  let at = 0;
  for (let line = 1; line < number; line++) {
    const next = nextLine(text, at);
    if (next === undefined) break;
    at = next;
  }
  return at;
}

/** `^A` for a sign without a shape. */
export function shapeOf(character: string): string {
  if (character === '\x7f') return '^?';
  return character < ' ' ? `^${String.fromCharCode(character.charCodeAt(0) + 64)}` : character;
}

/** What a character takes on the screen when it begins in a column. */
export function widthOf(character: string, column: number, tab: number): number {
  if (character === '\t') return tab - (column % tab);
  return shapeOf(character).length;
}

/** The first column of what stands at a place. */
export function columnOf(text: string, at: number, tab: number): number {
  let column = 0;
  for (let place = lineStart(text, at); place < at; place++) column += widthOf(text[place] ?? '', column, tab);
  return column;
}

/** The character of a line that covers a column, its newline when the line is shorter. */
export function atColumn(text: string, start: number, wanted: number, tab: number): number {
  const end = lineEnd(text, start);
  let place = start;
  for (let column = 0; place < end; place++) {
    column += widthOf(text[place] ?? '', column, tab);
    if (column > wanted) break;
  }
  return place;
}
