import { getCollection, getEntries, type CollectionEntry } from 'astro:content';

/** A track with its notes, both in the order of reading. */
export interface Track {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly notes: readonly CollectionEntry<'notes'>[];
}

let tracks: Promise<Track[]> | undefined;

/** Every track in the order of tracks.yaml. @throws when a note is in no track, or a track names one that is not there. */
export function getTracks(): Promise<Track[]> {
  if (import.meta.env.DEV) return loadTracks();
  return (tracks ??= loadTracks());
}

async function loadTracks(): Promise<Track[]> {
  const entries = (await getCollection('tracks')).sort((a, b) => a.data.order - b.data.order);
  const loaded = await Promise.all(
    entries.map(async ({ id, data }) => ({
      id,
      title: data.title,
      summary: data.summary,
      notes: (await getEntries(data.notes)).map((note, at) => present(note, data.notes[at]?.id)),
    })),
  );
  const placed = new Set(loaded.flatMap((track) => track.notes.map((note) => note.id)));
  const lost = (await getCollection('notes')).find((note) => !placed.has(note.id));
  if (lost !== undefined) throw new Error(`src/content/tracks.yaml: the note ${lost.id} is in no track`);
  return loaded;
}

/** @throws when tracks.yaml names a note that is not there. */
function present(note: CollectionEntry<'notes'> | undefined, id: string | undefined): CollectionEntry<'notes'> {
  if (note === undefined) throw new Error(`src/content/tracks.yaml: there is no note ${id}`);
  return note;
}

/** @returns the note before and after `id` in the order of reading, across tracks. */
export function neighbours(
  all: readonly Track[],
  id: string,
): { previous: CollectionEntry<'notes'> | undefined; next: CollectionEntry<'notes'> | undefined } {
  const order = all.flatMap((track) => track.notes);
  const at = order.findIndex((note) => note.id === id);
  return { previous: order[at - 1], next: order[at + 1] };
}
