import { withControl } from './control-key.ts';

/** Keys that a phone's keyboard lacks: what they type, and how they are read aloud where the label is no word. */
const KEYS = [
  ['Esc', '\x1b', ''],
  ['Tab', '\t', ''],
  ['|', '|', 'Pipe'],
  ['←', '\x1b[D', 'Left'],
  ['↑', '\x1b[A', 'Up'],
  ['↓', '\x1b[B', 'Down'],
  ['→', '\x1b[C', 'Right'],
] as const;

/** A row of keys below the screen; Ctrl holds for the next key, from here or the keyboard. */
export class KeyRow {
  readonly element = document.createElement('div');
  readonly #control = document.createElement('button');

  /** @param type what a key types goes to the shell in front */
  constructor(type: (text: string) => void) {
    this.element.className = 'keys';
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-label', 'Keys');
    this.#control.textContent = 'Ctrl';
    this.#control.title = 'Holds for the next key';
    this.#armed = false;
    this.#control.addEventListener('click', () => (this.#armed = !this.#armed));
    const keys = KEYS.map(([label, text, name]) => {
      const key = document.createElement('button');
      key.textContent = label;
      if (name !== '') key.setAttribute('aria-label', name);
      key.addEventListener('click', () => type(this.typed(text)));
      return key;
    });
    const [escape, tab, ...others] = keys;
    this.element.append(...[escape, tab, this.#control, ...others].filter((key) => key !== undefined));
    for (const key of this.element.querySelectorAll('button')) key.type = 'button';
    // The keyboard of the phone stays up only while the terminal has the focus.
    for (const event of ['pointerdown', 'mousedown'])
      this.element.addEventListener(event, (pressed) => pressed.preventDefault());
  }

  /** What becomes of typed text: an armed Ctrl changes it, and is armed no more. */
  typed(text: string): string {
    if (!this.#armed) return text;
    this.#armed = false;
    return withControl(text);
  }

  get #armed(): boolean {
    return this.#control.ariaPressed === 'true';
  }

  set #armed(armed: boolean) {
    this.#control.ariaPressed = String(armed);
  }
}
