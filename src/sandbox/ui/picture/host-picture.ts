import { adoptStyleSheet } from '../adopted-styles.ts';
import type { HostConnection } from '../host-connection.ts';
import { shownOf } from './commands.ts';
import { difference, type Change } from './difference.ts';
import drawingStyles from './draw/drawing.css?inline';
import { Drawing } from './draw/drawing.ts';
import { DrawingKeys } from './draw/drawing-keys.ts';
import { html } from './draw/svg.ts';
import { EMPTY_STATE, type HostState } from './host-state.ts';
import { layOut, NO_MEMORY, type Memory } from './layout/lay-out.ts';
import { HostObserver } from './observe.ts';
import { outlineOf } from './outline.ts';
import { button, fillPanel } from './panel.ts';
import styles from './picture.css?inline';
import { relatedTo } from './related.ts';
import { TimeSlider } from './time-slider.ts';
import { addMoment, compared, goTo, NO_TIME, type Timeline } from './timeline.ts';
import { TreeView } from './tree-view.ts';

const PICTURE_ELEMENT = 'host-picture';

const ZOOMS = [0.4, 0.5, 0.67, 0.8, 1, 1.25, 1.6, 2];
/** The least width that is laid out, px; a narrower view scrolls. */
const LEAST_WIDTH = 300;

/** How often a container that is selected is looked at: no event tells of its processes and its memory. ms */
const PULSE_MS = 2_000;

/** What the element tells; the events bubble. */
export interface PictureEvents {
  /** The reader wants the command typed in the terminal: whoever does calls `preventDefault()`. */
  'drydock:type': CustomEvent<{ readonly command: string }>;
}

/**
 * The live picture of a host, `<host-picture>`: an SVG that moves with every command, the same as text, a panel of the
 * thing that is selected, and a slider over the session's commands.
 *
 * A page gives it the host (`new HostPicture(connection)`, or the property `connection`), tells it of commands
 * (`commandBegan`, `commandEnded`), and may listen to `drydock:type`; `followTerminal(terminal)` does all of that.
 * `show(state)` draws a state that no host has.
 */
export class HostPicture extends HTMLElement {
  #observer: HostObserver | undefined;
  #connection: HostConnection | undefined;
  #live: HostState = EMPTY_STATE;
  #time: Timeline = NO_TIME;
  #memory: Memory = NO_MEMORY;
  #selected: string | undefined;
  #zoom = ZOOMS.indexOf(1);
  #asText = false;
  /** Changes since the last command began. */
  #recent: readonly Change[] = [];
  #built = false;

  #pulse: ReturnType<typeof setInterval> | undefined;

