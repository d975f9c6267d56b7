import { getCollection, getEntry, type CollectionEntry } from 'astro:content';
import { LEVELS } from './levels.ts';

type Entry = CollectionEntry<'questions'>['data']['entries'][string];

/** A question of an interview, with its address. */
export interface Question extends Entry {
  /** Also its anchor. */
  readonly id: string;
  /** Id of its topic's file. */
  readonly topic: string;
  /** From the root of the site, without its base. */
  readonly url: string;
}

/** Topics in the order of the site. */
export async function questionTopics(): Promise<CollectionEntry<'questions'>[]> {
  return (await getCollection('questions')).toSorted((a, b) => a.data.order - b.data.order);
}

/** The questions of a topic, the easiest first, otherwise as they stand in its file. */
export function questionsOf({ id: topic, data }: CollectionEntry<'questions'>): Question[] {
  return Object.entries(data.entries)
    .map(([id, entry]) => ({ ...entry, id, topic, url: `/interview/${topic}/#${id}` }))
    .toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

/**
 * The part of a note that answers a question at length.
 *
 * @throws when it names a note that is not there.
 */
export async function noteOf({ id, note }: Question): Promise<{ title: string; path: string }> {
  const [path = '', heading] = note.split('#');
  const entry = await getEntry('notes', path);
  if (entry === undefined) throw new Error(`question ${id}: no note ${path}`);
  return { title: entry.data.title, path: `/notes/${path}/${heading === undefined ? '' : `#${heading}`}` };
}
