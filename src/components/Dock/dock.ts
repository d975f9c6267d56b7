import type { PageTerminal } from '../../sandbox/ui/page-terminal.ts';

const dock = document.getElementById('dock');
const SMALLEST_PX = 140;
/** Share of the window that the dock may take. */
const LARGEST = 0.8;

/** @returns the page's terminal, loaded when it is first asked for. @throws when it can't be loaded. */
export async function terminalOf(): Promise<PageTerminal> {
  const terminal = dock?.querySelector<PageTerminal>('docker-terminal');
  if (terminal == null) throw new Error('this page has no terminal');
  await loadTerminal();
  await customElements.whenDefined('docker-terminal');
  return terminal;
}

async function loadTerminal(): Promise<void> {
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
}

dock?.querySelector('[data-dock-close]')?.addEventListener('click', () => {
  dock.hidden = true;
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

const grip = dock?.querySelector<HTMLElement>('[data-dock-grip]');
grip?.addEventListener('pointerdown', (event) => {
  grip.setPointerCapture(event.pointerId);
});
grip?.addEventListener('pointermove', (event) => {
  if (!grip.hasPointerCapture(event.pointerId)) return;
  if (isColumn()) resize('--dock-width', innerWidth - event.clientX, innerWidth);
  else resize('--dock-height', innerHeight - event.clientY, innerHeight);
});
grip?.addEventListener('keydown', (event) => {
  const step = { ArrowUp: 24, ArrowLeft: 24, ArrowDown: -24, ArrowRight: -24 }[event.key];
  if (step === undefined || dock == null) return;
  event.preventDefault();
  const { width, height } = dock.getBoundingClientRect();
  if (isColumn()) resize('--dock-width', width + step, innerWidth);
  else resize('--dock-height', height + step, innerHeight);
});

function isColumn(): boolean {
  return matchMedia('(min-width: 100rem)').matches;
}

function resize(property: '--dock-width' | '--dock-height', size: number, room: number): void {
  const pixels = Math.max(SMALLEST_PX, Math.min(size, room * LARGEST));
  document.documentElement.style.setProperty(property, `${pixels}px`);
  grip?.setAttribute('aria-valuenow', String(Math.round((pixels / room) * 100)));
  grip?.setAttribute('aria-orientation', isColumn() ? 'vertical' : 'horizontal');
}
