import './block-keys.ts';
import { copyFrom } from '../copy.ts';
import { commandsOf } from './commands.ts';
import { bootHost, openDock, prepareFor, terminalOf } from '../Dock/dock.ts';
import { playgroundHash } from './playground-link.ts';

/** Blocks that ran on the host as it now stands. A block builds on those above it. */
const ran = new Set<HTMLElement>();
const blocks = [...document.querySelectorAll<HTMLElement>('[data-snippet]')];
/** A session that was typed by hand or is only shown: no block builds on it. */
const standsAlone = ({ dataset }: HTMLElement): boolean => ['typed', 'shown'].includes(dataset['snippet'] ?? '');

for (const block of blocks) {
  const start = block.querySelector<HTMLButtonElement>('[data-run]');
  start?.addEventListener('click', () => void run(block));
  if (start != null) prepareFor(start);
  const copy = block.querySelector<HTMLButtonElement>('[data-copy]');
  copy?.addEventListener('click', () => void copyFrom(copy, commandsOf(block).join('\n')));
  const explain = block.querySelector<HTMLAnchorElement>('[data-explain]');
  explain?.addEventListener('click', () => (explain.hash = `c=${encodeURIComponent(commandsOf(block).join('\n'))}`));
  block.querySelector<HTMLAnchorElement>('[data-playground]')?.addEventListener('click', (event) => {
    event.preventDefault();
    void openPlayground(event.currentTarget as HTMLAnchorElement, block);
  });
}

document.addEventListener('drydock:reset', () => {
  ran.clear();
  for (const block of blocks) say(block, '');
});

async function run(block: HTMLElement): Promise<void> {
  const button = block.querySelector<HTMLButtonElement>('[data-run]');
  if (button === null || button.ariaDisabled === 'true') return;
  const above = blocks.slice(0, blocks.indexOf(block));
  const missing = above.filter((earlier) => !ran.has(earlier) && !standsAlone(earlier));
  // Not `disabled`, which would drop the focus.
  button.ariaDisabled = 'true';
  say(block, 'Starting the host …');
  bootHost();
  try {
    const terminal = await terminalOf();
    openDock(button);
    block.scrollIntoView({ block: 'nearest' });
    say(block, missing.length === 0 ? 'Running …' : 'Running the blocks above first …');
    await terminal.run([...missing, block].flatMap(commandsOf));
    for (const done of [...missing, block]) ran.add(done);
    say(block, missing.length === 0 ? 'Ran in the terminal' : 'Ran, after the blocks above it');
  } catch (cause) {
    offerAgain(block, cause);
  } finally {
    button.ariaDisabled = null;
  }
}

function say(block: HTMLElement, text: string): HTMLElement | null {
  const state = block.querySelector<HTMLElement>('[data-state]');
  state?.replaceChildren(text);
  return state;
}

function offerAgain(block: HTMLElement, cause: unknown): void {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const again = document.createElement('button');
  again.type = 'button';
  again.className = 'button';
  again.textContent = 'Try again';
  again.addEventListener('click', () => void run(block));
  const state = say(block, `The sandbox did not load: ${reason}`);
  state?.append(again);
  state?.setAttribute('role', 'alert');
}

/** The host as this block leaves it: with those above, as a block builds on them. */
async function openPlayground(link: HTMLAnchorElement, block: HTMLElement): Promise<void> {
  const typed = blocks.slice(0, blocks.indexOf(block) + 1).filter((one) => !standsAlone(one));
  try {
    link.hash = await playgroundHash(typed.flatMap(commandsOf));
  } catch (cause) {
    say(block, cause instanceof Error ? cause.message : String(cause));
    return;
  }
  location.href = link.href;
}
