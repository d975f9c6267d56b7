import { errorPatterns, type KnownError } from './match-error.ts';
import type { Kind, SearchRecord } from './record.ts';
import { synonymsOf } from './synonyms.ts';
import { tokensOf } from './tokens.ts';

/** Weight of a word by where it stands. */
const NAME = 4;
const TITLE = 3;
const KEY = 3;
const TEXT = 1;
const BODY = 0.7;
/** A word that is only another word for what was typed. */
const SYNONYM = 0.45;

/** What a reader mostly wants, where words alone do not decide. */
const LIKELY: Readonly<Record<Kind, number>> = {
  note: 1.2,
  command: 1.05,
  flag: 0.7,
  recipe: 0.6,
  term: 0.6,
  error: 0.85,
  correction: 0.35,
};

interface Posting {
  readonly record: number;
  readonly weight: number;
}

/** Records by their words. */
export interface RankIndex {
  readonly records: readonly SearchRecord[];
  readonly postings: ReadonlyMap<string, readonly Posting[]>;
  readonly lengths: readonly number[];
  /** Messages by which pasted errors are recognised. */
  readonly errors: readonly KnownError<SearchRecord>[];
}

export interface Ranked {
  readonly record: SearchRecord;
  readonly score: number;
  /** Part of the query's weight that the record has, 0 to 1. */
  readonly covered: number;
}

export function buildRank(records: readonly SearchRecord[]): RankIndex {
  const postings = new Map<string, Posting[]>();
  const lengths = records.map((record, index) => {
    const weights = new Map<string, number>();
    const add = (text: string, weight: number): void => {
      for (const word of tokensOf(text)) weights.set(word, (weights.get(word) ?? 0) + weight);
    };
    add(record.title, TITLE);
    for (const name of record.names) if (name !== record.title) add(name, NAME);
    add(record.keys ?? '', KEY);
    add(record.text, TEXT);
    add(record.body ?? '', BODY);
    let length = 0;
    for (const [word, weight] of weights) {
      length += weight;
      const list = postings.get(word);
      if (list === undefined) postings.set(word, [{ record: index, weight }]);
      else list.push({ record: index, weight });
    }
    return length;
  });
  const errors = records.flatMap((record) =>
    record.messages === undefined ? [] : [{ thing: record, patterns: record.messages.flatMap(errorPatterns) }],
  );
  return { records, postings, lengths, errors };
}

/** @returns records that have words of the query, best first. */
export function rank(query: string, index: RankIndex, limit = 20): Ranked[] {
  const asked = [...new Set(tokensOf(query))];
  const words = asked.length > 0 ? asked : [...new Set(tokensOf(query, { small: true }))];
  const { records, postings, lengths } = index;
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const scores = new Map<number, { score: number; covered: number }>();
  const rarity = words.map((word) => idf(postings.get(word)?.length ?? 0, records.length));
  const total = rarity.reduce((sum, value) => sum + value, 0);
  for (const [at, word] of words.entries()) {
    const best = new Map<number, { value: number; part: number }>();
    const count = (list: readonly Posting[] | undefined, worth: number, rare: number): void => {
      for (const { record, weight } of list ?? []) {
        const length = 0.4 + (0.6 * (lengths[record] ?? 0)) / average;
        const value = worth * rare * (weight / (weight + 1.6 * length)) * 2.6;
        const before = best.get(record);
        if (before === undefined || value > before.value) best.set(record, { value, part: worth });
      }
    };
    count(postings.get(word), 1, rarity[at] ?? 0);
    for (const other of synonymsOf(word))
      count(
        postings.get(other),
        SYNONYM,
        Math.min(rarity[at] ?? 0, idf(postings.get(other)?.length ?? 0, records.length)),
      );
    for (const [record, { value, part }] of best) {
      const before = scores.get(record) ?? { score: 0, covered: 0 };
      scores.set(record, { score: before.score + value, covered: before.covered + part * (rarity[at] ?? 0) });
    }
  }
  return [...scores]
    .map(([at, { score, covered }]) => {
      const record = records[at] as SearchRecord;
      const share = total === 0 ? 0 : covered / total;
      return {
        record,
        score: score * (0.25 + share ** 2) * LIKELY[record.kind] * closeness(query, record),
        covered: share,
      };
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
}

/** A record whose title or key is the query, or holds it as it stands, is more likely meant. */
function closeness(query: string, { title, names, keys = '' }: SearchRecord): number {
  const asked = plain(query);
  const all = [title, ...names, ...keys.split(' · ')].map(plain);
  if (all.includes(asked)) return 1.8;
  if (asked.length > 3 && all.some((text) => text.startsWith(asked))) return 1.35;
  return asked.length > 3 && all.some((text) => text.includes(asked)) ? 1.2 : 1;
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\d-]+/gu, ' ')
    .trim();

/** How much a word tells, by the number of records that have it. */
const idf = (count: number, all: number): number => Math.log(1 + (all - count + 0.5) / (count + 0.5));
