import { getCollection, render } from 'astro:content';
import { plainText } from '../glossary.ts';
import { getTracks } from '../tracks.ts';
import { commandRecords } from './command-records.ts';
import { rowSlug } from './row-slug.ts';
import type { SearchRecord } from './record.ts';

/** Everything that is found by name, in the order in which equals are shown. */
export async function searchRecords(): Promise<SearchRecord[]> {
  return [...commandRecords(), ...(await noteRecords()), ...(await recipeRecords()), ...(await termRecords())];
}

async function noteRecords(): Promise<SearchRecord[]> {
  const notes = (await getTracks()).flatMap((track) => track.notes);
  const records = await Promise.all(
    notes.map(async (note) => {
      const { headings } = await render(note);
      const { id, data } = note;
      const url = `/notes/${id}/`;
      const page = { kind: 'note' as const, title: data.title, url, text: data.summary, names: [data.title] };
      const parts = headings
        .filter(({ depth }) => depth === 2 || depth === 3)
        .map(({ slug, text }) => ({
          kind: 'note' as const,
          title: text,
          url: `${url}#${slug}`,
          text: data.title,
          names: [text],
        }));
      return [page, ...parts];
    }),
  );
  return records.flat();
}

async function recipeRecords(): Promise<SearchRecord[]> {
  const sheets = await getCollection('cheatsheets');
  return sheets.flatMap(({ id, data }) =>
    data.groups.flatMap(({ rows }) =>
      rows.map(({ task, command, does }) => ({
        kind: 'recipe' as const,
        title: task,
        url: `/cheatsheets/${id}/#${rowSlug(task)}`,
        text: `${command} · ${does.replaceAll('`', '')}`,
        names: [command],
      })),
    ),
  );
}

async function termRecords(): Promise<SearchRecord[]> {
  const terms = await getCollection('glossary');
  return terms.map(({ id, data, body = '' }) => ({
    kind: 'term' as const,
    title: data.term,
    url: `/glossary/#${id}`,
    text: plainText(body),
    names: [data.term, ...data.also],
  }));
}