  readonly #drawing = new Drawing();
  readonly #keys = new DrawingKeys(this.#drawing, (key) => this.select(key));
  readonly #tree = new TreeView((key) => this.select(key));
  readonly #slider = new TimeSlider(
    (place) => this.#travel(goTo(this.#time, place)),
    (against) => this.#travel({ ...this.#time, against }),
  );
  readonly #view = html('div', { class: 'view' });
  readonly #panel = html('section', { class: 'panel', tabindex: -1, hidden: true });
  readonly #stage = html('div', { class: 'stage' }, this.#view, this.#panel);
  readonly #changes = html('ul', { class: 'changes', tabindex: 0, 'aria-label': 'What has changed' });
  readonly #spoken = html('p', { class: 'visually-hidden', role: 'status' });
  readonly #ended = html(
    'p',
    { class: 'ended', role: 'status', hidden: true },
    'This host has stopped. The picture shows how it stood last; a new host begins a new one.',
  );
  readonly #text = button('As text', () => this.#toggleText());

  constructor(connection?: HostConnection) {
    super();
    if (connection !== undefined) this.connection = connection;
  }

  get connection(): HostConnection | undefined {
    return this.#connection;
  }

  /** Another host, or none: the picture begins anew. */
  set connection(connection: HostConnection | undefined) {
    this.#observer?.end();
    this.#observer = undefined;
    this.#connection = connection;
    this.#time = NO_TIME;
    this.#memory = NO_MEMORY;
    this.#recent = [];
    this.#live = EMPTY_STATE;
    this.#ended.hidden = true;
    this.#follow(); // also before it is seen: its slider holds the session from the first command
  }

  connectedCallback(): void {
    this.#build();
    this.#pulse = setInterval(() => this.#lookAgain(), PULSE_MS);
    this.#follow();
  }

  disconnectedCallback(): void {
    clearInterval(this.#pulse);
    this.#observer?.end();
    this.#observer = undefined;
  }

  /** Draws a state that no host has: one that was imported. */
  show(state: HostState): void {
    if (this.#connection !== undefined) this.connection = undefined;
    this.#become(state);
  }

  /** The state that is drawn. */
  get state(): HostState {
    return compared(this.#time, this.#live).now;
  }

  /** A shell has read a command. */
  commandBegan(): void {
    this.#recent = [];
  }

  /** A command has ended: a moment to come back to. */
  async commandEnded(command: string): Promise<void> {
    const observer = this.#observer;
    if (observer === undefined || command.trim() === '') return;
    const state = await observer.refresh().catch(() => undefined); // a host that has gone meanwhile leaves no moment
    if (state === undefined || observer !== this.#observer) return;
    this.#time = addMoment(this.#time, { command, state });
    this.#slider.show(this.#time);
  }

  /** The host has gone. What it looked like last stays, and says so, until there is another. */
  hostEnded(): void {
    this.#observer?.end();
    this.#ended.hidden = false;
  }

  /** @param key of the thing, or undefined for none */
  select(key: string | undefined): void {
    this.#selected = key;
    this.#drawAll([]);
  }

  #follow(): void {
    const connection = this.#connection;
    if (connection === undefined || this.#observer !== undefined) {
      if (this.#built) this.#drawAll([]);
      return;
    }
    const observer = new HostObserver(connection, (state) => this.#become(state));
    this.#observer = observer;
    observer.refresh().then(
      (state) => {
        if (observer !== this.#observer || this.#time.moments.length > 0) return;
        this.#time = addMoment(this.#time, { command: '', state });
        this.#slider.show(this.#time);
      },
      () => observer.end(), // the host has gone: whoever owns it tells
    );
  }

  #lookAgain(): void {
    const watched = this.#selected?.startsWith('container ') === true && this.#time.at === undefined;
    if (watched && this.checkVisibility()) this.#observer?.refresh().catch(() => undefined); // its owner tells of its end
  }

  #become(state: HostState): void {
    const changes = this.#live === EMPTY_STATE ? [] : difference(this.#live, state);
    this.#live = state;
    if (!this.#built) return;
    const told = changes.filter(({ minor }) => minor !== true);
    this.#recent = [...this.#recent, ...told].slice(-12);
    if (this.#time.at !== undefined) return;
    if (told.length > 0) this.#spoken.textContent = told.map(({ text }) => text).join('; ');
    this.#drawAll(changes);
  }

  #travel(time: Timeline): void {
    const before = this.state;
    this.#time = time;
    this.#slider.show(time);
    this.#drawAll(difference(before, this.state));
  }

  /** @param flashed changes that stand out */
  #drawAll(flashed: readonly Change[]): void {
    if (!this.#built) return;
    const { state } = this;
    const isNow = this.#time.at === undefined && this.#time.against === undefined;
    const { before, now } = compared(this.#time, this.#live);
    this.#listChanges(isNow ? this.#recent : difference(before, now));
    if (this.#asText) this.#tree.show(outlineOf(state), this.#selected);
    else this.#draw(state, flashed);
    this.#showPanel(state);
  }

  #draw(state: HostState, flashed: readonly Change[]): void {
    const room = Math.max(LEAST_WIDTH, this.#view.clientWidth);
    const zoom = ZOOMS[this.#zoom] ?? 1;
    const width = zoom < 1 ? Math.round(room / zoom) : room;
    const { scene, memory } = layOut(state, width, this.#memory);
    this.#memory = memory;
    this.#drawing.draw(scene, flashed, { width: width * zoom, height: scene.height * zoom });
    const there = this.#selected !== undefined && shownOf(state, this.#selected) !== undefined;
    this.#drawing.light(there ? this.#selected : undefined, there ? relatedTo(state, this.#selected!) : undefined);
    this.#keys.rove();
  }

  #listChanges(changes: readonly Change[]): void {
    this.#changes.replaceChildren(...changes.slice(-40).map(({ kind, text }) => html('li', { class: kind }, text)));
  }

  #showPanel(state: HostState): void {
    const shown = this.#selected === undefined ? undefined : shownOf(state, this.#selected);
    this.#panel.hidden = shown === undefined;
    this.#stage.classList.toggle('open', shown !== undefined);
    if (shown === undefined || this.#selected === undefined) return;
    const signature = `${this.#selected} ${shown.json.length} ${JSON.stringify(state.containers.map((one) => [one.kernel, one.processes.length]))}`;
    if (this.#panel.dataset['shown'] === signature) return;
    this.#panel.dataset['shown'] = signature;
    const stops = () => [...this.#panel.querySelectorAll<HTMLElement>('button, [tabindex]')];
    const stop = stops().findIndex((element) => element === document.activeElement);
    const { scrollTop } = this.#panel;
    fillPanel(this.#panel, state, this.#selected, shown, {
      close: () => this.#closePanel(),
      copy: (text, from) => void copy(text, from),
      type: (command) => {
        this.dispatchEvent(new CustomEvent('drydock:type', { detail: { command }, bubbles: true, cancelable: true }));
      },
    });
    this.#panel.scrollTop = scrollTop;
    if (stop !== -1) stops()[stop]?.focus({ preventScroll: true });
  }

  #closePanel(): void {
    const key = this.#selected;
    this.select(undefined);
    if (this.#asText) this.#tree.element.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    else if (key !== undefined) this.#drawing.find(key)?.focus();
  }

  #toggleText(): void {
    this.#asText = !this.#asText;
    this.#text.ariaPressed = String(this.#asText);
    this.#view.replaceChildren(this.#asText ? this.#tree.element : this.#drawing.element);
    this.#drawAll([]);
  }

  #setZoom(step: number): void {
    this.#zoom = step === 0 ? ZOOMS.indexOf(1) : Math.max(0, Math.min(ZOOMS.length - 1, this.#zoom + step));
    this.#drawAll([]);
  }

  #build(): void {
    if (this.#built) return;
    this.#built = true;
    adoptStyleSheet(styles + drawingStyles);
    this.#text.ariaPressed = 'false';
    this.replaceChildren(
      html(
        'div',
        { class: 'bar' },
        html('h3', {}, 'The host'),
        this.#text,
        button('−', () => this.#setZoom(-1), 'Smaller'),
        button('+', () => this.#setZoom(1), 'Larger'),
      ),
      this.#ended,
      this.#changes,
      this.#stage,
      this.#slider.element,
      this.#spoken,
    );
    this.#view.append(this.#drawing.element);
    this.#slider.show(this.#time);
    const svg = this.#drawing.element;
    svg.addEventListener('click', (event) => {
      const group = (event.target as Element).closest<SVGGElement>('[data-key], [data-of]');
      this.select(group === null ? undefined : (group.dataset['key'] ?? group.dataset['of']));
    });
    this.#view.addEventListener('focusin', (event) => this.#keys.focused(event.target as Element));
    this.#panel.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#closePanel();
    });
    let width = 0;
    new ResizeObserver(() => {
      if (width === this.#view.clientWidth) return;
      width = this.#view.clientWidth;
      this.#drawAll([]);
    }).observe(this.#view);
  }
}

async function copy(text: string, from: HTMLButtonElement): Promise<void> {
  const said = await navigator.clipboard.writeText(text).then(
    () => 'Copied',
    () => 'Not allowed',
  );
  from.textContent = said;
  setTimeout(() => (from.textContent = 'Copy'), 1_500);
}

customElements.define(PICTURE_ELEMENT, HostPicture);
