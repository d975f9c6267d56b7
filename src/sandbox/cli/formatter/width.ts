const ASCII = /^[\0-\x7f]*$/;

/** Runes: what Go's tabwriter counts. */
export const textWidth = (text: string): number => (ASCII.test(text) ? text.length : [...text].length);

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Cuts at `columns` of the screen, with `…` at the end. @see docker/cli formatter.Ellipsis */
export function ellipsis(text: string, columns: number): string {
  if (columns <= 0) return '';
  if (text.length <= columns && ASCII.test(text)) return text;
  const letters = [...text];
  const width = (letter: string) => (WIDE.test(letter) ? 2 : 1);
  if (letters.reduce((sum, letter) => sum + width(letter), 0) <= columns) return text;
  if (columns === 1) return letters[0] ?? '';
  let out = '';
  let used = 0;
  for (const letter of letters) {
    if (used + width(letter) > columns - 1) break;
    out += letter;
    used += width(letter);
  }
  return `${out}…`;
}
