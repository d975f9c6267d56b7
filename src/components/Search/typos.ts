import type { SearchRecord } from '../../lib/search/record.ts';
import { isCommonWord } from '../../lib/search/tokens.ts';
import { hasSynonyms } from '../../lib/search/synonyms.ts';

/** Words of the site with how often they occur. */
export type Vocabulary = ReadonlyMap<string, number>;

const WORD = /--?[\w-]+|[\p{L}\d][\p{L}\d._-]*/gu;

export function vocabularyOf(records: readonly SearchRecord[]): Vocabulary {
  const words = new Map<string, number>();
  const add = (word: string): unknown => words.set(word, (words.get(word) ?? 0) + 1);
  for (const { title, text, names, keys = '' } of records) {
    for (const [word] of `${title} ${text} ${names.join(' ')} ${keys}`.toLowerCase().matchAll(WORD)) {
      add(word);
      const parts = word.split(/[-._]+/).filter(Boolean);
      if (parts.length > 1) parts.forEach(add);
    }
  }
  return words;
}

/** @returns the query with unknown words replaced by the known word next to them; undefined when nothing is near. */
export function correct(query: string, vocabulary: Vocabulary): string | undefined {
  let changed = false;
  const words = query
    .trim()
    .split(/\s+/)
    .map((word) => {
      const known = nearest(word.toLowerCase(), vocabulary);
      if (known !== undefined) changed = true;
      return known ?? word;
    });
  return changed ? words.join(' ') : undefined;
}

function nearest(word: string, vocabulary: Vocabulary): string | undefined {
  if (vocabulary.has(word) || word.length < 3 || isCommonWord(word) || hasSynonyms(word)) return undefined;
  const allowed = word.replace(/^-+/, '').length < 5 ? 1 : 2;
  let best: { word: string; distance: number; count: number } | undefined;
  for (const [known, count] of vocabulary) {
    if (Math.abs(known.length - word.length) > allowed || known.startsWith('-') !== word.startsWith('-')) continue;
    const distance = editDistance(word, known);
    if (distance > allowed) continue;
    if (best === undefined || distance < best.distance || (distance === best.distance && count > best.count)) {
      best = { word: known, distance, count };
    }
  }
  return best?.word;
}

/** Letters to add, drop, change or swap with their neighbour to make `b` of `a` (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const changed = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      let least = Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, changed);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        least = Math.min(least, (before[column - 2] ?? 0) + 1);
      }
      next.push(least);
    }
    before = last;
    last = next;
  }
  return last[b.length] ?? 0;
}

/** @returns the records whose names look most like the query, for when nothing was found. */
export function lookalikes(query: string, records: readonly SearchRecord[], limit = 5): SearchRecord[] {
  const asked = pairs(query.toLowerCase().slice(0, 80));
  return records
    .map((record) => ({
      record,
      score: Math.max(...[record.title, ...record.names].map((name) => overlap(asked, pairs(name.toLowerCase())))),
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ record }) => record);
}

function pairs(text: string): Set<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared += 1;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}
