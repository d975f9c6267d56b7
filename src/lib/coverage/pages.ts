import { getCollection, render } from 'astro:content';
import { rowSlug } from '../search/row-slug.ts';
import { getTracks } from '../tracks.ts';
import { href } from '../url.ts';
import type { CoveringPage } from './collect.ts';

/** Everything that can cover an id of the inventory: notes first, as they say most of it. */
export async function coveringPages(): Promise<CoveringPage[]> {
  return [...(await notes()), ...(await rows()), ...(await terms())];
}

async function notes(): Promise<CoveringPage[]> {
  const all = (await getTracks()).flatMap((track) => track.notes);
  return Promise.all(
    all.map(async (note) => ({
      name: `src/content/notes/${note.id}.mdx`,
      address: href(`/notes/${note.id}/`),
      covers: note.data.covers,
      headings: (await render(note)).headings.map(({ slug }) => slug),
    })),
  );
}

async function rows(): Promise<CoveringPage[]> {
  return (await getCollection('cheatsheets')).flatMap(({ id, data }) =>
    data.groups.flatMap((group) =>
      group.rows.map(({ task, covers }) => ({
        name: `src/content/cheatsheets/${id}.yaml: ${task}`,
        address: href(`/cheatsheets/${id}/#${rowSlug(task)}`),
        covers,
      })),
    ),
  );
}

async function terms(): Promise<CoveringPage[]> {
  return (await getCollection('glossary')).map(({ id, data }) => ({
    name: `src/content/glossary/${id}.md`,
    address: href(`/glossary/#${id}`),
    covers: data.covers,
  }));
}
