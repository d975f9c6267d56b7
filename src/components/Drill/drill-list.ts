import { matches } from '../CheatSheet/filter-rows.ts';
import { forgetProgress, readProgress } from './keep.ts';

const filter = document.querySelector<HTMLFormElement>('[data-drill-filter]');
const rows = [...document.querySelectorAll<HTMLElement>('[data-drill-row]')];
const forget = document.querySelector<HTMLButtonElement>('[data-forget-all]');
const forgotten = document.querySelector<HTMLElement>('[data-forgotten]');
const FORGET = 'Forget it';

filter?.addEventListener('input', narrow);
filter?.addEventListener('submit', (event) => event.preventDefault());
addEventListener('storage', show);

// The first press asks, the second forgets.
forget?.addEventListener('click', () => {
  if (forget.textContent === FORGET) {
    forget.textContent = 'Really? Forget all results';
    return;
  }
  forget.textContent = FORGET;
  forgotten?.replaceChildren(forgetProgress() ?? 'Forgotten.');
  show();
});
forget?.addEventListener('blur', () => (forget.textContent = FORGET));

function show(): void {
  const { drills, state } = readProgress();
  for (const row of rows) {
    const kept = drills[row.dataset['drillRow'] ?? ''];
    const solved = kept?.solved !== undefined;
    row.toggleAttribute('data-is-solved', solved);
    const score = kept?.commands === undefined ? '' : ` (${kept.commands})`;
    row.querySelector('[data-solved]')?.replaceChildren(solved ? `✓ solved${score}` : '');
  }
  if (state === 'damaged') forgotten?.replaceChildren('Some of what was kept can’t be read; the rest is shown.');
  narrow();
}

function narrow(): void {
  const data = filter === null ? new FormData() : new FormData(filter);
  const level = data.get('level') ?? '';
  const words = document.querySelector<HTMLInputElement>('#filter-drills')?.value ?? '';
  for (const row of rows) {
    const wanted = level === '' || row.dataset['level'] === level;
    const due = !data.has('left') || !row.hasAttribute('data-is-solved');
    row.hidden = !wanted || !due || !matches(row.textContent, words);
  }
  for (const group of document.querySelectorAll<HTMLElement>('[data-group]'))
    group.hidden = group.querySelector('[data-drill-row]:not([hidden])') === null;
  const shown = rows.filter((row) => !row.hidden).length;
  const solved = rows.filter((row) => row.hasAttribute('data-is-solved')).length;
  const told = [...(shown < rows.length ? [`${shown} of ${rows.length} shown`] : []), `${solved} solved`];
  document.querySelector('[data-filter-count]')?.replaceChildren(told.join(', '));
}

show();
