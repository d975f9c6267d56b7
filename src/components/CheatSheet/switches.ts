import { recall, remember } from '../../sandbox/ui/remembered.ts';
import { filter } from './filter.ts';
import { rows, sheet } from './sheet-rows.ts';

const tables = document.querySelector<HTMLElement>('[data-flag-tables]');
const byTask = [...(sheet?.children ?? [])];
let byCommand: HTMLElement[] | undefined;
const homes = new Map(rows.map((row) => [row, row.parentElement]));

/** View, spelling of flags and density: remembered in this browser. */
export function watchSwitches(): void {
  for (const [name, apply] of Object.entries({ view: showView, flags: spell, density: setDensity })) {
    const inputs = [...document.querySelectorAll<HTMLInputElement>(`.tools input[name="${name}"]`)];
    const chosen = recall(`sheet-${name}`);
    for (const input of inputs) {
      if (chosen !== undefined) input.checked = input.value === chosen;
      input.addEventListener('change', () => {
        const value = input.checked ? input.value : '';
        remember(`sheet-${name}`, value);
        apply(value);
      });
    }
    const now = inputs.find((input) => input.checked)?.value;
    if (now !== undefined) apply(now);
  }
  document.querySelector('[data-print]')?.addEventListener('click', () => {
    print();
  });
}

function spell(form: string): void {
  if (sheet !== null) sheet.dataset['flags'] = form;
}

function setDensity(density: string): void {
  if (sheet !== null) sheet.dataset['density'] = density;
}

function showView(view: string): void {
  if (sheet === null) return;
  if (view === 'command') {
    byCommand ??= groupsByCommand();
    sheet.replaceChildren(...byCommand);
    for (const row of rows) bodyOf(row)?.append(row);
  } else {
    sheet.replaceChildren(...byTask);
    for (const row of rows) homes.get(row)?.append(row);
  }
  sheet.hidden = view === 'flags';
  filter();
  if (view === 'flags') tables?.scrollIntoView({ block: 'nearest' });
}

const commandOf = (row: HTMLElement): string => row.dataset['command'] ?? '';
const bodyOf = (row: HTMLElement): Element | null | undefined =>
  byCommand?.find(({ dataset }) => dataset['group'] === commandOf(row))?.querySelector('tbody');

/** Empty groups in the shape of those by task, one for each command, in alphabetical order. */
function groupsByCommand(): HTMLElement[] {
  const pattern = byTask[0];
  const names = [...new Set(rows.map(commandOf))].sort((a, b) => a.localeCompare(b));
  return names.flatMap((name) => {
    const group = pattern?.cloneNode(true);
    if (!(group instanceof HTMLElement)) return [];
    group.dataset['group'] = name;
    const heading = group.querySelector('h2');
    heading?.replaceChildren(name);
    heading?.setAttribute('id', `of-${name.replaceAll(/\W+/g, '-')}`);
    group.querySelector('tbody')?.replaceChildren();
    return [group];
  });
}
