import { getCollection, render } from 'astro:content';
import { correctionsOf, correctionSubjects } from '../corrections/list.ts';
import { collectCoverage } from '../coverage/collect.ts';
import { INVENTORY } from '../coverage/inventory.ts';
import { coveringPages } from '../coverage/pages.ts';
import { bareMessage } from '../errors/error-page.ts';
import { plainText } from '../glossary.ts';
import { questionsOf, questionTopics } from '../questions/list.ts';
import { getTracks } from '../tracks.ts';
import { commandRecords } from './command-records.ts';
import { sectionsOf, withTellingWords } from './sections.ts';
import { rowSlug } from './row-slug.ts';
import type { Kind, SearchRecord } from './record.ts';

/** Everything that is found by name, in the order in which equals are shown. */
export async function searchRecords(): Promise<SearchRecord[]> {
  const records = [
    ...commandRecords(),
    ...(await noteRecords()),
    ...(await recipeRecords()),
    ...(await termRecords()),
    ...(await errorRecords()),
    ...(await correctionRecords()),
    ...(await drillRecords()),
    ...(await questionRecords()),
  ];
  const keys = await subjects();
  return records.map((record) => {
    const names = keys.get(record.url);
    const text = clip(record.text.replace(/\s+/g, ' ').trim(), MOST_TEXT[record.kind]);
    return { ...record, text, ...(names === undefined ? {} : { keys: names.join(' · ') }) };
  });
}

/** The list comes before the first answer, so it holds the beginning of a text, in letters; the page has the rest. */
const MOST_TEXT: Readonly<Record<Kind, number>> = {
  note: 160,
  command: 110,
  flag: 70,
  recipe: 90,
  term: 110,
  error: 110,
  correction: 60,
  question: 40,
  drill: 70,
};

const clip = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, text.lastIndexOf(' ', length))} …`;

async function noteRecords(): Promise<SearchRecord[]> {
  const notes = (await getTracks()).flatMap((track) => track.notes);
  const records = await Promise.all(
    notes.map(async (note) => {
      const { headings } = await render(note);
      const { id, data, body = '' } = note;
      const url = `/notes/${id}/`;
      const sections = sectionsOf(body).slice(1);
      const page = { kind: 'note' as const, title: data.title, url, text: data.summary, names: [], body };
      const parts = headings
        .filter(({ depth }) => depth === 2 || depth === 3)
        .map(({ slug, text }, index) => ({
          kind: 'note' as const,
          title: text,
          url: `${url}#${slug}`,
          text: data.title,
          names: [],
          body: sections[index] ?? '',
        }));
      return [page, ...parts];
    }),
  );
  return withTellingWords(records.flat());
}

async function recipeRecords(): Promise<SearchRecord[]> {
  const sheets = await getCollection('cheatsheets');
  return sheets.flatMap(({ id, data }) =>
    data.groups.flatMap(({ rows }) =>
      rows.map(({ task, command, does }) => ({
        kind: 'recipe' as const,
        title: task,
        url: `/cheatsheets/${id}/#${rowSlug(task)}`,
        text: does.replaceAll('`', ''),
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

async function errorRecords(): Promise<SearchRecord[]> {
  const errors = await getCollection('errors');
  return errors.map(({ id, data }) => ({
    kind: 'error' as const,
    title: data.title,
    url: `/errors/${id}/`,
    text: bareMessage(data.message),
    names: data.container === undefined ? [] : exitNames(data.container),
    messages: [data.message, ...data.also],
  }));
}

const exitNames = (code: number): string[] =>
  code === 0 ? [] : [`exit code ${code}`, `exit status ${code}`, `exited (${code})`, `exit ${code}`];

async function correctionRecords(): Promise<SearchRecord[]> {
  const corrections = (await correctionSubjects()).flatMap(correctionsOf);
  return corrections.map(({ id, url, said, so }) => ({
    kind: 'correction' as const,
    title: said,
    url,
    text: so.replaceAll('`', ''),
    names: [id],
  }));
}

async function drillRecords(): Promise<SearchRecord[]> {
  const drills = await getCollection('drills');
  return drills.map(({ id, data }) => ({
    kind: 'drill' as const,
    title: data.title,
    url: `/drills/${id}/`,
    text: data.story.replaceAll('`', ''),
    names: [],
  }));
}

async function questionRecords(): Promise<SearchRecord[]> {
  const questions = (await questionTopics()).flatMap(questionsOf);
  return questions.map(({ q, url, short }) => ({
    kind: 'question' as const,
    title: q.replaceAll('`', ''),
    url,
    text: short.replaceAll('`', ''),
    names: [],
  }));
}

/** Topics of the sources by the address that treats them. */
async function subjects(): Promise<Map<string, string[]>> {
  const { topics } = collectCoverage(await coveringPages());
  const base = import.meta.env.BASE_URL.replace(/\/+$/, '');
  const keys = new Map<string, string[]>();
  for (const [id, addresses] of Object.entries(topics)) {
    for (const address of addresses) {
      const url = address.slice(base.length);
      keys.set(url, [...(keys.get(url) ?? []), INVENTORY.topics.get(id) ?? '']);
    }
  }
  return keys;
}
