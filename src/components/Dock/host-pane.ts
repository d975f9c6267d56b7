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

let picture: Promise<HTMLElement> | undefined;

// Run has started the host: from now on the picture follows, so that its slider has the first commands, too. A wide
// window shows it at once, unless the reader has closed it.
document.addEventListener('drydock:host', () => {
  if (WIDE.matches && recall('picture') !== 'closed') void show(true);
  else loadPicture().catch(() => undefined); // told when it is asked for
});

/** @throws when it can't be fetched; a later call tries again */
function loadPicture(): Promise<HTMLElement> {
  picture ??= Promise.all([import('../../sandbox/ui/picture/follow-terminal.ts'), terminalOf()]).then(
    ([{ followTerminal }, terminal]) => followTerminal(terminal),
  );
  picture.catch(() => (picture = undefined));
  return picture;
}

async function show(open: boolean): Promise<void> {
  if (pane === null || button === null) return;
  pane.hidden = !open;
  button.ariaExpanded = String(open);
  button.querySelector('.verb')?.replaceChildren(open ? 'Hide the ' : 'Show the ');
  if (!open || pane.childElementCount > 0) return;
  try {
    const made = await loadPicture();
    if (pane.childElementCount === 0) pane.append(made);
  } catch (cause) {
    void show(false);
    announce(`The picture did not load: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
