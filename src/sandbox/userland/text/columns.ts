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

function displayWidth(styled: string): number {
  // eslint-disable-next-line no-control-regex
  const text = styled.replace(/\x1b\[[0-9;]*m/g, '');
  // eslint-disable-next-line no-control-regex
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)));

const padStart = (text: string, width: number): string => ' '.repeat(Math.max(0, width - displayWidth(text))) + text;

/** Blanks and tabs from one column of the screen to another, as GNU writes them. */
function indent(from: number, to: number): string {
  let out = '';
  for (let at = from; at < to;) {
    if (Math.floor(to / 8) > Math.floor((at + 1) / 8)) {
      out += '\t';
      at += 8 - (at % 8);
    } else {
      out += ' ';
      at++;
    }
  }
  return out;
}

function inRows(count: number, columns: number, across: boolean): number[][] {
  const rows = Math.ceil(count / columns);
  const indices = Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: rows }, (_, row) =>
    indices.filter((index) => (across ? Math.floor(index / columns) === row : index % rows === row)),
  );
}

/** Lays names out in as few lines as fit, as GNU's `ls` does: down the columns, or across the lines. */
export function layOut(names: readonly string[], width: number, across = false): string[] {
  const widths = names.map(displayWidth);
  for (let columns = Math.min(names.length, Math.floor(width / 3)); columns > 0; columns--) {
    const rows = inRows(names.length, columns, across);
    const columnWidths: number[] = [];
    for (const row of rows) {
      row.forEach((index, column) => {
        const size = (widths[index] ?? 0) + (column === columns - 1 ? 0 : 2);
        columnWidths[column] = Math.max(columnWidths[column] ?? 3, size);
      });
    }
    if (columns > 1 && columnWidths.reduce((sum, size) => sum + size, 0) >= width) continue;
    return rows.map((row) => {
      let line = '';
      let start = 0;
      let at = 0;
      row.forEach((index, column) => {
        line += indent(at, start) + (names[index] ?? '');
        at = start + (widths[index] ?? 0);
        start += columnWidths[column] ?? 0;
      });
      return line;
    });
  }
  return [...names];
}

/** As BusyBox's `ls` does it: columns of one width. */
export function layOutEvenly(names: readonly string[], width: number, across = false): string[] {
  const cell = Math.max(...names.map(displayWidth)) + 2;
  const columns = Math.max(1, Math.floor(width / cell));
  return inRows(names.length, columns, across).map((row) =>
    row
      .map((index, place) => (place === row.length - 1 ? (names[index] ?? '') : padEnd(names[index] ?? '', cell)))
      .join(''),
  );
}

/** Lines with each column as wide as its widest cell; `right` names the columns that end flush. */
export function alignColumns(rows: readonly (readonly string[])[], right: ReadonlySet<number>): string[] {
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
      .join(' '),
  );
}
