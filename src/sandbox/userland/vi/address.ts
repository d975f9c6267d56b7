import type { Editor } from './editor.ts';
import { lineNumber, newlines } from './lines.ts';
import { seekText } from './find.ts';

/** Lines, both with them; the first is 1. */
export interface Lines {
  readonly from: number;
  readonly to: number;
  /** Whether somebody said which. */
  readonly given: boolean;
}

export class AddressError extends Error {
  readonly kind = 'address';
}

/**
 * The lines before a colon command: N . $ 'a /text/ ?text? with +N and -N, two of them with a comma, or % for all.
 * @returns them, and what is left of the line
 * @throws AddressError in BusyBox's words
 */
export function readLines(editor: Editor, line: string): [Lines, rest: string] {
  const { text, cursor } = editor.buffer;
  const here = lineNumber(text, cursor);
  const all = newlines(text);
  if (line.startsWith('%')) return [{ from: 1, to: all, given: true }, line.slice(1)];
  const [first, rest] = readAddress(editor, line.trimStart(), here);
  if (first === undefined && !rest.startsWith(',')) return [{ from: here, to: here, given: false }, rest];
  if (!rest.startsWith(',')) return [check({ from: first ?? here, to: first ?? here, given: true }, all), rest];
  const [last, left] = readAddress(editor, rest.slice(1), here);
  return [check({ from: first ?? here, to: last ?? here, given: true }, all), left];
}

function check(lines: Lines, all: number): Lines {
  if (lines.from < 1 || lines.to > all || lines.from > lines.to) throw new AddressError('Invalid range');
  return lines;
}

function readAddress(editor: Editor, line: string, here: number): [number | undefined, string] {
  const [base, rest] = readBase(editor, line, here);
  let number = base;
  let left = rest;
  for (let step = /^([+-])(\d*)/.exec(left); step !== null; step = /^([+-])(\d*)/.exec(left)) {
    const by = step[2] === '' ? 1 : Number(step[2]);
    number = (number ?? here) + (step[1] === '+' ? by : -by);
    left = left.slice(step[0].length);
  }
  return [number, left];
}

function readBase(editor: Editor, line: string, here: number): [number | undefined, string] {
  const { marks, settings, pattern: before } = editor;
  const { text, cursor } = editor.buffer;
  const number = /^\d+/.exec(line)?.[0];
  if (number !== undefined) return [Number(number), line.slice(number.length)];
  if (line.startsWith('.')) return [here, line.slice(1)];
  if (line.startsWith('$')) return [newlines(text), line.slice(1)];
  if (line.startsWith("'")) {
    const place = marks.get(line.charAt(1).toLowerCase());
    if (place === undefined) throw new AddressError('Mark not set');
    return [lineNumber(text, place), line.slice(2)];
  }
  const sign = line.charAt(0);
  if (sign !== '/' && sign !== '?') return [undefined, line];
  const end = line.indexOf(sign, 1);
  const sought = line.slice(1, end === -1 ? undefined : end);
  const pattern = sought === '' ? before?.text : sought;
  if (pattern === undefined) throw new AddressError('No previous search');
  const found = seekText(text, cursor, { text: pattern, forward: sign === '/' }, settings.ignorecase);
  if (found === undefined) throw new AddressError('Pattern not found');
  return [lineNumber(text, found.at), end === -1 ? '' : line.slice(end + 1)];
}
