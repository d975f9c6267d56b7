import { matchErrors, type KnownError } from '../../lib/search/match-error.ts';
import { rank, type RankIndex } from '../../lib/search/rank.ts';
import type { Kind, SearchRecord } from '../../lib/search/record.ts';
import { commandOf, exactHits } from './exact.ts';
import { correct, type Vocabulary } from './typos.ts';

/** The list of names, made ready for questions. */
export interface List {
  readonly records: readonly SearchRecord[];
  readonly vocabulary: Vocabulary;
  readonly index: RankIndex;
}

export interface LookedUp {
  readonly records: readonly SearchRecord[];
  /** How many of them are named as the query is. */
  readonly exact: number;
  /** How much of the query the best of the others has, 0 to 1. */
  readonly covered: number;
  /** What was searched instead, as a word was not known. */
  readonly instead?: string;
}

const MOST = 24;
const EXACT = 3;
/** Places that are seen at a glance. */
const FIRST = 3;
/** Below this a record shares a word with the query by chance. */
const LEAST = 0.2;

/** Fewer words are a question, not a message. */
const WORDS_OF_A_MESSAGE = 4;
/** Part of a message's words with which a text is taken for that message. */
const SURE = 0.8;
const ERRORS = 2;

/** @returns what the list has for a query, best first; with typos corrected where that finds more. */
export function lookUp(query: string, list: List, kind?: Kind): LookedUp {
  const asIs = ask(query, list, kind);
  const instead = asIs.exact > 0 ? undefined : correct(query, list.vocabulary);
  if (instead === undefined) return asIs;
  const corrected = ask(instead, list, kind);
  const better = corrected.exact > 0 || corrected.covered > asIs.covered + 0.05;
  return better ? { ...corrected, instead } : asIs;
}

function ask(query: string, { records, index }: List, kind: Kind | undefined): LookedUp {
  const fits = ({ kind: own }: SearchRecord): boolean => kind === undefined || own === kind;
  const said = pastedErrors(query, index.errors).filter(fits);
  const exact = said.length > 0 ? said : exactHits(query, records.filter(fits), EXACT);
  const ranked = rank(query, index, kind === undefined ? MOST : 200)
    .filter(({ record, covered }) => fits(record) && covered > LEAST)
    .slice(0, MOST);
  const others = ranked.map(({ record }) => record).filter((record) => !exact.includes(record));
  const all = [...exact, ...others];
  const called = commandOf(query, records);
  return {
    records: called !== undefined && fits(called) ? amongFirst(all, called) : all,
    exact: exact.length,
    covered: ranked[0]?.covered ?? 0,
  };
}

/** `docker inspect format ip address` names its command, whatever else has those words. */
function amongFirst(records: readonly SearchRecord[], called: SearchRecord): SearchRecord[] {
  if (records.slice(0, FIRST).includes(called)) return [...records];
  const others = records.filter((record) => record !== called);
  return [...others.slice(0, FIRST - 1), called, ...others.slice(FIRST - 1)];
}

/** The errors that a query quotes, the fullest first. */
function pastedErrors(query: string, errors: readonly KnownError<SearchRecord>[]): SearchRecord[] {
  if (query.trim().split(/\s+/).length < WORDS_OF_A_MESSAGE) return [];
  return matchErrors(query, errors)
    .filter(({ whole, share }) => whole || share > SURE)
    .slice(0, ERRORS)
    .map(({ thing }) => thing);
}
