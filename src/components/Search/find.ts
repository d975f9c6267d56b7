import type { Kind, SearchRecord } from '../../lib/search/record.ts';
import { exactHits } from './exact.ts';
import { loadPagefind, type Page, type Pagefind } from './pagefind.ts';
import { correct, lookalikes, vocabularyOf, type Vocabulary } from './typos.ts';

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
}

export interface Found {
  readonly hits: readonly Hit[];
  /** What was searched instead, as the query had nothing. */
  readonly instead?: string;
  /** Nothing was found: the hits only look like the query. */
  readonly nearest: boolean;
}

const LONGEST_QUERY = 300;
const MOST_PAGES = 10;
/** Words that a question is made of and a note is not about. */
const SMALL = new Set(
  'a an and are as at be but by can do does doing for from get have how i in into is it its me my of on or so that the then there these this to use using was what when where which who why will with you your'.split(
    ' ',
  ),
);

const base = import.meta.env.BASE_URL.replace(/\/+$/, '');
let list: Promise<{ records: SearchRecord[]; vocabulary: Vocabulary }> | undefined;

/** Everything that a search needs; called when the box is opened, so that the first letter finds it there. */
export async function prepareSearch(): Promise<void> {
  await Promise.all([loadList(), loadPagefind()]);
}

/** @throws when neither the list nor the index can be fetched. */
export async function find(text: string, kind?: Kind): Promise<Found> {
  const query = text.slice(0, LONGEST_QUERY).replace(/\s+/g, ' ').trim();
  const [{ records: all, vocabulary }, pagefind] = await Promise.all([loadList(), loadPagefind()]);
  const records = kind === undefined ? all : all.filter((record) => record.kind === kind);
  if (query === '') return { hits: [], nearest: false };

  const hits = await findAs(query, records, pagefind, kind);
  if (hits.length > 0) return { hits, nearest: false };
  const instead = correct(query, vocabulary);
  if (instead !== undefined) {
    const corrected = await findAs(instead, records, pagefind, kind);
    if (corrected.length > 0) return { hits: corrected, instead, nearest: false };
  }
  return { hits: lookalikes(query, records).map(hitOf), nearest: true };
}

async function findAs(
  query: string,
  records: readonly SearchRecord[],
  pagefind: Pagefind,
  kind: Kind | undefined,
): Promise<Hit[]> {
  const exact = exactHits(query, records).map(hitOf);
  const pages = await searchPages(query, pagefind, kind);
  // A sentence asks for an explanation, and short records outrank long notes in any word count.
  if (query.split(' ').length > 2) pages.sort((a, b) => Number(isNote(b)) - Number(isNote(a)));
  const seen = new Set(exact.map(({ url }) => url));
  return [...exact, ...pages.flatMap(hitsOf).filter(({ url }) => !seen.has(url) && seen.add(url))];
}

const isNote = ({ filters }: Page): boolean => filters['kind']?.[0] === 'note';

/** The query as it stands, then without its punctuation, then without its small words, then its words one by one. */
async function searchPages(query: string, pagefind: Pagefind, kind: Kind | undefined): Promise<Page[]> {
  const options = kind === undefined ? {} : { filters: { kind: [kind] } };
  const plain = query.replace(/[./:]+/g, ' ');
  const words = plain
    .toLowerCase()
    .split(/[^\p{L}\d-]+/u)
    .filter((word) => word !== '' && !SMALL.has(word));
  const attempts = [...new Set([query, plain, words.join(' '), ...words.slice(0, 6)])].filter((attempt) =>
    /[\p{L}\d]/u.test(attempt),
  );
  for (const attempt of attempts) {
    const { results } = await pagefind.search(attempt, options);
    const pages = await Promise.all(results.slice(0, MOST_PAGES).map((result) => result.data()));
    const about = pages.filter((page) => marksOneOf(attempt, page));
    if (about.length > 0) return about;
  }
  return [];
}

/** Pagefind shortens a word that it does not know until one fits: `dokcer` finds `do`. Such pages are not about the query. */
function marksOneOf(query: string, { excerpt }: Page): boolean {
  const marked = pieces(excerpt).flatMap(({ text, marked }) => (marked ? [text.toLowerCase()] : []));
  const words = query
    .toLowerCase()
    .split(/[^\p{L}\d=-]+/u)
    .filter((word) => word !== '');
  return words.some((word) => marked.some((text) => text.includes(word.slice(0, Math.max(3, word.length - 3)))));
}

function hitsOf({ url, excerpt, meta, filters, sub_results: parts }: Page): Hit[] {
  const kind = (filters['kind']?.[0] ?? 'note') as Kind;
  const title = meta['title'] ?? url;
  const summary = meta['summary'];
  const page = {
    kind,
    title,
    url,
    excerpt: summary === undefined ? pieces(excerpt) : [{ text: summary, marked: false }],
    part: false,
  };
  if (kind !== 'note') return [page];
  const below = parts.filter((part) => part.url !== url).slice(0, 3);
  return [
    page,
    ...below.map((part) => ({ kind, title: part.title, url: part.url, excerpt: pieces(part.excerpt), part: true })),
  ];
}

function hitOf({ kind, title, url, text }: SearchRecord): Hit {
  return { kind, title, url: base + url, excerpt: [{ text, marked: false }], part: false };
}

/** Takes the text out of an excerpt; nothing in it becomes an element of the page. */
function pieces(html: string): Piece[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return Array.from(body.childNodes, (node) => ({ text: node.textContent ?? '', marked: node.nodeName === 'MARK' }));
}

async function loadList(): Promise<{ records: SearchRecord[]; vocabulary: Vocabulary }> {
  list ??= fetchList().catch((error: unknown) => {
    list = undefined;
    throw error;
  });
  return list;
}

async function fetchList(): Promise<{ records: SearchRecord[]; vocabulary: Vocabulary }> {
  const response = await fetch(`${base}/search/records.json`);
  if (!response.ok) throw new Error(`the list of names answered ${response.status}`);
  const records = (await response.json()) as SearchRecord[];
  return { records, vocabulary: vocabularyOf(records) };
}
