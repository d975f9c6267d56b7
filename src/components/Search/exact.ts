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
  const command = commandOf(query, records);
  const called = words.filter((word) => isFlag(word) || namesCommand(word, records));
  const hits = records
    .map((record, order) => ({
      record,
      order,
      score: record.kind === 'flag' ? scoreOfFlag(record, called, command) : scoreOf(record, words, command),
    }))
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .map(({ record }) => record);
  return withoutRepeats(hits, words, command !== undefined).slice(0, limit);
}

/** Of rows that begin alike, and of the commands that have a flag, the first is enough; the others are ranked below. */
function withoutRepeats(hits: readonly SearchRecord[], words: readonly string[], oneCommand: boolean): SearchRecord[] {
  const seen = new Set<string>();
  return hits.filter(({ kind, names }) => {
    if (kind !== 'flag' && kind !== 'recipe') return true;
    const asked = kind === 'flag' ? words.find((word) => names.includes(word.replace(/=.*$/, ''))) : undefined;
    const key = oneCommand ? names.join() : (asked ?? kind);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The command that a line calls: `docker compose --profile debug up` calls `docker compose`. */
export function commandOf(query: string, records: readonly SearchRecord[]): SearchRecord | undefined {
  const line = `${query
    .split(/\s+/)
    .filter((word) => !isFlag(word))
    .join(' ')} `;
  if (!line.startsWith('docker ')) return undefined;
  let longest: { record: SearchRecord; length: number } | undefined;
  for (const record of records) {
    if (record.kind !== 'command') continue;
    for (const name of record.names) {
      if (line.startsWith(`${name} `) && name.length > (longest?.length ?? 0))
        longest = { record, length: name.length };
    }
  }
  return longest?.record;
}

/** `always` in `--pull always` is a value; `ps` in `ps --rm` is a command. */
const namesCommand = (word: string, records: readonly SearchRecord[]): boolean =>
  records.some(({ kind, title }) => kind === 'command' && title.split(' ').includes(word));

/** What stands in a line for something of one's own: `ubuntu:24.04`, `./app`, `$(…)`, `.`. */
const isValue = (word: string): boolean => /[\d.:=/$<>]/.test(word);

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

function scoreOf(record: SearchRecord, words: readonly string[], command: SearchRecord | undefined): number {
  if (record === command && words.some((word) => isFlag(word) || isValue(word))) return 51;
  if (record.kind !== 'command' && record.kind !== 'error' && record.kind !== 'recipe') return 0;
  if (words.some(isFlag)) return record.kind === 'recipe' ? scoreOfRecipe(record, words) : 0;
  const query = words.join(' ').toLowerCase();
  const names = record.names.map((name) => name.toLowerCase());
  if (record.kind === 'command') {
    if (names.includes(query) || names.includes(`docker ${query}`)) return 100;
    return names.some((name) => name.startsWith(query) || name.startsWith(`docker ${query}`)) && query.length > 1
      ? 60
      : 0;
  }
  if (record.kind === 'error') return names.includes(query) ? 100 : 0;
  return record.kind === 'recipe' ? scoreOfRecipe(record, words) : 0;
}

function scoreOfFlag({ names, title }: SearchRecord, words: readonly string[], command?: SearchRecord): number {
  const asked = words.filter(isFlag).map((word) => word.replace(/=.*$/, ''));
  const rest = words.filter((word) => !isFlag(word) && word !== 'docker');
  const path = title.split(' ');
  const fits =
    command === undefined ? rest.every((word) => path.includes(word)) : title.startsWith(`${command.title} -`);
  if (asked.length === 0) return 0;
  // Of all commands that have it `docker run` is meant, unless another is named.
  if (asked.some((flag) => names.includes(flag))) return fits ? (title.startsWith('docker run -') ? 96 : 95) : 0;
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
