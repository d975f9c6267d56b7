/** Between cards; wires run there. */
export const GAP = 20;
/** Height of a section's title with its room. */
export const TITLE = 36;
/** From one network to the next below the same row. */
export const BUS = 34;

/** More containers than this are drawn small. */
const MANY = 24;

export interface Sizes {
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly columns: number;
  readonly cardWidth: number;
  /** Small cards: the name alone. */
  readonly small: boolean;
  readonly x: (column: number) => number;
}

export function measure(width: number, containers: number): Sizes {
  const [left, right] = [4 + GAP, width - 4 - GAP];
  const small = containers > MANY;
  const least = small ? 120 : width < 520 ? 132 : 196;
  const columns = Math.max(1, Math.floor((right - left + GAP) / (least + GAP)));
  const cardWidth = Math.min(264, Math.floor((right - left - GAP * (columns - 1)) / columns));
  return { width, left, right, columns, cardWidth, small, x: (column) => left + column * (cardWidth + GAP) };
}

/** Cuts a text to a width, by the width that a letter of `size` px has on average. */
export function fit(text: string, width: number, letter: number): string {
  const room = Math.max(2, Math.floor(width / letter));
  return text.length <= room ? text : `${text.slice(0, room - 1).trimEnd()}…`;
}

/** Widths of a letter, px: of code at 11.5 px, of a name at 14 px. */
export const CODE_LETTER = 7;
export const NAME_LETTER = 8;
