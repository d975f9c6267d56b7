import { textWidth } from './width.ts';

/**
 * Lines of cells, separated by tabs, in columns: as Go's tabwriter with the settings of docker's tables.
 * A column is a run of consecutive lines that have a cell there that ends with a tab.
 *
 * @param least smallest width of a column with its padding
 */
export function alignColumns(text: string, { least = 10, padding = 3 } = {}): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const widths = lines.map(() => [] as number[]);
  for (let column = 0; ; column++) {
    const reaches = (row: number) => (lines[row]?.length ?? 0) > column + 1;
    if (!lines.some((_, row) => reaches(row))) break;
    for (let row = 0; row < lines.length; row++) {
      if (!reaches(row)) continue;
      let end = row;
      while (reaches(end)) end++;
      const widest = lines.slice(row, end).reduce((most, line) => Math.max(most, textWidth(line[column] ?? '')), 0);
      const width = Math.max(least, widest + padding);
      for (; row < end; row++) (widths[row] as number[])[column] = width;
    }
  }
  return lines
    .map((cells, row) =>
      cells
        .map((cell, column) => {
          const width = widths[row]?.[column];
          return width === undefined ? cell : cell + ' '.repeat(Math.max(0, width - textWidth(cell)));
        })
        .join(''),
    )
    .join('\n');
}
