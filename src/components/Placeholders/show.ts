import type { PlaceholderName } from '../../lib/placeholders/names.ts';
import { filledIn, onFill } from './values.ts';

/** What stands on the page where nothing is filled in: `<container>`, or the example that a block ran with. */
const unfilled = new Map<HTMLElement, string>();

for (const span of document.querySelectorAll<HTMLElement>('[data-placeholder]')) {
  unfilled.set(span, span.textContent);
}

function show(): void {
  const values = filledIn();
  for (const [span, text] of unfilled) {
    const value = values[nameOf(span)];
    span.textContent = value ?? text;
    span.classList.toggle('filled', value !== undefined);
  }
}
show();
onFill(show);

export function nameOf(span: HTMLElement): PlaceholderName {
  return span.dataset['placeholder'] as PlaceholderName;
}

/** @returns the first that stands there as `<container>`. An example of a note is a value that works. */
export const firstUnfilled = (line: ParentNode): HTMLElement | undefined =>
  [...line.querySelectorAll<HTMLElement>('[data-placeholder]')].find(
    (span) => !span.classList.contains('filled') && span.textContent.startsWith('<'),
  );

/** @returns the text of a line with the examples where nothing is filled in. */
export function textWithExamples(line: Element): string {
  const copy = line.cloneNode(true) as Element;
  for (const span of copy.querySelectorAll<HTMLElement>('[data-placeholder]:not(.filled)')) {
    span.textContent = span.dataset['example'] ?? '';
  }
  return copy.textContent.trim();
}
