import { getCollection, getEntry, type CollectionEntry } from 'astro:content';
import { getTracks } from '../tracks.ts';
import { quoteOf } from './quote.ts';

type Entry = CollectionEntry<'corrections'>['data']['entries'][string];

/** A mistake of the sources with the page that corrects it. */
export interface Correction extends Entry {
  /** `e001` …, also its anchor. */
  readonly id: string;
  /** From the root of the site, without its base. */
  readonly url: string;
}

/** Subjects in the order of the site. */
export async function correctionSubjects(): Promise<CollectionEntry<'corrections'>[]> {
  return (await getCollection('corrections')).toSorted((a, b) => a.data.order - b.data.order);
}

/** The corrections of a subject, by id. */
export function correctionsOf({ id: subject, data }: CollectionEntry<'corrections'>): Correction[] {
  return Object.entries(data.entries)
    .map(([id, entry]) => ({ ...entry, said: quoteOf(entry.said), id, url: `/corrections/${subject}/#${id}` }))
    .toSorted((a, b) => a.id.localeCompare(b.id));
}

/** The corrections that a note puts right: those it says it covers, and those that name it. */
export async function correctionsOfNote(note: CollectionEntry<'notes'>): Promise<Correction[]> {
  const covered = new Set(note.data.covers.map((cover) => cover.replace(/#.*/, '')));
  const all = (await correctionSubjects()).flatMap(correctionsOf);
  return all.filter((correction) => covered.has(correction.id) || correction.note?.id === note.id);
}

/**
 * Where a correction is said in the flow of a note.
 *
 * @throws when it names a note that is not there.
 */
export async function noteOf({
  id,
  note: reference,
  heading,
}: Correction): Promise<{ title: string; path: string } | undefined> {
  if (reference !== undefined) {
    const note = await getEntry(reference);
    if (note === undefined) throw new Error(`correction ${id}: no note ${reference.id}`);
    return { title: note.data.title, path: `/notes/${note.id}/${heading === undefined ? '' : `#${heading}`}` };
  }
  const notes = (await getTracks()).flatMap((track) => track.notes);
  for (const note of notes) {
    const cover = note.data.covers.find((covered) => covered.startsWith(id));
    if (cover !== undefined) return { title: note.data.title, path: `/notes/${note.id}/${cover.slice(id.length)}` };
  }
  return undefined;
}
