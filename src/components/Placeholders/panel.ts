import { isPlaceholderName, VALUE } from '../../lib/placeholders/names.ts';
import { announce } from '../announce.ts';
import { editInPlace, REFUSED } from './edit-in-place.ts';
import { fill, filledIn, forgetAll, onFill } from './values.ts';

const panel = document.querySelector<HTMLElement>('[data-fill-in]');
const fields = [...(panel?.querySelectorAll<HTMLInputElement>('input') ?? [])];

function show(): void {
  const values = filledIn();
  for (const field of fields) {
    if (!isPlaceholderName(field.name)) continue;
    if (field !== document.activeElement) field.value = values[field.name] ?? '';
  }
  const filled = fields.filter(({ name }) => isPlaceholderName(name) && values[name] !== undefined).length;
  panel?.querySelector('[data-filled-count]')?.replaceChildren(`${filled} of ${fields.length}`);
}
show();
onFill(show);

for (const field of fields) {
  field.addEventListener('input', () => {
    const value = field.value.trim();
    const right = value === '' || VALUE.test(value);
    field.setCustomValidity(right ? '' : REFUSED);
    field.setAttribute('aria-invalid', String(!right));
    if (right && isPlaceholderName(field.name)) fill(field.name, value);
    else announce(REFUSED);
  });
  field.addEventListener('blur', show);
}

panel?.querySelector('[data-fill-examples]')?.addEventListener('click', () => {
  for (const { name, placeholder } of fields) if (isPlaceholderName(name)) fill(name, placeholder);
  announce('Filled in with the examples');
});
panel?.querySelector('[data-fill-reset]')?.addEventListener('click', () => {
  forgetAll();
  announce('Forgotten on the whole site');
});

// With the pointer one gets at it where it stands; the keyboard has the panel and Copy.
document.addEventListener('click', ({ target }) => {
  const span = target instanceof Element ? target.closest<HTMLElement>('[data-placeholder]') : null;
  if (span === null || String(getSelection()) !== '') return;
  editInPlace(span, span.closest<HTMLElement>('[tabindex]') ?? document.body);
});
