import { button } from './shell-tabs.ts';

/** A line of the menu; made anew each time that it opens. */
export interface MenuItem {
  readonly label: string;
  readonly act: () => void;
  /** The menu stays open, as for a size that one tries out. */
  readonly stays?: boolean;
}

/** A button that opens a list of buttons: the arrows go through it, Escape leaves it. */
export class TerminalMenu {
  readonly element = document.createElement('div');
  readonly #opener = button('Menu');
  readonly #list = document.createElement('div');

  /** @param items asked for when the menu is opened */
  constructor(items: () => readonly MenuItem[], name: string) {
    this.element.className = 'menu';
    this.#opener.className = 'button';
    this.#opener.setAttribute('aria-haspopup', 'menu');
    this.#opener.setAttribute('aria-expanded', 'false');
    this.#list.setAttribute('role', 'menu');
    this.#list.setAttribute('aria-label', name);
    this.#list.popover = 'auto';
    this.element.append(this.#opener, this.#list);
    this.#opener.popoverTargetElement = this.#list;
    this.#list.addEventListener('beforetoggle', (event) => {
      const opens = (event as ToggleEvent).newState === 'open';
      this.#opener.setAttribute('aria-expanded', String(opens));
      if (!opens) return;
      this.#list.replaceChildren(...items().map((item) => this.#row(item)));
      const { right, bottom, top } = this.#opener.getBoundingClientRect();
      const { style } = this.#list;
      style.right = `${Math.max(8, innerWidth - right)}px`;
      const below = innerHeight - bottom > top;
      style.top = below ? `${bottom + 4}px` : 'auto';
      style.bottom = below ? 'auto' : `${innerHeight - top + 4}px`;
    });
    this.#list.addEventListener('toggle', (event) => {
      if ((event as ToggleEvent).newState === 'open') this.#rows()[0]?.focus();
    });
    this.#list.addEventListener('keydown', (event) => this.#key(event));
  }

  #row({ label, act, stays = false }: MenuItem): HTMLElement {
    const row = button(label);
    row.setAttribute('role', 'menuitem');
    row.tabIndex = -1;
    row.addEventListener('click', () => {
      if (!stays) this.#list.hidePopover();
      act();
    });
    return row;
  }

  #rows(): readonly HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>('[role=menuitem]')];
  }

  #key(event: KeyboardEvent): void {
    const rows = this.#rows();
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const to = {
      ArrowDown: rows[(at + 1) % rows.length],
      ArrowUp: rows.at(at - 1),
      Home: rows[0],
      End: rows.at(-1),
    }[event.key];
    if (event.key === 'Tab') this.#list.hidePopover();
    if (to === undefined) return;
    event.preventDefault();
    to.focus();
  }
}
