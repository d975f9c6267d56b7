import { errorPatterns, type KnownError } from './match-error.ts';
import type { Kind, SearchRecord } from './record.ts';
import { inOurWords, synonymsOf } from './synonyms.ts';
import { tokensOf } from './tokens.ts';

/** Weight of a word by where it stands. */
const NAME = 3;
const TITLE = 2.1;
const KEY = 4;
const TEXT = 2.2;
const BODY = 0.7;
/** A word that is only another word for what was typed. */
const SYNONYM = 0.6;

/** What a reader mostly wants, where words alone do not decide. */
const LIKELY: Readonly<Record<Kind, number>> = {
  note: 1.2,
  command: 1.4,
  flag: 0.35,
  recipe: 0.6,
  term: 0.42,
  error: 0.85,
  correction: 0.25,
  drill: 0.4,
  question: 0.27,
};
/** A flag, where the query has one. That of the command is on top anyhow. */
const FLAG_ASKED = 0.6;
/** What further hits of a page add to the best of them, and what they keep of their own. */
const ADDS = [1, 0.15, 0.08];
const FURTHER = 0.3;
/** Records whose names are compared with the query as a whole; the others share only common words with it. */
const MOST_COMPARED = 300;
/** A page is shown rather than its section when it fits nearly as well. */
const NEARLY = 0.8;

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
  readonly average: number;
  /** Names and subjects of each record as words, for closeness. */
  readonly labels: readonly (readonly string[])[];
  /** Words that a flag is also called by: `-p` is publish, `--cap-drop` is cap and drop. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
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
    const length = weights.values().reduce((sum, weight) => sum + weight, 0);
    add(record.body ?? '', BODY);
    for (const [word, weight] of weights) {
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
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  return { records, postings, lengths, average, labels: records.map(labelsOf), flags: flagWords(records), errors };
}

/** @returns records that have words of the query, best first. */
export function rank(query: string, index: RankIndex, limit = 20): Ranked[] {
  const text = inOurWords(query);
  const asked = [...new Set(tokensOf(text))];
  const words = asked.length > 0 ? asked : [...new Set(tokensOf(text, { small: true }))];
  const { records, postings, labels } = index;
  const rarity = words.map((word) => idf(postings.get(word)?.length ?? 0, records.length));
  const total = rarity.reduce((sum, value) => sum + value, 0);
  const score = new Float64Array(records.length);
  const covered = new Float64Array(records.length);
  const named = new Float64Array(records.length);
  for (const [at, word] of words.entries()) {
    const rare = rarity[at] ?? 0;
    for (const [record, best] of bestOf(word, words, rare, index)) {
      score[record] = (score[record] ?? 0) + best.value;
      covered[record] = (covered[record] ?? 0) + best.part * rare;
      if (best.named) named[record] = (named[record] ?? 0) + best.part * rare;
    }
  }
  const aboutFlags = words.some((word) => word.startsWith('-'));
  const fits: { at: number; score: number }[] = [];
  for (const [at, value] of score.entries()) {
    if (value === 0) continue;
    const kind = records[at]?.kind ?? 'note';
    const likely = kind === 'flag' && aboutFlags ? FLAG_ASKED : LIKELY[kind];
    const [share, inName] = total === 0 ? [0, 0] : [(covered[at] ?? 0) / total, (named[at] ?? 0) / total];
    fits.push({ at, score: value * likely * (0.34 + share ** 2) * (0.55 + inName) });
  }
  const phrase = words.join(' ');
  const ranked = fits
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_COMPARED)
    .map(({ at, score: before }) => ({
      record: records[at] as SearchRecord,
      score: before * closeness(phrase, labels[at] ?? []),
      covered: total === 0 ? 0 : (covered[at] ?? 0) / total,
    }));
  return onePlaceAPage(ranked).slice(0, limit);
}

/** Sections of a page, and a flag that several commands have, are one answer: the best of them, with the others further down. */
function onePlaceAPage(ranked: Ranked[]): Ranked[] {
  const groups = Map.groupBy(
    ranked.sort((a, b) => b.score - a.score),
    ({ record }) => placeOf(record),
  );
  return [...groups.values()]
    .flatMap((group) => {
      const [best] = group;
      if (best === undefined) return [];
      const page = group.find(({ record, score }) => !record.url.includes('#') && score >= NEARLY * best.score);
      const shown = page ?? best;
      const score = group.reduce((sum, one, at) => sum + one.score * (ADDS[at] ?? 0), 0);
      const others = group.filter((one) => one !== shown).map((one) => ({ ...one, score: one.score * FURTHER }));
      return [{ ...shown, covered: best.covered, score }, ...others];
    })
    .sort((a, b) => b.score - a.score);
}

function placeOf({ kind, url, names }: SearchRecord): string {
  if (kind === 'note') return url.replace(/#.*/, '');
  return kind === 'flag' ? (names.at(-1) ?? url) : url;
}

/** For each record the best that it has of a word: the word itself, or one that means the same. */
function bestOf(
  word: string,
  words: readonly string[],
  rare: number,
  { postings, lengths, records, flags, average }: RankIndex,
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
  for (const other of [...(flags.get(word) ?? []), ...synonymsOf(word)]) {
    if (words.includes(other)) continue; // it is asked for itself
    const list = postings.get(other);
    count(list, SYNONYM, Math.min(rare, idf(list?.length ?? 0, records.length)));
  }
  return best;
}

function flagWords(records: readonly SearchRecord[]): Map<string, readonly string[]> {
  const words = new Map<string, readonly string[]>();
  for (const { kind, names } of records) {
    const long = names.find((name) => name.startsWith('--'));
    if (kind !== 'flag' || long === undefined) continue;
    const called = [long, ...tokensOf(long.replaceAll('-', ' '))];
    for (const name of names) if (!words.has(name)) words.set(name, called);
  }
  return words;
}

function labelsOf({ title, names, keys = '' }: SearchRecord): string[] {
  return [title, ...names, ...keys.split(' · ')]
    .map((label) => tokensOf(label).join(' '))
    .filter((label) => label !== '');
}

/** A record that is called as the query is, or whose name has it in it, is more likely meant. */
function closeness(asked: string, labels: readonly string[]): number {
  if (labels.includes(asked)) return 1.8;
  return asked.includes(' ') && labels.some((label) => label.includes(asked)) ? 1.6 : 1;
}

/** How much a word tells, by the number of records that have it. */
const idf = (count: number, all: number): number => Math.log(1 + (all - count + 0.5) / (count + 0.5));
