import { getCollection } from 'astro:content';
import { getTracks } from '../tracks.ts';

/** What the picture of a page says when its address is shared. */
export interface Card {
  readonly kind: string;
  readonly title: string;
  readonly summary: string;
}

/** The picture of every page that has none of its own. */
export const SITE_CARD = 'drydock';

let pages: Promise<ReadonlyMap<string, Card>> | undefined;

/** @returns cards by page, without slashes around it: `notes/volumes/tmpfs-mounts`; {@link SITE_CARD} for the others */
export function picturedPages(): Promise<ReadonlyMap<string, Card>> {
  return (pages ??= load());
}

async function load(): Promise<ReadonlyMap<string, Card>> {
  const tracks = await getTracks();
  const sheets = await getCollection('cheatsheets');
  const drills = await getCollection('drills');
  return new Map<string, Card>([
    [SITE_CARD, { kind: 'Study notes', title: 'Docker notes that run', summary: 'Every command, in the page.' }],
    ...tracks.map(({ id, title, summary }) => [`notes/${id}`, { kind: 'Track', title, summary }] as const),
    ...tracks.flatMap((track) =>
      track.notes.map(
        ({ id, data }) => [`notes/${id}`, { kind: track.title, title: data.title, summary: data.summary }] as const,
      ),
    ),
    ...sheets.map(
      ({ id, data }) =>
        [`cheatsheets/${id}`, { kind: 'Cheat sheet', title: data.title, summary: data.summary }] as const,
    ),
    ...drills.map(
      ({ id, data }) =>
        [
          `drills/${id}`,
          { kind: 'Lab', title: data.title, summary: 'A task on a host of your own, graded by its state.' },
        ] as const,
    ),
  ]);
}

/** @returns where the picture of a page is: `/social/notes/volumes/tmpfs-mounts.png` */
export async function pictureOf(path: string): Promise<string> {
  const page = path.replace(/^\/+|\/+$/g, '');
  return `/social/${(await picturedPages()).has(page) ? page : SITE_CARD}.png`;
}
