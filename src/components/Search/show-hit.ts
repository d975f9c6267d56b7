import type { Kind } from '../../lib/search/record.ts';
import type { Hit } from './find.ts';

export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  note: 'Note',
  command: 'Command',
  flag: 'Flag',
  recipe: 'Cheat sheet',
  term: 'Term',
  error: 'Error',
  correction: 'Correction',
  drill: 'Lab',
  question: 'Question',
};

/** @returns a link that shows a hit: its title, what it is, and why it was found. */
export function showHit({ kind, title, url, excerpt, part, command }: Hit): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = url;
  link.className = part ? 'hit part' : 'hit';
  if (command !== undefined) link.dataset['command'] = command;
  const name = element('span', kind === 'command' || kind === 'flag' ? 'hit-title code' : 'hit-title', title);
  const text = element('span', 'hit-text');
  for (const { text: words, marked } of excerpt) {
    if (!marked) text.append(words);
    else text.append(element('mark', '', words));
  }
  link.append(name, part ? '' : element('span', 'hit-kind', KIND_NAMES[kind]), text);
  return link;
}

function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.textContent = text;
  return made;
}
