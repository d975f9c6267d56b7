const TAB = 8;

/** Cells in columns that tabs fill up: as Go's tabwriter with a tab for padding, of eight places. */
export function tabCells(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.slice(0, -1).forEach((cell, column) => {
      const width = Math.ceil((cell.length + 1) / TAB) * TAB;
      widths[column] = Math.max(widths[column] ?? 0, width);
    });
  }
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const width = widths[column];
        return width === undefined || column === row.length - 1
          ? cell
          : cell + '\t'.repeat(Math.ceil((width - cell.length) / TAB));
      })
      .join('');
  return rows.map((row) => `${line(row)}\n`).join('');
}
