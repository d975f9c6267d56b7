import { posixRegex } from '../text/posix-regex.ts';
import { lineEnd, lineStart, nextLine } from './lines.ts';

/** One of f F t T, and the character it looks for. */
export interface Sought {
  readonly key: string;
  readonly character: string;
}

const OTHER_WAY: Readonly<Record<string, string>> = { f: 'F', F: 'f', t: 'T', T: 't' };

export const reversed = ({ key, character }: Sought): Sought => ({ key: OTHER_WAY[key] ?? key, character });

/** The count-th such character in the line, for t and T the place before it; undefined when there are fewer. */
export function seekInLine(text: string, at: number, { key, character }: Sought, count: number): number | undefined {
  const forward = key === 'f' || key === 't';
  const line = { start: lineStart(text, at), end: lineEnd(text, at) };
  let place = at;
  for (let turn = 0; turn < Math.max(1, count); turn++) {
    place = forward ? text.indexOf(character, place + 1) : place === 0 ? -1 : text.lastIndexOf(character, place - 1);
    if (place === -1 || place < line.start || place >= line.end) return undefined;
  }
  if (key === 't') return place - 1;
  return key === 'T' ? place + 1 : place;
}

const PAIRS = '()[]{}';

/** The partner of the first bracket from a place on in its line. */
export function seekPartner(text: string, at: number): number | undefined {
  const end = lineEnd(text, at);
  let from = at;
  while (from < end && !PAIRS.includes(text[from] ?? '')) from++;
  if (from >= end) return undefined;
  return partnerOf(text, from);
}

function partnerOf(text: string, at: number): number | undefined {
  const index = PAIRS.indexOf(text[at] ?? '');
  const step = index % 2 === 0 ? 1 : -1;
  const partner = PAIRS[index + step];
  let depth = 1;
  for (let place = at + step; place >= 0 && place < text.length; place += step) {
    if (text[place] === text[at]) depth++;
    else if (text[place] === partner && --depth === 0) return place;
  }
  return undefined;
}

export interface Pattern {
  readonly text: string;
  readonly forward: boolean;
}

/**
 * The next match of a basic regular expression; goes on at the other end of the text.
 * @returns undefined when there is none
 * @throws {RegexError}
 */
export function seekText(
  text: string,
  at: number,
  { text: pattern, forward }: Pattern,
  noCase: boolean,
): { readonly at: number; readonly wrapped: boolean } | undefined {
  const places = [...text.matchAll(expressionOf(pattern, noCase))].map(({ index }) => index);
  const found = forward ? places.find((place) => place > at) : places.findLast((place) => place < Math.max(1, at));
  if (found !== undefined) return { at: found, wrapped: false };
  const first = forward ? places[0] : places.at(-1);
  return first === undefined ? undefined : { at: first, wrapped: true };
}

/** @throws {RegexError} */
export const expressionOf = (pattern: string, noCase: boolean): RegExp =>
  posixRegex(pattern, { extended: false, ignoreCase: noCase, global: true, multiline: true });

/** The empty line (or the end) that the next paragraph, or the one before, is bounded by. */
export function seekParagraph(text: string, at: number, forward: boolean): number {
  const isEmpty = (place: number): boolean => text[place] === '\n' && (place === 0 || text[place - 1] === '\n');
  const last = text.length - 1;
  let place = at;
  let skipping = true;
  while (forward ? place < last : place > 0) {
    if (!isEmpty(place)) skipping = false;
    else if (!skipping) break;
    place = forward ? (skipping && isEmpty(place) ? place + 1 : (nextLine(text, place) ?? last)) : place - 1;
  }
  return place;
}
