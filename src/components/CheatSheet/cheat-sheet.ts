import { copyFrom } from '../copy.ts';
import { matches } from './filter-rows.ts';

const input = document.querySelector<HTMLInputElement>('#filter');
const count = document.querySelector<HTMLElement>('[data-filter-count]');
const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy-row]')) {
  const line = button.parentElement?.querySelector('[data-line]')?.textContent ?? '';
  button.addEventListener('click', () => void copyFrom(button, line.trim()));
}

// The row as it stands when it is clicked: its placeholders may have been filled in.
for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-playground-row], [data-explain-row]')) {
  link.addEventListener('click', () => {
    const line = link.closest('[data-row]')?.querySelector('[data-line]')?.textContent ?? '';
    link.hash = `c=${encodeURIComponent(line.trim())}`;
  });
}

input?.addEventListener('input', () => {
  const shown = rows.filter((row) => {
    const keep = matches(row.textContent, input.value);
    row.hidden = !keep;
    return keep;
  });
  for (const group of document.querySelectorAll<HTMLElement>('[data-group]')) {
    group.hidden = group.querySelector('[data-row]:not([hidden])') === null;
  }
  if (count !== null) count.textContent = input.value.trim() === '' ? '' : `${shown.length} of ${rows.length}`;
});
