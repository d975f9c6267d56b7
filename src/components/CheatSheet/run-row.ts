import { fillIn, type Examples } from '../../lib/placeholders/find.ts';
import type { StartState } from '../../sandbox/ui/page-terminal.ts';
import { announce } from '../announce.ts';
import { loadTerminal, openDock, terminalOf } from '../Dock/dock.ts';
import { textWithExamples } from '../Placeholders/show.ts';
import { filledIn } from '../Placeholders/values.ts';
import { lineOf, rows, sheet } from './sheet-rows.ts';

let running = false;

/** Whoever is about to press Run need not wait for the fetch. A failure is told when Run is pressed. */
export function readyToRun(button: HTMLElement): void {
  for (const event of ['pointerenter', 'focus'])
    button.addEventListener(event, () => void loadTerminal().catch(() => undefined), { once: true });
}

/** Types the row's command at the prompt of a host on which it makes sense: a new one for each row. */
export async function runRow(row: HTMLElement, button: HTMLElement): Promise<void> {
  if (running) return;
  running = true;
  for (const other of rows) say(other, '');
  const script = fillIn(row.dataset['start'] ?? '', examplesOf(row), filledIn());
  const where = `on a new host${script === '' ? '' : `, after: ${script}`}`;
  // One text from the press on: a longer one later would move the rows below.
  say(row, `Running ${where}`);
  try {
    const terminal = await terminalOf();
    openDock(button);
    const sheetStart = sheetStartOf(terminal);
    terminal.dataset['start'] = JSON.stringify(stateFor(sheetStart, script, examplesOf(row)));
    await terminal.reset();
    row.scrollIntoView({ block: 'nearest' });
    terminal.focus();
    await terminal.run([textWithExamples(lineOf(row))]);
    say(row, `Ran ${where}`);
  } catch (cause) {
    const text = `The sandbox did not load: ${cause instanceof Error ? cause.message : String(cause)}`;
    say(row, text);
    announce(text);
  } finally {
    running = false;
  }
}

let original: StartState | undefined;

/** What the sheet says of its host, before a row has changed it. */
function sheetStartOf(terminal: HTMLElement): StartState {
  original ??= JSON.parse(terminal.dataset['start'] ?? '{"images":[],"files":{}}') as StartState;
  return original;
}

function stateFor({ images, files }: StartState, script: string, examples: Examples): StartState {
  const filled = (text: string): string => fillIn(text, examples, filledIn());
  const entries = Object.entries(files).map(([name, text]) => [name, /\.ya?ml$/.test(name) ? filled(text) : text]);
  return {
    images: images.map(filled),
    files: Object.fromEntries(entries) as Record<string, string>,
    ...(script === '' ? {} : { script }),
  };
}

const examplesOf = (row: HTMLElement): Examples =>
  JSON.parse(row.dataset['examples'] ?? sheet?.dataset['examples'] ?? '{}') as Examples;

function say(row: HTMLElement, text: string): void {
  row.querySelector('[data-row-state]')?.replaceChildren(text);
}
