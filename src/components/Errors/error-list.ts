import { errorPatterns, matchErrors } from '../../lib/search/match-error.ts';
import { matches } from '../CheatSheet/filter-rows.ts';

const pasted = document.querySelector<HTMLTextAreaElement>('#pasted');
const found = document.querySelector<HTMLElement>('[data-matches]');
const filter = document.querySelector<HTMLInputElement>('#filter-errors');
const count = document.querySelector<HTMLElement>('[data-filter-count]');
const rows = [...document.querySelectorAll<HTMLElement>('[data-error]')];
const known = rows.map((row) => ({
  thing: row,
  patterns: (JSON.parse(row.dataset['messages'] ?? '[]') as string[]).flatMap(errorPatterns),
}));
/** Messages of which all is there that are shown; the others are parts of the first. */
const MOST = 2;

pasted?.addEventListener('input', () => {
  if (pasted.value.trim() === '') found?.replaceChildren();
  else found?.replaceChildren(...answerTo(pasted.value));
});

filter?.addEventListener('input', () => {
  for (const row of rows) row.hidden = !matches(row.textContent, filter.value);
  for (const group of document.querySelectorAll<HTMLElement>('[data-group]'))
    group.hidden = group.querySelector('[data-error]:not([hidden])') === null;
  const shown = rows.filter((row) => !row.hidden).length;
  if (count !== null) count.textContent = filter.value.trim() === '' ? '' : `${shown} of ${rows.length}`;
});

function answerTo(text: string): (Node | string)[] {
  const hits = matchErrors(text, known);
  if (hits.length === 0) return ['No page has these words. Try a line of it in the search.'];
  const heading = hits[0]?.whole === true ? 'This one:' : 'Not word for word; it may be:';
  return [heading, ...hits.slice(0, hits[0]?.whole === true ? MOST : undefined).map(({ thing }) => linkTo(thing))];
}

function linkTo(row: HTMLElement): Node {
  const link = row.querySelector('a')?.cloneNode(true);
  if (link === undefined) throw new Error('an error without a link');
  return link;
}
