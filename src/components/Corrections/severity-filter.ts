const filter = document.querySelector<HTMLElement>('[data-severities]');
const entries = [...document.querySelectorAll<HTMLElement>('[data-correction]')];

filter?.addEventListener('change', () => {
  const wanted = filter.querySelector<HTMLInputElement>('input:checked')?.value ?? '';
  for (const entry of entries) entry.hidden = wanted !== '' && entry.dataset['severity'] !== wanted;
  for (const group of document.querySelectorAll<HTMLElement>('[data-group]'))
    group.hidden = group.querySelector('[data-correction]:not([hidden])') === null;
});
