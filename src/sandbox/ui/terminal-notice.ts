import { button } from './shell-tabs.ts';

/** A line below the screen that says what the terminal itself has to say, with one thing to do about it. */
export class TerminalNotice {
  readonly element = document.createElement('div');

  constructor() {
    this.element.className = 'notice';
    this.element.hidden = true;
    this.element.setAttribute('role', 'alert');
  }

  /** @param action without one the line can only be put away */
  show(text: string, action: { readonly label: string; readonly act: () => void } | undefined): void {
    const words = document.createElement('span');
    words.textContent = text;
    const act = button(action?.label ?? 'OK');
    act.className = action === undefined ? 'button' : 'button primary';
    act.addEventListener('click', () => {
      this.hide();
      action?.act();
    });
    this.element.replaceChildren(words, act);
    this.element.hidden = false;
  }

  hide(): void {
    this.element.hidden = true;
    this.element.replaceChildren();
  }
}
