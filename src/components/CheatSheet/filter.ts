import { matches } from './filter-rows.ts';
import { rows, sheet, wordsOf } from './sheet-rows.ts';

const input = document.querySelector<HTMLInputElement>('#filter');
const count = document.querySelector<HTMLElement>('[data-filter-count]');
const nothing = document.querySelector<HTMLElement>('[data-nothing]');
const tables = [...document.querySelectorAll<HTMLDetailsElement>('[data-flag-table]')];

/** Narrows the rows, or the flags where those are shown, as one types. */
export function watchFilter(): void {
  input?.addEventListener('input', filter);
  document.querySelector('[data-clear-filter]')?.addEventListener('click', () => {
    if (input === null) return;
    input.value = '';
    filter();
    input.focus();
  });
  filter();
}

/** Also after another view was chosen. */
export function filter(): void {
  const query = input?.value ?? '';
  const flags = sheet?.hidden === true;
  const [shown, all] = flags ? filterFlags(query) : filterRows(query);
  if (nothing !== null) nothing.hidden = shown > 0;
  if (count !== null) count.textContent = query.trim() === '' ? '' : `${shown} of ${all}`;
}

function filterRows(query: string): [shown: number, all: number] {
  const shown = rows.filter((row) => {
    row.hidden = !matches(wordsOf(row), query);
    return !row.hidden;
  });
  for (const group of document.querySelectorAll<HTMLElement>('[data-group]')) {
    group.hidden = group.querySelector('[data-row]:not([hidden])') === null;
  }
  // Tab must find a row that is there.
  const stop = rows.find((row) => row.tabIndex === 0);
  if (stop?.hidden !== false && shown[0] !== undefined) {
    if (stop !== undefined) stop.tabIndex = -1;
    shown[0].tabIndex = 0;
  }
  return [shown.length, rows.length];
}

function filterFlags(query: string): [shown: number, all: number] {
  let found = 0;
  let all = 0;
  for (const table of tables) {
    const flags = [...table.querySelectorAll<HTMLElement>('[data-flag]')];
    const name = table.querySelector('summary code')?.textContent ?? '';
    for (const flag of flags) flag.hidden = !matches(`${name} ${flag.textContent}`, query);
    const shown = flags.filter((flag) => !flag.hidden).length;
    table.hidden = shown === 0;
    if (query.trim() !== '') table.open = shown > 0;
    found += shown;
    all += flags.length;
  }
  return [found, all];
}
