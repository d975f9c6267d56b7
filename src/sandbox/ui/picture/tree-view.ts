import { html } from './draw/svg.ts';
import type { OutlineItem } from './outline.ts';

/** A tree of text that one walks with the keyboard. @see https://www.w3.org/WAI/ARIA/apg/patterns/treeview/ */
export class TreeView {
  readonly element = html('ul', { role: 'tree', 'aria-label': 'What is on the host' });
  readonly #select: (key: string) => void;
  readonly #open = new Map<string, boolean>();
  #current: string | undefined;
  #typed = { text: '', at: 0 };

  /** @param select a thing was chosen, by its key */
  constructor(select: (key: string) => void) {
    this.#select = select;
    this.element.addEventListener('keydown', (event) => this.#pressed(event));
    this.element.addEventListener('click', (event) => {
      const item = (event.target as Element).closest<HTMLElement>('[role=treeitem]');
      if (item === null) return;
      this.#focus(item);
      this.#choose(item);
    });
  }

  show(items: readonly OutlineItem[], selected: string | undefined): void {
    const focused = this.element.contains(document.activeElement);
    this.element.replaceChildren(...this.#rows(items, selected, 1));
    this.#fold();
    const all = this.#items();
    const current = all.find(({ dataset }) => dataset['id'] === this.#current) ?? all[0];
    if (current === undefined) return;
    current.tabIndex = 0;
    if (focused) current.focus();
  }

  /** One row below the other, not nested: so each is called by its own words alone. */
  #rows(items: readonly OutlineItem[], selected: string | undefined, level: number): HTMLElement[] {
    return items.flatMap(({ id, text, key, children }, index) => {
      const row = html(
        'li',
        {
          role: 'treeitem',
          tabindex: -1,
          'aria-level': level,
          'aria-posinset': index + 1,
          'aria-setsize': items.length,
          'data-id': id,
          'data-key': key,
          'aria-expanded': children.length > 0 ? String(this.#open.get(id) ?? level === 1) : undefined,
          'aria-selected': key === undefined ? undefined : String(key === selected),
        },
        text,
      );
      row.style.paddingInlineStart = `${(level - 1) * 1.1 + 0.3}rem`;
      return [row, ...this.#rows(children, selected, level + 1)];
    });
  }

  /** Hides what lies below closed rows. */
  #fold(): void {
    let closed = Infinity;
    for (const row of this.#items()) {
      const level = Number(row.ariaLevel);
      row.hidden = level > closed;
      if (level <= closed) closed = row.ariaExpanded === 'false' ? level : Infinity;
    }
  }

  #items(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('[role=treeitem]')];
  }

  #visible(): HTMLElement[] {
    return this.#items().filter(({ hidden }) => !hidden);
  }

  #parent(item: HTMLElement): HTMLElement | undefined {
    const all = this.#items();
    return all.slice(0, all.indexOf(item)).findLast(({ ariaLevel }) => Number(ariaLevel) < Number(item.ariaLevel));
  }

  #focus(item: HTMLElement | undefined): void {
    if (item === undefined) return;
    for (const other of this.#items()) other.tabIndex = -1;
    item.tabIndex = 0;
    item.focus();
    this.#current = item.dataset['id'];
  }

  #expand(item: HTMLElement, open: boolean): void {
    item.ariaExpanded = String(open);
    this.#open.set(item.dataset['id'] ?? '', open);
    this.#fold();
  }

  #choose(item: HTMLElement): void {
    const { key } = item.dataset;
    if (item.ariaExpanded !== null && (key === undefined || item.ariaSelected === 'true')) {
      this.#expand(item, item.ariaExpanded !== 'true');
    } else if (item.ariaExpanded !== null) this.#expand(item, true);
    if (key !== undefined) this.#select(key);
  }

  #pressed(event: KeyboardEvent): void {
    const item = (event.target as Element).closest<HTMLElement>('[role=treeitem]');
    if (item === null || event.ctrlKey || event.altKey || event.metaKey) return;
    const visible = this.#visible();
    const at = visible.indexOf(item);
    const { ariaExpanded: expanded } = item;
    switch (event.key) {
      case 'ArrowDown':
        this.#focus(visible[at + 1]);
        break;
      case 'ArrowUp':
        this.#focus(visible[at - 1]);
        break;
      case 'Home':
        this.#focus(visible[0]);
        break;
      case 'End':
        this.#focus(visible.at(-1));
        break;
      case 'ArrowRight':
        if (expanded === 'false') this.#expand(item, true);
        else if (expanded === 'true') this.#focus(visible[at + 1]);
        break;
      case 'ArrowLeft':
        if (expanded === 'true') this.#expand(item, false);
        else this.#focus(this.#parent(item));
        break;
      case 'Enter':
      case ' ':
        this.#choose(item);
        break;
      default:
        if (event.key.length !== 1) return;
        this.#find(event, visible, at);
    }
    event.preventDefault();
  }

  /** Letters lead to the next item that begins with them. */
  #find({ key, timeStamp }: KeyboardEvent, visible: readonly HTMLElement[], at: number): void {
    const text = timeStamp - this.#typed.at < 700 ? this.#typed.text + key : key;
    this.#typed = { text, at: timeStamp };
    const from = text.length === 1 ? at + 1 : at;
    const round = [...visible.slice(from), ...visible.slice(0, from)];
    this.#focus(round.find((item) => item.textContent.toLowerCase().startsWith(text.toLowerCase())));
  }
}
