import { html } from './draw/svg.ts';
import { button } from './panel.ts';
import { momentName, type Timeline } from './timeline.ts';

/** Goes back over the commands of the session. */
export class TimeSlider {
  readonly element = html('div', { class: 'time', role: 'group', 'aria-label': 'Time' });
  readonly #range = html('input', { type: 'range', min: 0, max: 0, value: 0, 'aria-label': 'Moment of the session' });
  readonly #name = html('output');
  readonly #against = html('select', { 'aria-label': 'Compared with' });
  readonly #now: HTMLButtonElement;
  #listed = 0;

  /**
   * @param go to a place of the timeline
   * @param compare with a place; undefined: with the moment before
   */
  constructor(go: (place: number) => void, compare: (place: number | undefined) => void) {
    this.#now = button('Now', () => {
      compare(undefined);
      go(Number(this.#range.max));
    });
    this.#range.addEventListener('input', () => go(this.#range.valueAsNumber));
    this.#against.addEventListener('change', () => {
      compare(this.#against.value === '' ? undefined : Number(this.#against.value));
    });
    this.element.append(this.#range, this.#now, this.#against, this.#name);
  }

  show(timeline: Timeline): void {
    const { moments, at, against } = timeline;
    this.element.hidden = moments.length < 2;
    this.#range.max = String(moments.length);
    this.#range.value = String(at ?? moments.length);
    const name = momentName(timeline, at);
    const place = at === undefined ? 'now' : `${at + 1} of ${moments.length}, ${name}`;
    this.#range.setAttribute('aria-valuetext', place);
    this.#name.textContent = place;
    this.#name.title = name;
    this.element.classList.toggle('past', at !== undefined || against !== undefined);
    this.#now.ariaDisabled = String(at === undefined && against === undefined);
    if (this.#listed !== moments.length) {
      this.#listed = moments.length;
      const options = moments.map((_, index) =>
        html('option', { value: index }, momentName(timeline, index).slice(0, 60)),
      );
      this.#against.replaceChildren(html('option', { value: '' }, 'against the moment before'), ...options);
    }
    this.#against.value = against === undefined ? '' : String(against);
  }
}
