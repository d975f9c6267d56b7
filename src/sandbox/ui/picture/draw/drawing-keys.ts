import type { Drawing } from './drawing.ts';
import { nextBox } from '../walk.ts';

/** The keyboard in the drawing: one stop of the Tab key, arrows from thing to thing, Enter selects, Escape lets go. */
export class DrawingKeys {
  readonly #drawing: Drawing;
  readonly #select: (key: string | undefined) => void;
  #focused: string | undefined;

  constructor(drawing: Drawing, select: (key: string | undefined) => void) {
    this.#drawing = drawing;
    this.#select = select;
    drawing.element.addEventListener('keydown', (event) => this.#pressed(event));
  }

  /** A thing has got the focus. (A listener on the SVG itself would make that a stop of the Tab key.) */
  focused(element: Element): void {
    if (!this.#drawing.element.contains(element)) return;
    this.#focused = (element as SVGElement).dataset['key'];
    this.rove();
  }

  /** To be called when something was drawn: the thing that had the stop keeps it, else the first container has it. */
  rove(): void {
    const { options } = this.#drawing;
    const current =
      options.find((option) => option.dataset['key'] === this.#focused) ??
      options.find((option) => option.matches('.card')) ??
      options[0];
    for (const option of options) {
      const stop = option === current ? '0' : '-1';
      if (option.getAttribute('tabindex') !== stop) option.setAttribute('tabindex', stop);
    }
  }

  #pressed(event: KeyboardEvent): void {
    const { options } = this.#drawing;
    const at = options.indexOf(event.target as SVGGElement);
    if (at === -1 || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') this.#select(options[at]?.dataset['key']);
    else if (event.key === 'Escape') this.#select(undefined);
    else {
      const next = this.#next(event.key, at);
      if (next === undefined) return;
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    event.preventDefault();
  }

  #next(key: string, at: number): SVGGElement | undefined {
    const { options } = this.#drawing;
    if (key === 'Home') return options[0];
    if (key === 'End') return options.at(-1);
    const place = nextBox(
      options.map((option) => option.getBoundingClientRect()),
      at,
      key,
    );
    return place === undefined ? undefined : options[place];
  }
}
