import { announce } from '../announce.ts';
import { shownRows, sheet } from './sheet-rows.ts';

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  j: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  k: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};
/** Letters that press a button of the row. */
const BUTTONS: Readonly<Record<string, string>> = { c: '[data-copy-row]', r: '[data-run-row]' };

/** Keys while the focus is on a row or in it: only then, as single letters are shortcuts of others elsewhere. */
export function watchKeys(): void {
  sheet?.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (!(target instanceof HTMLElement) || target instanceof HTMLInputElement) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = target.closest<HTMLElement>('[data-row]');
    if (row === null) return;
    const button = BUTTONS[key];
    if (button !== undefined) {
      event.preventDefault();
      row.querySelector<HTMLButtonElement>(button)?.click();
      return;
    }
    const step = STEPS[key];
    if (step === undefined) return;
    event.preventDefault();
    const shown = shownRows();
    const next = shown[step(shown.indexOf(row), shown.length - 1)];
    if (next === row) announce(key === 'k' || key === 'ArrowUp' ? 'First row' : 'Last row');
    else if (next !== undefined) moveTo(next);
  });
  // A click or Tab into a row makes it the one that Tab comes back to.
  sheet?.addEventListener('focusin', ({ target }) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
    if (row !== null) stopAt(row);
  });
}

function moveTo(row: HTMLElement): void {
  stopAt(row);
  row.focus();
  row.scrollIntoView({ block: 'nearest' });
}

function stopAt(row: HTMLElement): void {
  for (const other of sheet?.querySelectorAll<HTMLElement>('[data-row][tabindex="0"]') ?? []) other.tabIndex = -1;
  row.tabIndex = 0;
}
