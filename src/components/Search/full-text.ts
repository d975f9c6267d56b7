import type { Kind } from '../../lib/search/record.ts';
import { tokensOf } from '../../lib/search/tokens.ts';
import { trustPolicy } from '../../sandbox/ui/trust-policy.ts';
import type { Hit, Piece } from './find.ts';
import { loadPagefind, type Page } from './pagefind.ts';

const MOST_PAGES = 8;

/**
 * Asks Pagefind for the text of all pages: the query as it stands, without its punctuation, then its words.
 *
 * @returns none when the index can't be fetched: the list of names has answered before.
 */
export async function fullText(query: string, kind: Kind | undefined): Promise<Hit[]> {
  let pagefind: Awaited<ReturnType<typeof loadPagefind>>;
  try {
    pagefind = await loadPagefind();
  } catch {
    return [];
  }
  const options = kind === undefined ? {} : { filters: { kind: [kind] } };
  const words = tokensOf(query).slice(0, 12);
  const attempts = [...new Set([query.slice(0, 200), words.join(' '), ...words.slice(0, 4)])];
  for (const attempt of attempts.filter((text) => /[\p{L}\d]/u.test(text))) {
    const { results } = await pagefind.search(attempt, options);
    const pages = await Promise.all(results.slice(0, MOST_PAGES).map((result) => result.data()));
    const about = pages.filter((page) => marksOneOf(attempt, page));
    if (about.length > 0) return about.flatMap(hitsOf);
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

/** Parsed apart from the page: nothing of it runs. */
const excerptHtml = trustPolicy('drydock-search', { createHTML: (html) => html });

/** Takes the text out of an excerpt; nothing in it becomes an element of the page. */
function pieces(html: string): Piece[] {
  const { body } = new DOMParser().parseFromString(excerptHtml.createHTML(html), 'text/html');
  return Array.from(body.childNodes, (node) => ({ text: node.textContent ?? '', marked: node.nodeName === 'MARK' }));
}
