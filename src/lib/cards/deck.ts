import { getCollection } from 'astro:content';
import { commandList } from '../command-list.ts';
import { bareMessage } from '../errors/error-page.ts';
import { flagTexts } from '../flag-texts.ts';
import { plainText } from '../glossary.ts';
import { questionsOf, questionTopics } from '../questions/list.ts';
import { proofsOf } from '../questions/proofs.ts';
import type { Card } from './card.ts';
import { errorCard, flagCards, outputCard, questionCard, rowCards, termCard } from './make.ts';

/** Commands whose flags are worth a card. */
const FLAGS_OF = [
  ...['run', 'exec', 'ps', 'logs', 'build', 'images', 'stop', 'rm', 'inspect', 'cp', 'network create', 'system prune'],
  ...['compose up', 'compose down', 'compose logs', 'compose exec'],
].map((name) => `docker ${name}`);

let made: Promise<readonly Card[]> | undefined;

/** Every card of this build, made from what the site says already. @throws when two have the same id */
export function deck(): Promise<readonly Card[]> {
  made ??= makeDeck();
  return made;
}

async function makeDeck(): Promise<readonly Card[]> {
  const parts = await Promise.all([
    questionCards(),
    termCards(),
    sheetCards(),
    outputCards(),
    allFlagCards(),
    errorCards(),
  ]);
  const cards = parts.flat();
  const ids = Map.groupBy(cards, ({ id }) => id);
  for (const [id, { length }] of ids) if (length > 1) throw new Error(`${length} cards have the id ${id}`);
  return cards;
}

async function termCards(): Promise<readonly Card[]> {
  const notes = await getCollection('notes');
  return (await getCollection('glossary')).map(({ id, data: { term, also }, body = '' }) => {
    const users = notes.filter(({ data }) => data.terms.some((used) => used.id === id)).map((note) => note.id);
    return termCard({ id, term, also, text: plainText(body), notes: users });
  });
}

async function sheetCards(): Promise<readonly Card[]> {
  return (await getCollection('cheatsheets')).flatMap(({ id: sheet, data: { title, groups } }) =>
    groups.flatMap(({ rows }) =>
      rows.flatMap(({ task, command, does, note }) =>
        rowCards({ sheet, title, task, command, does, ...(note && { note: note.id }) }),
      ),
    ),
  );
}

/** Made of the questions' proofs, as this build ran them. */
async function outputCards(): Promise<readonly Card[]> {
  const topics = await questionTopics();
  const cards = topics.map(async (topic) => {
    const proofs = await proofsOf(topic);
    return questionsOf(topic).flatMap(({ id, url, note }) => {
      const steps = proofs.get(id)?.steps ?? [];
      const last = steps.at(-1);
      if (last === undefined) return [];
      const before = steps.slice(0, -1).map(({ command }) => command);
      const about = { id: `${topic.id}/${id}`, url, note: note.replace(/#.*/, ''), before };
      return outputCard({ ...about, command: last.command, output: last.output }) ?? [];
    });
  });
  return (await Promise.all(cards)).flat();
}

async function allFlagCards(): Promise<readonly Card[]> {
  const texts = await flagTexts();
  return commandList()
    .filter(({ paths }) => FLAGS_OF.some((path) => paths.includes(path)))
    .flatMap((command) => flagCards(command, texts));
}

async function errorCards(): Promise<readonly Card[]> {
  return (await getCollection('errors')).map(({ id, data: { title, message, cause, fix, note } }) =>
    errorCard({ id, title, message: bareMessage(message), cause, fix, ...(note && { note: note.id }) }),
  );
}

async function questionCards(): Promise<readonly Card[]> {
  return (await questionTopics())
    .flatMap(questionsOf)
    .map(({ id, topic, q, short, url, note }) =>
      questionCard({ id: `${topic}/${id}`, q, short, url, note: note.replace(/#.*/, '') }),
    );
}
