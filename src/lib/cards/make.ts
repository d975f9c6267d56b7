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

export interface OutputSource {
  /** Question that the commands prove. */
  readonly id: string;
  readonly url: string;
  readonly note: string;
  /** What was typed before. */
  readonly before: readonly string[];
  readonly command: string;
  /** What the command printed. */
  readonly output: string;
}

/** Longer output is no longer read at a glance. */
const MOST_LINES = 12;
const WIDEST = 160;
/** Characters: below it the output names no command, above it nobody types the command from memory. */
const SHORTEST_OUTPUT = 10;
const LONGEST_COMMAND = 90;

/** From what a command of Docker printed to the command; undefined where the output tells too little, or the answer. */
export function outputCard({ id, url, note, before, command, output }: OutputSource): Card | undefined {
  const lines = output.split('\n');
  const isTelling =
    /^(sudo )?(docker|ip|iptables|nsenter) /.test(command) &&
    command.length <= LONGEST_COMMAND &&
    !/\bsh -c\b/.test(command) &&
    /[A-Za-z]{3}/.test(output) &&
    output.length >= SHORTEST_OUTPUT &&
    !/^[0-9a-f]{64}$/.test(output) &&
    !output.includes('```') &&
    lines.length <= MOST_LINES &&
    lines.every((line) => line.length <= WIDEST);
  if (!isTelling) return undefined;
  const earlier =
    before.length === 0 ? '' : `${fenced(before.map((line) => `$ ${line}`).join('\n'))}\nThen this was printed:\n`;
  const front = `${earlier}${fenced(output)}\nWhich command prints it?`;
  return { id: `output:${id}`, kind: 'output', front, back: fenced(command), url, page: 'The question', notes: [note] };
}

const fenced = (text: string): string => `\`\`\`\n${text}\n\`\`\``;

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
