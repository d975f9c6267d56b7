/** What the row of tabs asks for. */
export interface TabListener {
  choose(id: number): void;
  close(id: number): void;
  open(): void;
}

/** A tab for each shell: arrows go from one to the next, Delete closes the one in front. */
export class ShellTabs {
  readonly element = document.createElement('div');
  readonly #list = document.createElement('div');
  readonly #listener: TabListener;
  readonly #more = button('+', 'New shell on the same host');

  constructor(listener: TabListener) {
    this.#listener = listener;
    this.element.className = 'tabs';
    this.#list.setAttribute('role', 'tablist');
    this.#list.setAttribute('aria-label', 'Shells');
    this.element.append(this.#list, this.#more);
    this.#more.addEventListener('click', () => listener.open());
    this.#list.addEventListener('keydown', (event) => this.#key(event));
  }

  /**
   * @param ids of the shells, in their order
   * @param mayOpen whether there may be more
   */
  show(ids: readonly number[], chosen: number, mayOpen: boolean): void {
    this.#more.hidden = !mayOpen;
    const hadFocus = this.#list.contains(document.activeElement);
    this.#list.replaceChildren(...ids.map((id) => this.#tab(id, id === chosen)));
    if (ids.length > 1) {
      const close = button('×', 'Close this shell');
      close.className = 'close';
      close.addEventListener('click', () => this.#listener.close(chosen));
      this.element.querySelector('.close')?.remove();
      this.#list.after(close);
    } else this.element.querySelector('.close')?.remove();
    if (hadFocus) this.#list.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  }

  #tab(id: number, isChosen: boolean): HTMLElement {
    const tab = button(`shell ${id}`);
    tab.setAttribute('role', 'tab');
    tab.dataset['shell'] = String(id);
    tab.id = `shell-tab-${id}`;
    tab.setAttribute('aria-controls', `shell-${id}`);
    tab.setAttribute('aria-selected', String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    tab.addEventListener('click', () => this.#listener.choose(id));
    return tab;
  }

  #key(event: KeyboardEvent): void {
    const ids = Array.from(this.#list.querySelectorAll<HTMLElement>('[role=tab]'), (tab) =>
      Number(tab.dataset['shell']),
    );
    const at = ids.indexOf(Number(this.#list.querySelector<HTMLElement>('[aria-selected=true]')?.dataset['shell']));
    const to = {
      ArrowLeft: ids.at(at - 1),
      ArrowRight: ids[(at + 1) % ids.length],
      Home: ids[0],
      End: ids.at(-1),
    }[event.key];
    if (to !== undefined) this.#listener.choose(to);
    else if (event.key === 'Delete' && ids.length > 1) this.#listener.close(ids[at] ?? 0);
    else return;
    event.preventDefault();
    this.#list.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  }
}

/** A button with a text, and another name where the text says too little. */
export function button(text: string, name?: string): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  if (name !== undefined) {
    made.setAttribute('aria-label', name);
    made.title = name;
  }
  return made;
}
