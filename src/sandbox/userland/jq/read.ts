import type { Json } from './value.ts';

const NEXT = /\s*/y;

/**
 * Reads JSON values one after another.
 *
 * @returns what is wrong with the text, in jq's words; undefined for nothing
 */
export function readJson(text: string, take: (value: Json) => void): string | undefined {
  let at = 0;
  while (at < text.length) {
    NEXT.lastIndex = at;
    at += NEXT.exec(text)?.[0].length ?? 0;
    if (at >= text.length) return undefined;
    const end = endOf(text, at);
    try {
      take(JSON.parse(text.slice(at, end)) as Json);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const opens = /^[[{"]/.test(text.slice(at));
      const before = text.slice(0, end).split('\n');
      const place = `at line ${before.length}, column ${(before.at(-1) ?? '').length}`;
      if (opens && end >= text.length) return `Unfinished JSON term ${place}`;
      return `Invalid ${/^[-\d\w]/.test(text.slice(at)) ? 'numeric ' : ''}literal ${place}`;
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
