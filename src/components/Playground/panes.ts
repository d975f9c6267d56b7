const panes = document.querySelector<HTMLElement>('#panes');
const SMALLEST = 10;
const LARGEST = 90;
const ORDER = ['terminal', 'files', 'picture', 'browser'] as const;
export type PaneName = (typeof ORDER)[number];

/** Whether only one pane is seen at a time. */
const isNarrow = (): boolean => matchMedia('(max-width: 60rem)').matches;

export const isShown = (name: PaneName): boolean => !isNarrow() || panes?.dataset['shown'] === name;

/** Brings a pane to the front on a phone. */
export function showPane(name: PaneName): void {
  if (panes === null) return;
  panes.dataset['shown'] = name;
  for (const tab of document.querySelectorAll<HTMLElement>('[data-pane-tab]')) {
    tab.setAttribute('aria-pressed', String(tab.dataset['paneTab'] === name));
  }
  document.dispatchEvent(new CustomEvent('drydock:pane', { detail: name }));
}

for (const tab of document.querySelectorAll<HTMLElement>('[data-pane-tab]')) {
  tab.addEventListener('click', () => showPane(tab.dataset['paneTab'] as PaneName));
}

for (const grip of document.querySelectorAll<HTMLElement>('[data-grip]')) {
  const name = grip.dataset['grip'] ?? '';
  const upright = grip.getAttribute('aria-orientation') === 'vertical';
  const set = (percent: number): void => {
    const value = Math.round(Math.max(SMALLEST, Math.min(percent, LARGEST)));
    panes?.style.setProperty(`--split-${name}`, `${value}%`);
    grip.setAttribute('aria-valuenow', String(value));
  };
  grip.addEventListener('pointerdown', (event) => grip.setPointerCapture(event.pointerId));
  grip.addEventListener('pointermove', (event) => {
    if (!grip.hasPointerCapture(event.pointerId)) return;
    const room = (grip.parentElement ?? grip).getBoundingClientRect();
    set(upright ? ((event.clientX - room.left) / room.width) * 100 : ((event.clientY - room.top) / room.height) * 100);
  });
  grip.addEventListener('keydown', (event) => {
    const step = { ArrowUp: -4, ArrowLeft: -4, ArrowDown: 4, ArrowRight: 4 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    set(Number(grip.getAttribute('aria-valuenow')) + step);
  });
}

/** F6 goes from pane to pane, Shift-F6 back: the terminal and the editor take Tab for themselves. */
addEventListener(
  'keydown',
  (event) => {
    if (event.key !== 'F6') return;
    event.preventDefault();
    event.stopPropagation();
    const at = ORDER.findIndex((name) => paneOf(name)?.contains(document.activeElement) === true);
    const next =
      ORDER[(at + (event.shiftKey ? ORDER.length - 1 : 1) + (at < 0 && event.shiftKey ? 1 : 0)) % ORDER.length];
    if (next !== undefined) focusPane(next);
  },
  { capture: true },
);

const paneOf = (name: PaneName): HTMLElement | null => document.querySelector<HTMLElement>(`[data-pane='${name}']`);

function focusPane(name: PaneName): void {
  if (isNarrow()) showPane(name);
  const pane = paneOf(name);
  const inner =
    name === 'terminal' || name === 'files'
      ? pane?.querySelector('docker-terminal, host-editor')
      : pane?.querySelector('input, button, [tabindex="0"], a[href]');
  (inner as HTMLElement | null | undefined)?.focus();
}
