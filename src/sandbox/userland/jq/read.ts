import type { Json } from './value.ts';

const NEXT = /\s*/y;

/**
 * Reads JSON values one after another.
 *
 * @returns what is wrong with the text, in jq's words; undefined for nothing
 */
export function readJson(text: string, take: (value: Json, line: number) => void): string | undefined {
  let at = 0;
  while (at < text.length) {
    NEXT.lastIndex = at;
    at += NEXT.exec(text)?.[0].length ?? 0;
    if (at >= text.length) return undefined;
    const end = endOf(text, at);
    try {
      take(JSON.parse(text.slice(at, end)) as Json, linesRead(text, end));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return problem(text, at, end);
    }
    at = end;
  }
  return undefined;
}

/** Where the value that starts at `at` ends. */
function endOf(text: string, at: number): number {
  let depth = 0;
  for (let index = at; index < text.length; index++) {
    const character = text[index] ?? '';
    if (character === '"') {
      for (index++; index < text.length && text[index] !== '"'; index++) if (text[index] === '\\') index++;
      if (depth === 0) return index + 1;
    } else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') {
      if (--depth <= 0) return index + 1;
    } else if (depth === 0 && /[\s,]/.test(character)) return index;
    else if (depth === 0 && index > at && /["[{]/.test(character)) return index;
  }
  return text.length;
}

/** Lines that were read when a value ends: input comes line by line. */
function linesRead(text: string, end: number): number {
  const newline = text.indexOf('\n', end);
  return text.slice(0, newline < 0 ? text.length : newline + 1).split('\n').length - 1;
}

function problem(text: string, at: number, end: number): string {
  const place = (stop: number, atEnd: boolean) => {
    const before = text.slice(0, stop).split('\n');
    return `${atEnd ? 'at EOF ' : ''}at line ${before.length}, column ${(before.at(-1) ?? '').length}`;
  };
  const rest = text.slice(at, end);
  const word = /[a-zA-Z]\w*(?=[^"]*(?:"[^"]*"[^"]*)*$)/.exec(rest)?.[0];
  if (rest.startsWith('"')) return `Unfinished string ${place(text.length, true)}`;
  if (/^[}\]]/.test(rest)) return `Unmatched '${rest[0] ?? ''}' ${place(at + 1, false)}`;
  if (word !== undefined && !['true', 'false', 'null'].includes(word)) {
    const stop = at + rest.indexOf(word) + word.length;
    const newline = text[stop] === '\n';
    return `Invalid ${/^n/.test(word) && word.length <= 4 ? '' : 'numeric '}literal ${place(newline ? stop + 1 : Math.min(text.length, stop + 1), stop >= text.length)}`;
  }
  if (end >= text.length) return `Unfinished JSON term ${place(text.length, true)}`;
  return `Expected separator between values ${place(end, false)}`;
}
