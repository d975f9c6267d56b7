import { announce } from '../announce.ts';
import { copyFrom } from '../copy.ts';
import { editInPlace } from './edit-in-place.ts';
import { firstUnfilled } from './show.ts';

/** Copies what stands in `line`. What is not filled in is selected first; nothing is copied until it is. */
export function copyFilled(button: HTMLButtonElement, line: ParentNode, text: () => string): void {
  const missing = firstUnfilled(line);
  if (missing === undefined) {
    void copyFrom(button, text());
    return;
  }
  announce(`Not copied yet: type a value for ${missing.textContent}, then Enter`);
  const from = document.activeElement instanceof HTMLElement ? document.activeElement : button;
  editInPlace(missing, from === document.body ? button : from, () => {
    copyFilled(button, line, text);
  });
}
