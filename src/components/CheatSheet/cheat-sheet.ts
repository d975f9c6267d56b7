import { copyFilled } from '../Placeholders/copy-filled.ts';
import { textWithExamples } from '../Placeholders/show.ts';
import { watchFilter } from './filter.ts';
import { watchKeys } from './row-keys.ts';
import { readyToRun, runRow } from './run-row.ts';
import { lineOf, rows } from './sheet-rows.ts';
import { watchSwitches } from './switches.ts';

for (const row of rows) {
  const copy = row.querySelector<HTMLButtonElement>('[data-copy-row]');
  copy?.addEventListener('click', () => {
    copyFilled(copy, lineOf(row), () => lineOf(row).textContent.trim());
  });
  const run = row.querySelector<HTMLButtonElement>('[data-run-row]');
  run?.addEventListener('click', () => void runRow(row, run));
  if (run) readyToRun(run);
  // The row as it stands when it is clicked: its placeholders may have been filled in.
  for (const link of row.querySelectorAll<HTMLAnchorElement>('[data-playground-row], [data-explain-row]')) {
    link.addEventListener('click', () => {
      link.hash = `c=${encodeURIComponent(textWithExamples(lineOf(row)))}`;
    });
  }
}

watchSwitches();
watchFilter();
watchKeys();

// A row that the search was told to run.
if (new URLSearchParams(location.search).has('run')) {
  const asked = rows.find(({ id }) => id === location.hash.slice(1));
  const address = new URL(location.href);
  address.searchParams.delete('run');
  history.replaceState(history.state, '', address);
  asked?.querySelector<HTMLButtonElement>('[data-run-row]')?.click();
}
