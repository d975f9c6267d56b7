import type { Change } from '../difference.ts';
import type { Scene } from '../layout/scene.ts';
import { piecesOf, type Piece } from './pieces.ts';
import { svg } from './svg.ts';

/** How long a thing that is gone stays to be seen going, ms. As in the style sheet. */
const LEAVE_MS = 350;
/** How long what has changed stands out, ms. */
const FLASH_MS = 1_600;
/** When more than this has changed, nothing of it stands out. */
const MANY_CHANGES = 40;
/** More wires than this are shown only for what is selected. */
const MANY_WIRES = 60;

/** The pieces of a scene on the screen. Draws again only what is different. */
export class Drawing {
  readonly element: SVGSVGElement;
  readonly #drawn = new Map<string, { piece: Piece; element: SVGGElement }>();
  #first = true;

  constructor() {
    this.element = svg('svg', {
      role: 'listbox',
      'aria-label': 'Picture of the host',
      'aria-orientation': 'horizontal',
    });
  }

  /** @param changes those that stand out */
  draw(scene: Scene, changes: readonly Change[], size: { width: number; height: number }): void {
    const pieces = piecesOf(scene);
    const { element } = this;
    element.setAttribute('viewBox', `0 0 ${scene.width} ${scene.height}`);
    element.setAttribute('width', String(size.width));
    element.setAttribute('height', String(size.height));
    const wires = scene.links.length + scene.ports.length;
    element.classList.toggle('crowded', wires > MANY_WIRES || scene.cards.length > MANY_WIRES);
    const ids = new Set(pieces.map(({ id }) => id));
    for (const [id, { element: old }] of this.#drawn) if (!ids.has(id)) this.#remove(id, old);
    if (this.#drawn.size === 0) this.#drawAtOnce(pieces);
    let behind: Element | null = null;
    for (const piece of pieces) {
      const known = this.#drawn.get(piece.id);
      const group = known === undefined ? this.#add(piece) : this.#update(known.element, known.piece, piece);
      this.#drawn.set(piece.id, { piece, element: group });
      if (behind === null ? group !== element.firstElementChild : behind.nextElementSibling !== group) {
        if (behind === null) element.prepend(group);
        else behind.after(group);
      }
      behind = group;
    }
    if (!this.#first) this.#flash(changes);
    this.#first = false;
  }

  /** The first drawing: one change of the page rather than one a piece. */
  #drawAtOnce(pieces: readonly Piece[]): void {
    const groups = pieces.map((piece) => {
      const element = this.#add(piece);
      this.#drawn.set(piece.id, { piece, element });
      return element;
    });
    this.element.prepend(...groups);
  }

  /** What can be selected, from the back to the front. */
  get options(): readonly SVGGElement[] {
    return [...this.#drawn.values()].flatMap(({ piece, element }) => (piece.key === undefined ? [] : [element]));
  }

  /** The first piece that stands for the thing. */
  find(key: string): SVGGElement | undefined {
    return this.options.find((option) => option.dataset['key'] === key);
  }

  /**
   * Lights up the selected thing and what belongs to it, and lets the rest recede.
   *
   * @param related keys that belong to it; undefined when nothing is selected
   */
  light(selected: string | undefined, related: ReadonlySet<string> | undefined): void {
    this.element.classList.toggle('chosen', selected !== undefined);
    for (const { piece, element } of this.#drawn.values()) {
      const { key, of = [] } = piece;
      const isSelected = key !== undefined && key === selected;
      const isLit = (one: string) => one === selected || related?.has(one) === true;
      const lit =
        key === undefined
          ? of.includes(selected ?? '') || (piece.litBy !== undefined && of[piece.litBy](isLit))
          : isLit(key);
      element.classList.toggle('selected', isSelected);
      element.classList.toggle('lit', lit);
      if (key !== undefined && element.ariaSelected !== String(isSelected)) element.ariaSelected = String(isSelected);
    }
  }

  #add(piece: Piece): SVGGElement {
    const group = svg('g', { class: piece.className }, ...content(piece));
    if (piece.key !== undefined) {
      group.dataset['key'] = piece.key;
      group.setAttribute('role', 'option');
      group.setAttribute('aria-selected', 'false');
      group.setAttribute('tabindex', '-1');
    } else {
      group.setAttribute('aria-hidden', 'true');
      const [first] = piece.of ?? [];
      if (first !== undefined) group.dataset['of'] = first;
    }
    this.#place(group, piece);
    if (!this.#first) group.classList.add('born');
    return group;
  }

  #update(group: SVGGElement, before: Piece, piece: Piece): SVGGElement {
    if (before.signature !== piece.signature) group.replaceChildren(...content(piece));
    if (before.className !== piece.className) {
      group.classList.remove(...before.className.split(' '));
      group.classList.add(...piece.className.split(' '));
    }
    if (before.x !== piece.x || before.y !== piece.y || before.label !== piece.label) this.#place(group, piece);
    return group;
  }

  #place(group: SVGGElement, { x, y, label }: Piece): void {
    group.style.transform = `translate(${x}px, ${y}px)`;
    if (label !== undefined) group.setAttribute('aria-label', label);
  }

  #remove(id: string, element: SVGGElement): void {
    this.#drawn.delete(id);
    element.removeAttribute('role');
    element.setAttribute('aria-hidden', 'true');
    element.removeAttribute('tabindex');
    element.classList.add('gone');
    setTimeout(() => element.remove(), LEAVE_MS);
  }

  #flash(changes: readonly Change[]): void {
    const keys = new Set(
      changes.filter(({ kind, minor }) => kind !== 'removed' && minor !== true).map(({ key }) => key as string),
    );
    if (keys.size > MANY_CHANGES) return;
    for (const { piece, element } of this.#drawn.values()) {
      if (piece.key === undefined || !keys.has(piece.key)) continue;
      element.classList.add('flash');
      setTimeout(() => element.classList.remove('flash', 'born'), FLASH_MS);
    }
  }
}

/** Words of one thing stay apart also for those who hear them, or who say them to click on it. */
const content = (piece: Piece): (Node | string)[] => piece.draw().flatMap((element) => [element, ' ']);
