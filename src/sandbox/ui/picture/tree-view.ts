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
    this.element.replaceChildren(...items.map((item) => this.#item(item, selected, 1)));
    const all = this.#items();
    const current = all.find(({ dataset }) => dataset['id'] === this.#current) ?? all[0];
    if (current === undefined) return;
    current.tabIndex = 0;
    if (focused) current.focus();
  }

  #item({ id, text, key, children }: OutlineItem, selected: string | undefined, level: number): HTMLElement {
    const open = this.#open.get(id) ?? level === 1;
    const item = html(
      'li',
      {
        role: 'treeitem',
        tabindex: -1,
        'aria-level': level,
        'data-id': id,
        'data-key': key,
        'aria-label': text,
        'aria-expanded': children.length > 0 ? String(open) : undefined,
        'aria-selected': key === undefined ? undefined : String(key === selected),
      },
      html('span', { class: 'row' }, text),
    );
    if (children.length > 0) {
      item.append(html('ul', { role: 'group' }, ...children.map((child) => this.#item(child, selected, level + 1))));
    }
    return item;
  }

  #items(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('[role=treeitem]')];
  }

  /** Those that no closed item hides. */
  #visible(): HTMLElement[] {
    return this.#items().filter((item) => item.parentElement?.closest('[aria-expanded=false]') == null);
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
    const parent = item.parentElement?.closest<HTMLElement>('[role=treeitem]') ?? undefined;
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
        else this.#focus(parent);
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
    this.#focus(round.find((item) => item.ariaLabel?.toLowerCase().startsWith(text.toLowerCase())));
  }
}
