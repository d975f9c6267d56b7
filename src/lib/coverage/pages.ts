import { getCollection, render } from 'astro:content';
import { correctionsOf, correctionSubjects } from '../corrections/list.ts';
import { rowSlug } from '../search/row-slug.ts';
import { commandList, type ListedCommand } from '../command-list.ts';
import { getTracks } from '../tracks.ts';
import { href } from '../url.ts';
import type { CoveringPage } from './collect.ts';

/** Everything that can cover an id of the inventory: notes first, as they say most of it. */
export async function coveringPages(): Promise<CoveringPage[]> {
  return [...(await notes()), ...(await corrections()), ...(await rows()), ...(await terms()), ...(await references()), ...(await errors())];
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

/** A note on more subjects than these says little of which of them an error that leads to it is about. */
const FEW = 3;

/** An error treats what it says, and the subject of its note. */
async function errors(): Promise<CoveringPage[]> {
  const topics = new Map((await getCollection('notes')).map(({ id, data }) => [id, topicsOf(data.covers)]));
  return (await getCollection('errors')).map(({ id, data }) => {
    const ofNote = topics.get(data.note?.id ?? '') ?? [];
    return {
      name: `src/content/errors/${id}.yaml`,
      address: href(`/errors/${id}/`),
      covers: [...new Set([...data.covers, ...(ofNote.length <= FEW ? ofNote : [])])],
    };
  });
}

const topicsOf = (covers: readonly string[]): string[] =>
  covers.map((cover) => cover.split('#', 1)[0] ?? '').filter((id) => /^[tg]/.test(id));

async function corrections(): Promise<CoveringPage[]> {
  return (await correctionSubjects()).flatMap((subject) =>
    correctionsOf(subject).map(({ id, url }) => ({
      name: `src/content/corrections/${subject.id}.yaml`,
      address: href(url),
      covers: [id],
    })),
  );
}

/** Reference pages, by topic-commands.yaml. @throws for a command or flag that is not there */
async function references(): Promise<CoveringPage[]> {
  const commands = commandList();
  return (await getCollection('topicCommands')).flatMap(({ id, data }) =>
    data.commands.map((name) => ({
      name: 'src/content/topic-commands.yaml',
      address: href(referenceOf(name, commands)),
      covers: [id],
    })),
  );
}

/** @returns the address of `docker run` or `docker run --rm`. */
function referenceOf(name: string, commands: readonly ListedCommand[]): string {
  const [path = '', flag] = name.split(' --');
  const command = commands.find(({ paths }) => paths.includes(path));
  if (command === undefined || (flag !== undefined && !command.flags.some(({ long }) => long === flag)))
    throw new Error(`src/content/topic-commands.yaml: there is no ${name}`);
  return flag === undefined ? command.url : `${command.url}#${flag}`;
}
