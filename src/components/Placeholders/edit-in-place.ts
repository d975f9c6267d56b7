import { PLACEHOLDERS, VALUE } from '../../lib/placeholders/names.ts';
import { announce } from '../announce.ts';
import { nameOf } from './show.ts';
import { fill } from './values.ts';

export const REFUSED = 'One word without blanks and quotes';

/**
 * Puts a field in place of `<container>`, selected, so that typing replaces it.
 *
 * @param done called when Enter has filled it in; the field is gone by then.
 * @param from where the focus goes back to.
 */
export function editInPlace(span: HTMLElement, from: HTMLElement, done?: () => void): void {
  const name = nameOf(span);
  const field = document.createElement('input');
  field.className = 'placeholder-field';
  field.value = span.textContent;
  field.size = Math.max(12, field.value.length);
  field.ariaLabel = `${PLACEHOLDERS[name]}, for the whole site`;
  field.autocomplete = 'off';
  field.spellcheck = false;
  field.setAttribute('autocapitalize', 'off');
  let open = true;
  const close = (back: boolean): void => {
    if (!open) return;
    open = false;
    field.remove();
    span.hidden = false;
    if (back) from.focus();
  };
  field.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') close(true);
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const value = field.value.trim();
    if (!VALUE.test(value)) {
      field.setAttribute('aria-invalid', 'true');
      announce(value === span.textContent ? 'Type a value, then Enter' : REFUSED);
      field.select();
      return;
    }
    close(true);
    fill(name, value);
    done?.();
  });
  field.addEventListener('blur', () => {
    // Removing it blurs it, too: after Escape nothing is filled in.
    if (!open) return;
    const value = field.value.trim();
    close(false);
    if (VALUE.test(value)) fill(name, value);
  });
  span.before(field);
  span.hidden = true;
  field.focus();
  field.select();
}
