/** Columns of a character on a screen: 0 for marks, 2 for wide ones. */
function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (/\p{M}/u.test(character)) return 0;
  return (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xffdc && !(code >= 0xd7a4 && code < 0xf900)) ||
    (code >= 0x1f300 && code <= 0x1faff)
    ? 2
    : 1;
}

export function displayWidth(text: string): number {
  // eslint-disable-next-line no-control-regex
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)));

export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - displayWidth(text))) + text;

/** Lays names out in as few lines as fit, as `ls` does: sorted down the columns, or across the lines. */
export function layOut(names: readonly string[], width: number, { across = false, gap = 2 } = {}): string[] {
  const widths = names.map(displayWidth);
  for (let lines = 1; lines < names.length; lines++) {
    const columns = Math.ceil(names.length / lines);
    if (across && lines > 1 && Math.ceil(names.length / columns) !== lines) continue;
    const place = (index: number) => (across ? index % columns : Math.floor(index / lines));
    const columnWidths: number[] = [];
    widths.forEach((size, index) => {
      const column = place(index);
      columnWidths[column] = Math.max(columnWidths[column] ?? 0, size);
    });
    const total = columnWidths.reduce((sum, size) => sum + size + gap, 0) - gap;
    if (total >= width) continue;
    return Array.from({ length: lines }, (_, line) => {
      const indices = columnWidths
        .map((_size, column) => (across ? line * columns + column : column * lines + line))
        .filter((index) => index < names.length);
      return indices
        .map((index, column) =>
          column === indices.length - 1
            ? (names[index] ?? '')
            : padEnd(names[index] ?? '', (columnWidths[column] ?? 0) + gap),
        )
        .join('');
    });
  }
  return [...names];
}

/** Lines with each column as wide as its widest cell; `right` names the columns that end flush. */
export function alignColumns(rows: readonly (readonly string[])[], right: ReadonlySet<number>, gap = ' '): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell))));
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        if (right.has(column)) return padStart(cell, widths[column] ?? 0);
        return column === row.length - 1 ? cell : padEnd(cell, widths[column] ?? 0);
      })
      .join(gap),
  );
}
