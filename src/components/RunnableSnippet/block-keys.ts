import { announce } from '../announce.ts';
import { copyFrom } from '../copy.ts';
import { commandOf, commandsOf } from './commands.ts';

/** Keys while the focus is in a block: `c` copies it, `j` and `k` choose one of its commands for `c`. */
document.addEventListener('keydown', (event) => {
  const { target, key } = event;
  if (!(target instanceof Element) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (target.closest('input, textarea, select, [contenteditable], docker-terminal') !== null) return;
  const block = target.closest<HTMLElement>('.snippet, [data-code]');
  if (block === null || !['c', 'j', 'k'].includes(key)) return;
  if (key === 'c') copy(block);
  else if (!choose(block, key === 'j' ? 1 : -1)) return;
  event.preventDefault();
});

/** With the pointer a line is copied by its prompt, which is no part of it. */
document.addEventListener('click', ({ target }) => {
  const step = promptAt(target)?.closest<HTMLElement>('[data-command]');
  if (step) void copyFrom(step, commandOf(step));
});
document.addEventListener('pointerover', ({ target }) => {
  const prompt = promptAt(target);
  if (prompt !== null) prompt.title = 'Copy this line';
});

const promptAt = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('.snippet .prompt') : null;

document.addEventListener('focusout', ({ target, relatedTarget }) => {
  const block = target instanceof Element ? target.closest('.snippet') : null;
  if (block === null || (relatedTarget instanceof Node && block.contains(relatedTarget))) return;
  block.querySelector('.chosen')?.classList.remove('chosen');
});

function copy(block: HTMLElement): void {
  if (block.matches('[data-code]')) {
    block.querySelector<HTMLButtonElement>('[data-copy-code]')?.click();
    return;
  }
  const steps = [...block.querySelectorAll('[data-command]')];
  const commands = commandsOf(block);
  const chosen = commands[steps.findIndex((step) => step.matches('.chosen'))];
  const button = block.querySelector<HTMLButtonElement>('[data-copy]');
  if (commands.length > 0) void copyFrom(button ?? block, chosen ?? commands.join('\n'));
}

/** @returns whether there is a command to choose. */
function choose(block: HTMLElement, step: 1 | -1): boolean {
  const steps = [...block.querySelectorAll('[data-command]')];
  if (steps.length === 0) return false;
  const at = steps.findIndex((one) => one.matches('.chosen'));
  const next = steps[Math.max(0, Math.min(at < 0 ? 0 : at + step, steps.length - 1))];
  steps[at]?.classList.remove('chosen');
  next?.classList.add('chosen');
  next?.scrollIntoView({ block: 'nearest' });
  announce(commandsOf(block)[steps.findIndex((one) => one === next)] ?? '');
  return true;
}
