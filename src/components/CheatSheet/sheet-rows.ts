/** The sheet and its rows, in the order of its tasks. */
export const sheet = document.querySelector<HTMLElement>('[data-sheet]');
export const rows: readonly HTMLElement[] = [...(sheet?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];

/** @returns the command as it is shown, in the chosen spelling of flags. */
export function lineOf(row: Element): Element {
  const lines = [...row.querySelectorAll<HTMLElement>('[data-line]')];
  const line = lines.find(({ dataset }) => dataset['line'] === sheet?.dataset['flags']) ?? lines[0];
  if (line === undefined) throw new Error('a row without a command');
  return line;
}

/** @returns what the filter looks through: not what the buttons and links of the row say. */
export const wordsOf = (row: Element): string =>
  Array.from(row.querySelectorAll('[data-words]'), ({ textContent }) => textContent).join(' ');

export const shownRows = (): HTMLElement[] =>
  [...(sheet?.querySelectorAll<HTMLElement>('[data-row]') ?? [])].filter((row) => row.offsetParent !== null);
