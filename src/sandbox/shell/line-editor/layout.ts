export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Columns that a character takes: 0 for combining marks, 2 for East Asian wide ones and emoji. */
function charWidth(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(char)) return 0;
  const wide =
    (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) || (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) || (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) || (code >= 0x1f300 && code <= 0x1faff) || (code >= 0x20000 && code <= 0x3fffd); // prettier-ignore
  return wide ? 2 : 1;
}

export const textWidth = (text: string): number => [...text].reduce((sum, char) => sum + charWidth(char), 0);

/** Where the cursor is after a text has been written from a place on; a full row goes on in the next one. */
export function advance(from: Place, chars: Iterable<string>, columns: number): Place {
  let { row, column } = from;
  for (const char of chars) {
    if (char === '\n') {
      row++;
      column = 0;
      continue;
    }
    const width = charWidth(char);
    if (column + width > columns) {
      row++;
      column = 0;
    }
    column += width;
    if (column >= columns) {
      row++;
      column = 0;
    }
  }
  return { row, column };
}
