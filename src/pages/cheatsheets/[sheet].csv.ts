import { getCollection, type CollectionEntry } from 'astro:content';
import { sheetCsv } from '../../lib/sheets/download.ts';

export async function getStaticPaths() {
  return (await getCollection('cheatsheets')).map((sheet) => ({ params: { sheet: sheet.id }, props: { sheet } }));
}

/** GET /cheatsheets/<sheet>.csv: one row a command. */
export const GET = ({ props }: { props: { sheet: CollectionEntry<'cheatsheets'> } }): Response =>
  new Response(sheetCsv(props.sheet.data), { headers: { 'Content-Type': 'text/csv; charset=utf-8' } });
