import { Terminal } from '@xterm/xterm';
import { withAdoptedStyles } from './adopted-styles.ts';

/**
 * Draws a prompt where nobody sees it, and takes it away: the first screen of a page then needs half the time, as the
 * browser has compiled what draws it. For a page whose reader is about to press Run.
 */
export function warmScreen(): void {
  const place = document.createElement('div');
  place.inert = true;
  place.ariaHidden = 'true';
  Object.assign(place.style, { position: 'fixed', visibility: 'hidden', inset: '0 auto auto 0', width: '40rem' });
  document.body.append(place);
  const terminal = new Terminal({ cols: 80, rows: 4 });
  withAdoptedStyles(() => terminal.open(place));
  terminal.write('$ ', () =>
    requestAnimationFrame(() => {
      terminal.dispose();
      place.remove();
    }),
  );
}
