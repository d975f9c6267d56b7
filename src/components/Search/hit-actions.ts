import { copyFrom } from '../copy.ts';

/** What can be done with a hit that is a command, without opening it: both are read from its link. */
export function copyHit(link: HTMLElement, button: HTMLElement): void {
  const { command } = link.dataset;
  if (command !== undefined) void copyFrom(button, command);
}

/** Opens the row's sheet, which runs it on a host on which it makes sense. */
export function runHit(link: HTMLAnchorElement): void {
  if (link.dataset['command'] === undefined) return;
  const address = new URL(link.href);
  address.searchParams.set('run', '');
  location.assign(address);
}

/** Copy and Run for a hit that is a command; none for others. */
export function hitActions(link: HTMLAnchorElement): HTMLElement | undefined {
  const { command } = link.dataset;
  if (command === undefined) return undefined;
  const copy = button('Copy', `Copy: ${command}`);
  copy.addEventListener('click', () => copyHit(link, copy));
  const run = button('Run', `Run: ${command}`);
  run.addEventListener('click', () => runHit(link));
  const actions = document.createElement('span');
  actions.className = 'hit-actions';
  actions.append(copy, run);
  return actions;
}

function button(text: string, label: string): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'button';
  made.textContent = text;
  made.setAttribute('aria-label', label);
  return made;
}
