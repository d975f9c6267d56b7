import { realNode } from '../../lib/real-node.ts';
import type { PageTerminal } from '../../sandbox/ui/page-terminal.ts';

const root = document.querySelector<HTMLElement>('#real-node');
const terminal = root?.querySelector<PageTerminal>('docker-terminal');
const state = root?.querySelector<HTMLElement>('.state');
const trouble = root?.querySelector<HTMLElement>('.trouble');
const ports = root?.querySelector<HTMLElement>('.ports');
const buttons = [...(root?.querySelectorAll<HTMLButtonElement>('[data-boot]') ?? [])];

if (root && terminal && state && trouble && ports) {
  for (const button of buttons) {
    button.addEventListener('click', () => void boot(button.dataset['boot'] === 'node'));
  }

  const boot = async (withNode: boolean): Promise<void> => {
    for (const button of buttons) button.ariaDisabled = 'true';
    trouble.hidden = true;
    terminal.hidden = false;
    state.textContent = withNode ? 'Real Node is being fetched …' : 'Starting the embedded host …';
    try {
      await import('../../sandbox/ui/docker-terminal.ts');
      terminal.runtime = withNode ? await realNode(root.dataset['shim'] ?? '', showPort) : undefined;
      await terminal.start();
      state.textContent = withNode ? 'Real Node, with docker on its PATH' : 'The embedded host';
      terminal.focus();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      if (!withNode) {
        state.textContent = '';
        trouble.textContent = `The sandbox did not load: ${reason}`;
        trouble.hidden = false;
      } else {
        await boot(false);
        trouble.textContent = `Real Node did not start: ${reason}. The embedded host goes on in its place.`;
        trouble.hidden = false;
      }
    } finally {
      for (const button of buttons) button.ariaDisabled = null;
    }
  };

  /** A page that shows ports takes the event; here they become links. */
  const showPort = (port: number, url: string): void => {
    if (
      !root.dispatchEvent(new CustomEvent('drydock:port', { detail: { port, url }, bubbles: true, cancelable: true }))
    )
      return;
    const link = document.createElement('a');
    link.href = url;
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = `Open port ${port}`;
    const row = document.createElement('li');
    row.append(link);
    ports.append(row);
    ports.hidden = false;
  };
}
