import { unpack, type Packed } from '../../lib/search/pack.ts';
import type { Kind, SearchRecord } from '../../lib/search/record.ts';
import { buildRank } from '../../lib/search/rank.ts';
import { tokensOf } from '../../lib/search/tokens.ts';
import { fullText } from './full-text.ts';
import { lookUp, type List } from './look-up.ts';
import { lookalikes, vocabularyOf } from './typos.ts';

/** A piece of an excerpt; `marked` where it is what was asked for. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

export interface Hit {
  readonly kind: Kind;
  readonly title: string;
  readonly url: string;
  readonly excerpt: readonly Piece[];
  /** A heading of the page above it. */
  readonly part: boolean;
  /** A command that can be copied or run as it stands. */
  readonly command?: string;
}

export interface Found {
  readonly hits: readonly Hit[];
  /** What was searched instead, as the query had nothing. */
  readonly instead?: string;
  /** Nothing was found: the hits only look like the query. */
  readonly nearest: boolean;
}

/** Longer texts are cut: nobody searches for a novel, and a pasted error has its sense at its beginning. */
const LONGEST_QUERY = 2000;
/** Below this the list of names has no good answer, and the text of the pages is asked. */
const WEAK = 0.6;
const FEW = 4;

const base = import.meta.env.BASE_URL.replace(/\/+$/, '');
let list: Promise<List> | undefined;

/** Everything that a first search needs; called when the box is opened, so that the first letter finds it there. */
export async function prepareSearch(): Promise<void> {
  await loadList();
}

/** @throws when neither the list nor the index can be fetched. */
export async function find(text: string, kind?: Kind): Promise<Found> {
  const query = text.slice(0, LONGEST_QUERY).replace(/\s+/g, ' ').trim();
  if (query === '') return { hits: [], nearest: false };
  const known = await loadList();

  const { records, exact, covered, instead } = lookUp(query, known, kind);
  const asked = instead ?? query;
  const words = new Set(tokensOf(asked));
  const hits = records.map((record) => hitOf(record, words));
  const weak = exact === 0 && (covered < WEAK || hits.length < FEW);
  const more = weak ? await fullText(asked, kind) : [];
  const seen = new Set(hits.map(({ url }) => url));
  const all = [...hits, ...more.filter(({ url }) => !seen.has(url))];
  if (all.length === 0) return { hits: nearestOf(query, known, kind), nearest: true };
  return { hits: all, nearest: false, ...(instead === undefined ? {} : { instead }) };
}

function nearestOf(query: string, { records }: List, kind: Kind | undefined): Hit[] {
  const words = new Set<string>();
  return lookalikes(
    query,
    records.filter((record) => kind === undefined || record.kind === kind),
  ).map((record) => hitOf(record, words));
}

function hitOf({ kind, title, url, text, names }: SearchRecord, words: ReadonlySet<string>): Hit {
  const [command] = kind === 'recipe' ? names : [];
  // A section's text is the title of its note.
  const section = kind === 'note' && url.includes('#');
  return {
    kind,
    title: section ? `${text} › ${title}` : title,
    url: base + url,
    excerpt: section ? [] : marked(command === undefined ? text : `${command} · ${text}`, words),
    part: false,
    ...(command === undefined ? {} : { command }),
  };
}

/** Marks the words that were asked for. */
function marked(text: string, words: ReadonlySet<string>): Piece[] {
  return text
    .split(/([\p{L}\d-]+)/u)
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece, marked: tokensOf(piece).some((token) => words.has(token)) }));
}

async function loadList(): Promise<List> {
  list ??= fetchList().catch((error: unknown) => {
    list = undefined;
    throw error;
  });
  return list;
}

async function fetchList(): Promise<List> {
  const response = await fetch(`${base}/search/records.json`);
  if (!response.ok) throw new Error(`the list of names answered ${response.status}`);
  const records = unpack((await response.json()) as Packed);
  return { records, vocabulary: vocabularyOf(records), index: buildRank(records) };
}
