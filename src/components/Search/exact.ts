import type { SearchRecord } from '../../lib/search/record.ts';

/** Below this a record is no answer. */
const LEAST = 40;

/**
 * Records that are named as the query is. Pagefind folds case and ranks by words; here `-p` is not `-P`,
 * and `docker run -p` is the flag of that command.
 *
 * @returns best first; equals in the order of `records`.
 */
export function exactHits(query: string, records: readonly SearchRecord[], limit = 5): SearchRecord[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  return records
    .map((record, order) => ({ record, order, score: scoreOf(record, words) }))
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .slice(0, limit)
    .map(({ record }) => record);
}

/** The query without substitutions and values: `docker rm $(docker ps -q)` is about `docker rm`, `-m 512m` about `-m`. */
function wordsOf(query: string): string[] {
  const words = query
    .replace(/\$\([^)]*\)?/g, ' ')
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  const plain = words.filter((word) => isFlag(word) || !/\d|[=:/$]/.test(word));
  return (plain.some(isFlag) ? plain : words).flatMap(unbundle);
}

/** `-it` is `-i` and `-t`. */
function unbundle(word: string): string[] {
  return /^-[a-zA-Z]{2,4}$/.test(word) ? Array.from(word.slice(1), (letter) => `-${letter}`) : [word];
}

function scoreOf(record: SearchRecord, words: readonly string[]): number {
  if (record.kind === 'flag') return scoreOfFlag(record, words);
  if (words.some(isFlag)) return record.kind === 'recipe' ? scoreOfRecipe(record, words) : 0;
  const query = words.join(' ').toLowerCase();
  const names = record.names.map((name) => name.toLowerCase());
  if (record.kind === 'command') {
    if (names.includes(query) || names.includes(`docker ${query}`)) return 100;
    return names.some((name) => name.startsWith(query) || name.startsWith(`docker ${query}`)) && query.length > 1
      ? 60
      : 0;
  }
  return record.kind === 'recipe' ? scoreOfRecipe(record, words) : 0;
}

function scoreOfFlag({ names, title }: SearchRecord, words: readonly string[]): number {
  const asked = words.filter(isFlag).map((word) => word.replace(/=.*$/, ''));
  const rest = words.filter((word) => !isFlag(word) && word !== 'docker');
  const path = title.split(' ');
  const fits = rest.every((word) => path.includes(word));
  if (asked.length === 0) {
    const [word] = rest;
    return rest.length === 1 && word !== undefined && word.length > 2 && names.includes(`--${word.toLowerCase()}`)
      ? 45
      : 0;
  }
  if (asked.some((flag) => names.includes(flag))) return fits ? 95 : 0;
  const [flag = ''] = asked;
  return fits && flag.length > 3 && names.some((name) => name.startsWith(flag)) ? 55 : 0;
}

/** The command of a row, typed from its beginning. */
function scoreOfRecipe({ names }: SearchRecord, words: readonly string[]): number {
  const query = words.join(' ');
  return query.includes(' ') && names.some((name) => name.startsWith(query) || name.startsWith(`docker ${query}`))
    ? 52
    : 0;
}

const isFlag = (word: string): boolean => /^--?[\w]/.test(word);
