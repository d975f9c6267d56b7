import { errorPatterns, type KnownError } from './match-error.ts';
import type { Kind, SearchRecord } from './record.ts';
import { synonymsOf } from './synonyms.ts';
import { tokensOf } from './tokens.ts';

/** Weight of a word by where it stands. */
const NAME = 4;
const TITLE = 3;
const KEY = 3;
const TEXT = 2.2;
const BODY = 0.7;
/** A word that is only another word for what was typed. */
const SYNONYM = 0.45;

/** What a reader mostly wants, where words alone do not decide. */
const LIKELY: Readonly<Record<Kind, number>> = {
  note: 1.2,
  command: 1.05,
  flag: 0.45,
  recipe: 0.6,
  term: 0.6,
  error: 0.85,
  correction: 0.35,
  drill: 0.5,
  question: 0.45,
};

interface Posting {
  readonly record: number;
  readonly weight: number;
  /** It stands in a name, a title or a subject, not only in the text. */
  readonly named: boolean;
}

/** Records by their words. */
export interface RankIndex {
  readonly records: readonly SearchRecord[];
  readonly postings: ReadonlyMap<string, readonly Posting[]>;
  readonly lengths: readonly number[];
  /** Names and subjects of each record as words, for closeness. */
  readonly labels: readonly (readonly string[])[];
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
    const named = new Set(weights.keys());
    add(record.text, TEXT);
    add(record.body ?? '', BODY);
    let length = 0;
    for (const [word, weight] of weights) {
      length += weight;
      const posting = { record: index, weight, named: named.has(word) };
      const list = postings.get(word);
      if (list === undefined) postings.set(word, [posting]);
      else list.push(posting);
    }
    return length;
  });
  const errors = records.flatMap((record) =>
    record.messages === undefined ? [] : [{ thing: record, patterns: record.messages.flatMap(errorPatterns) }],
  );
  return { records, postings, lengths, labels: records.map(labelsOf), errors };
}

/** @returns records that have words of the query, best first. */
export function rank(query: string, index: RankIndex, limit = 20): Ranked[] {
  const asked = [...new Set(tokensOf(query))];
  const words = asked.length > 0 ? asked : [...new Set(tokensOf(query, { small: true }))];
  const { records, postings, lengths, labels } = index;
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const rarity = words.map((word) => idf(postings.get(word)?.length ?? 0, records.length));
  const total = rarity.reduce((sum, value) => sum + value, 0);
  const scores = new Map<number, Score>();
  for (const [at, word] of words.entries()) {
    const rare = rarity[at] ?? 0;
    for (const [record, { value, part, named }] of bestOf(word, words, rare, index, average)) {
      const before = scores.get(record) ?? { score: 0, covered: 0, named: 0 };
      scores.set(record, {
        score: before.score + value,
        covered: before.covered + part * rare,
        named: before.named + (named ? part * rare : 0),
      });
    }
  }
  const phrase = words.join(' ');
  const aboutFlags = words.some((word) => word.startsWith('-'));
  return [...scores]
    .map(([at, { score, covered, named }]) => {
      const record = records[at] as SearchRecord;
      const share = total === 0 ? 0 : covered / total;
      const inName = total === 0 ? 0 : named / total;
      const likely = record.kind === 'flag' && aboutFlags ? 1 : LIKELY[record.kind];
      const fit = (0.25 + share ** 2) * (0.55 + inName) * closeness(phrase, labels[at] ?? []);
      return { record, score: score * likely * fit, covered: share };
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
}

interface Score {
  readonly score: number;
  readonly covered: number;
  readonly named: number;
}

/** For each record the best that it has of a word: the word itself, or one that means the same. */
function bestOf(
  word: string,
  words: readonly string[],
  rare: number,
  { postings, lengths, records }: RankIndex,
  average: number,
) {
  const best = new Map<number, { value: number; part: number; named: boolean }>();
  const count = (list: readonly Posting[] | undefined, worth: number, weightOfWord: number): void => {
    for (const { record, weight, named } of list ?? []) {
      const length = 0.4 + (0.6 * (lengths[record] ?? 0)) / average;
      const value = worth * weightOfWord * (weight / (weight + 1.6 * length)) * 2.6;
      const before = best.get(record);
      if (before === undefined || value > before.value) best.set(record, { value, part: worth, named });
    }
  };
  count(postings.get(word), 1, rare);
  for (const other of synonymsOf(word)) {
    if (words.includes(other)) continue; // it is asked for itself
    const list = postings.get(other);
    count(list, SYNONYM, Math.min(rare, idf(list?.length ?? 0, records.length)));
  }
  return best;
}

function labelsOf({ title, names, keys = '' }: SearchRecord): string[] {
  return [title, ...names, ...keys.split(' · ')]
    .map((label) => tokensOf(label).join(' '))
    .filter((label) => label !== '');
}

/** A record that is called as the query is, or whose name begins with it or holds it, is more likely meant. */
function closeness(asked: string, labels: readonly string[]): number {
  if (labels.includes(asked)) return 1.8;
  if (labels.some((label) => label.startsWith(asked))) return 1.35;
  return asked.includes(' ') && labels.some((label) => label.includes(asked)) ? 1.2 : 1;
}

/** How much a word tells, by the number of records that have it. */
const idf = (count: number, all: number): number => Math.log(1 + (all - count + 0.5) / (count + 0.5));
