import { getCollection, type CollectionEntry } from 'astro:content';
import { sheetMarkdown } from '../../lib/sheets/download.ts';

export async function getStaticPaths() {
  return (await getCollection('cheatsheets')).map((sheet) => ({ params: { sheet: sheet.id }, props: { sheet } }));
}

/** GET /cheatsheets/<sheet>.md: the sheet as tables in Markdown. */
export const GET = ({ props }: { props: { sheet: CollectionEntry<'cheatsheets'> } }): Response =>
  new Response(sheetMarkdown(props.sheet.data), { headers: { 'Content-Type': 'text/markdown; charset=utf-8' } });
