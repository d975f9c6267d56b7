import { ImportError, importHost, LARGEST_IMPORT } from '../../lib/playground/import.ts';
import type { PlaygroundState } from '../../lib/playground/state.ts';

/** Asks for the output of docker commands. @returns the host of that shape; undefined when the reader gives up */
export function askForImport(): Promise<PlaygroundState | undefined> {
  const dialog = document.querySelector<HTMLDialogElement>('#import-dialog');
  const text = dialog?.querySelector('textarea');
  const file = dialog?.querySelector<HTMLInputElement>('#import-file');
  const problem = dialog?.querySelector<HTMLElement>('#import-problem');
  const start = dialog?.querySelector<HTMLButtonElement>('#import-start');
  if (dialog == null || text == null || file == null || problem == null || start == null)
    return Promise.resolve(undefined);
  problem.textContent = '';
  dialog.showModal();
  return new Promise((resolve) => {
    start.onclick = async () => {
      try {
        const state = importHost(await readInput(text, file));
        resolve(state);
        dialog.close();
      } catch (cause) {
        if (!(cause instanceof ImportError)) throw cause;
        problem.textContent = cause.message;
      }
    };
    dialog.addEventListener('close', () => resolve(undefined), { once: true });
  });
}

async function readInput(text: HTMLTextAreaElement, input: HTMLInputElement): Promise<string> {
  const file = input.files?.[0];
  if (file === undefined) return text.value;
  if (file.size > LARGEST_IMPORT) {
    throw new ImportError(`${file.name} has ${(file.size / 1e6).toFixed(1)} MB; at most 5 MB are read.`);
  }
  return file.text();
}
