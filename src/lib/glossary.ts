import { getCollection } from 'astro:content';

/** A word of the glossary, its meaning as plain text. */
export interface GlossaryTerm {
  readonly term: string;
  readonly text: string;
}

/** Every word by its id. */
export async function glossaryTerms(): Promise<Readonly<Record<string, GlossaryTerm>>> {
  const entries = await getCollection('glossary');
  return Object.fromEntries(
    entries.map(({ id, data, body = '' }) => [id, { term: data.term, text: plainText(body) }] as const),
  );
}

/** @returns Markdown of one paragraph without its marks. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
