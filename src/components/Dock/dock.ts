import { bootEarly } from '../../sandbox/ui/early-host.ts';
import type { PageTerminal, StartState } from '../../sandbox/ui/page-terminal.ts';
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

/** Boots the page's host, if it has none, beside whatever else a first Run needs. */
export function bootHost(): void {
  const terminal = dock?.querySelector<PageTerminal>('docker-terminal');
  if (terminal == null || terminal.connection !== undefined) return;
  const start = terminal.dataset['start'];
  if (start !== undefined) bootEarly(JSON.parse(start) as StartState);
}

/** Somebody who rests on a button for so long will press it, ms. */
const REST_MS = 60;

/** Fetches the terminal and boots the host while a button is about to be pressed. A failure is told when it is. */
export function prepareFor(button: HTMLElement): void {
  let resting: ReturnType<typeof setTimeout> | undefined;
  const prepare = (): void => {
    clearTimeout(resting);
    loadTerminal().catch(() => undefined);
    bootHost();
  };
  for (const event of ['pointerenter', 'focus']) {
    button.addEventListener(event, () => (resting = setTimeout(prepare, REST_MS)));
  }
  for (const event of ['pointerleave', 'blur']) button.addEventListener(event, () => clearTimeout(resting));
  button.addEventListener('pointerdown', prepare);
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
