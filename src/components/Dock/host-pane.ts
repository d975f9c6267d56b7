import { recall, remember } from '../../sandbox/ui/remembered.ts';
import { announce } from '../announce.ts';
import { terminalOf } from './dock.ts';

/** The live picture beside the terminal: fetched when it is first wanted, and followed from then on. */
const pane = document.getElementById('dock-picture');
const button = document.querySelector<HTMLButtonElement>('[data-dock-picture]');
/** So wide a window has room for the picture from the start. */
const WIDE = matchMedia('(min-width: 100rem)');

button?.addEventListener('click', () => {
  const open = pane?.hidden === true;
  remember('picture', open ? 'open' : 'closed');
  void show(open);
});

// Run has started the host: a wide window shows it at once, unless the reader has closed it.
document.addEventListener('drydock:host', () => {
  if (WIDE.matches && recall('picture') !== 'closed') void show(true);
});

async function show(open: boolean): Promise<void> {
  if (pane === null || button === null) return;
  pane.hidden = !open;
  button.ariaExpanded = String(open);
  button.querySelector('.verb')?.replaceChildren(open ? 'Hide the ' : 'Show the ');
  if (!open || pane.childElementCount > 0) return;
  try {
    const [{ followTerminal }, terminal] = await Promise.all([
      import('../../sandbox/ui/picture/follow-terminal.ts'),
      terminalOf(),
    ]);
    if (pane.childElementCount === 0) pane.append(followTerminal(terminal));
  } catch (cause) {
    void show(false);
    announce(`The picture did not load: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
