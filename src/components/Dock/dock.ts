import type { PageTerminal } from '../../sandbox/ui/page-terminal.ts';
import { watchGrip } from './grip.ts';
import { choosePlace, onRoomChange, placeNow } from './place.ts';

const dock = document.getElementById('dock');

/** @returns the page's terminal, loaded when it is first asked for. @throws when it can't be loaded. */
export async function terminalOf(): Promise<PageTerminal> {
  const terminal = dock?.querySelector<PageTerminal>('docker-terminal');
  if (terminal == null) throw new Error('this page has no terminal');
  await loadTerminal();
  await customElements.whenDefined('docker-terminal');
  return terminal;
}

/** Fetches the terminal. The browser keeps what came: a later call costs nothing. */
export async function loadTerminal(): Promise<void> {
  try {
    await import('../../sandbox/ui/docker-terminal.ts');
  } catch (cause) {
    const offline = navigator.onLine ? '' : ' You seem to be offline.';
    throw new Error(`a part of the page could not be fetched.${offline}`, { cause });
  }
}

/** The button that opened the dock. */
let opener: HTMLElement | undefined;

/** @param from where the focus goes back to. */
export function openDock(from: HTMLElement): void {
  if (dock !== null) dock.hidden = false;
  opener = from;
  lay();
}

/** Puts the dock where it belongs; the page's own layout follows from the attribute. */
function lay(): void {
  if (dock === null) return;
  const place = placeNow();
  if (dock.hidden) delete document.documentElement.dataset['dock'];
  else document.documentElement.dataset['dock'] = place;
  const button = dock.querySelector<HTMLButtonElement>('[data-dock-place]');
  if (button !== null) button.ariaPressed = String(place === 'beside');
  grip?.setAttribute('aria-orientation', place === 'beside' ? 'vertical' : 'horizontal');
}

const grip = dock?.querySelector<HTMLElement>('[data-dock-grip]');
if (dock && grip) watchGrip(dock, grip);
onRoomChange(lay);

dock?.querySelector('[data-dock-place]')?.addEventListener('click', () => {
  choosePlace(placeNow() === 'beside' ? 'below' : 'beside');
  lay();
});
dock?.querySelector('[data-dock-close]')?.addEventListener('click', () => {
  dock.hidden = true;
  lay();
  opener?.focus();
});

// The shell takes Tab for itself, so the terminal needs another way out; F6 is that between the panes of a window.
addEventListener(
  'keydown',
  (event) => {
    if (event.key !== 'F6' || dock == null || dock.hidden) return;
    event.preventDefault();
    event.stopPropagation();
    if (dock.contains(document.activeElement)) (opener ?? document.querySelector<HTMLElement>('#main'))?.focus();
    else dock.querySelector<PageTerminal>('docker-terminal')?.focus();
  },
  { capture: true },
);
dock?.querySelector('[data-dock-reset]')?.addEventListener('click', () => void reset());

async function reset(): Promise<void> {
  const terminal = await terminalOf();
  await terminal.reset();
  document.dispatchEvent(new CustomEvent('drydock:reset'));
}
