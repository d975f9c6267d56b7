import type { ListedCommand } from '../command-list.ts';
import { rowSlug } from '../search/row-slug.ts';
import { GAP, type Card } from './card.ts';

/** A word of the glossary with the notes that use it. */
export interface TermSource {
  readonly id: string;
  readonly term: string;
  readonly also: readonly string[];
  /** One paragraph, plain. */
  readonly text: string;
  readonly notes: readonly string[];
}

/** A cloze: the definition with a gap where the word stands, or in front of it where it doesn't. */
export function termCard({ id, term, also, text, notes }: TermSource): Card {
  const masked = [term, ...also]
    .toSorted((a, b) => b.length - a.length)
    .reduce((sofar, word) => sofar.replaceAll(wholeWord(word), GAP), text);
  const front = masked === text ? `${GAP}: ${text}` : masked;
  return { id: `term:${id}`, kind: 'term', front, back: term, url: `/glossary/#${id}`, page: 'Glossary', notes };
}

const wholeWord = (word: string): RegExp =>
  new RegExp(`(?<![\\w-])${word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}s?(?![\\w-])`, 'gi');

export interface RowSource {
  readonly sheet: string;
  readonly title: string;
  readonly task: string;
  readonly command: string;
  readonly does: string;
  readonly note?: string;
}

/**
 * Two cards of a row of a cheat sheet: from the task to the command, and from the command to what it does. A row that
 * treats an instruction (`COPY, files of the context`) makes one that asks for the instruction.
 */
export function rowCards({ sheet, title, task, command, does, note }: RowSource): readonly Card[] {
  const slug = rowSlug(task);
  const common = { url: `/cheatsheets/${sheet}/#${slug}`, page: `Cheat sheet: ${title}`, notes: note ? [note] : [] };
  const [, instruction] = /^([A-Z]{3,})\b/.exec(task) ?? [];
  if (instruction !== undefined && command.includes(instruction)) {
    const front = `Which instruction?\n${does.replaceAll(wholeWord(instruction), GAP)}`;
    return [{ id: `directive:${sheet}/${slug}`, kind: 'directive', front, back: task, ...common }];
  }
  const line = code(command);
  return [
    { id: `command:${sheet}/${slug}`, kind: 'command', front: task, back: `${line}\n${does}`, ...common },
    { id: `effect:${sheet}/${slug}`, kind: 'effect', front: line, back: `${task}\n${does}`, ...common },
  ];
}

/** @param texts what flags do in our own words, by `run --publish`; the command's own words stand in for others. */
export function flagCards(command: ListedCommand, texts: Readonly<Record<string, string>>): readonly Card[] {
  const name = command.path.replace(/^docker /, '');
  const shown = command.flags
    .filter(({ simulated, hidden }) => simulated && !hidden)
    .map((flag) => ({ ...flag, text: texts[`${name} --${flag.long}`] ?? flag.usage }));
  // Two flags with the same words make a question with two answers.
  const counts = Map.groupBy(shown, ({ text }) => text);
  return shown
    .filter(({ text }) => counts.get(text)?.length === 1)
    .map(({ long, spellings, text }) => ({
      id: `flag:${command.slug}:${long}`,
      kind: 'flag',
      front: `${code(command.path)}: which flag?\n${text}`,
      back: spellings.map(code).join(' or '),
      url: `${command.url}#${long}`,
      page: command.path,
      notes: [],
    }));
}

export interface ErrorSource {
  readonly id: string;
  readonly title: string;
  readonly message: string;
  readonly cause: string;
  readonly fix: string;
  readonly note?: string;
}

export function errorCard({ id, title, message, cause, fix, note }: ErrorSource): Card {
  const back = `${cause}\n${fix}`;
  const notes = note === undefined ? [] : [note];
  return { id: `error:${id}`, kind: 'error', front: code(message), back, url: `/errors/${id}/`, page: title, notes };
}

export interface QuestionSource {
  readonly id: string;
  readonly q: string;
  readonly short: string;
  readonly url: string;
  readonly note?: string;
}

export function questionCard({ id, q, short, url, note }: QuestionSource): Card {
  const notes = note === undefined ? [] : [note];
  return { id: `question:${id}`, kind: 'question', front: q, back: short, url, page: 'The whole answer', notes };
}

/** Text that itself has a backtick is left as it is: it would end its own code. */
const code = (text: string): string => (text.includes('`') ? text : `\`${text}\``);
