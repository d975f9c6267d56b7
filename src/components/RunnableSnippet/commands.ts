/** What a block says to type, read off the page: prompts, output and comments are left out. */
export function commandsOf(block: Element): string[] {
  return Array.from(block.querySelectorAll('[data-command]'), commandOf);
}

/** The lines of one command. */
export function commandOf(step: Element): string {
  return Array.from(step.querySelectorAll('.command'), (line) => line.textContent).join('\n');
}
