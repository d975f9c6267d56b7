import type { Start } from './arguments.ts';
import { Discard } from './error.ts';
import { needsMoreInput } from './parse.ts';
import { readLine } from './read-line.ts';
import { runText } from './run-text.ts';
import type { Shell } from './shell.ts';
import { runInteractive } from './interactive.ts';

/** Reads commands from stdin: from a terminal with a prompt, else line by line, so that they can read what follows. */
export async function runStandardInput(shell: Shell, start: Start): Promise<number> {
  if (start.interactive) return runInteractive(shell, start);
  let text = '';
  let first = 1;
  let line = 0;
  for (;;) {
    const next = await readLine(shell, 0);
    if (next === undefined && text === '') return shell.status;
    line++;
    text += next === undefined ? '' : `${next}\n`;
    if (next !== undefined && needsMoreInput(text)) continue;
    const unit = text;
    text = '';
    if (unit.trim() !== '') await runUnit(shell, unit, first);
    first = line + 1;
    if (next === undefined) return shell.status;
  }
}

async function runUnit(shell: Shell, text: string, line: number): Promise<void> {
  try {
    await runText(shell, text, { name: shell.name, line });
  } catch (error) {
    if (!(error instanceof Discard)) throw error;
    shell.status = error.status;
  }
}
