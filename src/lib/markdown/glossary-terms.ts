import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defineMdastPlugin, type MdastPluginEntry } from 'satteri';
import { parse } from 'yaml';
import { withBase } from '../url.ts';

/** A word of the glossary as it may stand in a text. */
interface Entry {
  readonly id: string;
  readonly spellings: readonly string[];
}

const FOLDER = 'src/content/glossary';

/**
 * Makes the first place at which a page uses a word of its `terms` a link to the glossary;
 * `.term` gets a card that shows the meaning. Headings, links and code stay as they are.
 */
export function glossaryTermsPlugin(base: string): MdastPluginEntry {
  return ({ data }) => {
    const { terms = [] } =
      (data as { astro?: { frontmatter?: { terms?: readonly string[] } } }).astro?.frontmatter ?? {};
    const open = new Map(terms.map((id) => [id, patternOf(readEntry(id))] as const));
    return defineMdastPlugin({
      name: 'glossary-terms',
      text(node, context) {
        if (open.size === 0) return;
        const parent = context.parent(node);
        if (parent?.type !== 'paragraph') return;
        const pieces = linkTerms(node.value, open);
        if (pieces.length < 2) return;
        context.replaceNode(
          node,
          pieces.map((piece) =>
            piece.id === undefined
              ? { type: 'text' as const, value: piece.text }
              : {
                  type: 'link' as const,
                  url: withBase(`/glossary/#${piece.id}`, base),
                  data: { hProperties: { className: ['term'], 'data-term': piece.id } },
                  children: [{ type: 'text' as const, value: piece.text }],
                },
          ),
        );
      },
    });
  };
}

export interface Piece {
  readonly text: string;
  /** Of the word that this is; undefined between words. */
  readonly id?: string;
}

/** Splits a text at the first place of each open word, and closes those words. */
export function linkTerms(text: string, open: Map<string, RegExp>): Piece[] {
  const found = [...open].flatMap(([id, pattern]) => {
    const match = pattern.exec(text);
    return match === null ? [] : [{ id, start: match.index, end: match.index + match[0].length }];
  });
  const pieces: Piece[] = [];
  let at = 0;
  for (const { id, start, end } of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at) continue;
    if (start > at) pieces.push({ text: text.slice(at, start) });
    pieces.push({ text: text.slice(start, end), id });
    open.delete(id);
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** A whole word in any case, also in the plural. */
export function patternOf({ spellings }: Entry): RegExp {
  const words = spellings
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\w/-])(?:${words.join('|')})(?:e?s)?(?![\\w-])`, 'i');
}

/** @throws when the glossary has no such word. */
function readEntry(id: string): Entry {
  const file = join(FOLDER, `${id}.md`);
  if (!readdirSync(FOLDER).includes(basename(file))) throw new Error(`the glossary has no ${id}`);
  const text = /^---\n([\s\S]*?)\n---/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  const { term, also = [] } = parse(text) as { readonly term: string; readonly also?: readonly string[] };
  return { id, spellings: [term, ...also] };
}
