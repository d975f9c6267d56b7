import { isAtRight } from './types.ts';

export interface Column {
  readonly name: string;
  readonly type: string;
}
type Row = readonly (string | null)[];

/** How psql prints rows. */
export interface Format {
  readonly tuplesOnly: boolean;
  readonly aligned: boolean;
  readonly expanded: boolean;
  readonly separator: string;
  readonly null: string;
  readonly csv: boolean;
}

export const PLAIN: Format = {
  tuplesOnly: false,
  aligned: true,
  expanded: false,
  separator: '|',
  null: '',
  csv: false,
};

/** Cells that take two columns (East Asian, emoji) count as such. */
const width = (text: string): number =>
  [...text].reduce(
    (sum, letter) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u.test(
        letter,
      )
        ? 2
        : 1),
    0,
  );
const pad = (text: string, size: number): string => text + ' '.repeat(Math.max(0, size - width(text)));
const padLeft = (text: string, size: number): string => ' '.repeat(Math.max(0, size - width(text))) + text;
const center = (text: string, size: number): string =>
  pad(' '.repeat(Math.max(0, Math.floor((size - width(text)) / 2))) + text, size);

const rowCount = (count: number): string => `(${count} row${count === 1 ? '' : 's'})`;

/** Rows as psql prints them. @param footers lines below the table instead of the number of rows */
export function formatRows(
  columns: readonly Column[],
  rows: readonly Row[],
  format: Format,
  title?: string,
  footers?: readonly string[],
): string {
  const cells = rows.map((row) => row.map((cell) => cell ?? format.null));
  if (format.csv) return csv(columns, cells, format);
  if (format.expanded) return expanded(columns, cells, format);
  if (!format.aligned) {
    const lines = cells.map((row) => row.join(format.separator));
    if (format.tuplesOnly) return lines.map((line) => `${line}\n`).join('');
    return [
      ...(title === undefined ? [] : [title]),
      columns.map(({ name }) => name).join(format.separator),
      ...lines,
      ...(footers ?? [rowCount(rows.length)]),
    ]
      .map((line) => `${line}\n`)
      .join('');
  }
  const parts = cells.map((row) => row.map((cell) => cell.split('\n')));
  const widths = columns.map(({ name }, index) =>
    Math.max(width(name), ...parts.map((row) => Math.max(...(row[index] ?? ['']).map(width)))),
  );
  const lines = parts.flatMap((row) => {
    const height = Math.max(1, ...row.map((cell) => cell.length));
    return Array.from({ length: height }, (_unused, line) =>
      columns
        .map(({ type }, index) => {
          const cell = row[index] ?? [''];
          const text = cell[line] ?? '';
          const more = line < cell.length - 1;
          const last = index === columns.length - 1;
          const padded = isAtRight(type)
            ? padLeft(text, widths[index] ?? 0)
            : last && !more
              ? text
              : pad(text, widths[index] ?? 0);
          return ` ${padded}${more ? '+' : last ? '' : ' '}`;
        })
        .join('|'),
    );
  });
  const total = widths.reduce((sum, size) => sum + size + 2, 0) + Math.max(0, columns.length - 1);
  const head =
    columns.length === 0 ? '--' : columns.map(({ name }, index) => ` ${center(name, widths[index] ?? 0)} `).join('|');
  const rule = widths.map((size) => '-'.repeat(size + 2)).join('+');
  const shown = format.tuplesOnly
    ? lines
    : [
        ...(title === undefined ? [] : [title.length >= total ? title : center(title, total).trimEnd()]),
        head,
        ...(columns.length === 0 ? [] : [rule]),
        ...lines,
        ...(footers ?? [rowCount(rows.length)]),
      ];
  return `${shown.join('\n')}${shown.length > 0 ? '\n' : ''}\n`;
}

function expanded(columns: readonly Column[], cells: readonly (readonly string[])[], format: Format): string {
  const size = Math.max(0, ...columns.map(({ name }) => width(name)));
  const value = Math.max(0, ...cells.flat().map(width));
  if (cells.length === 0) return format.tuplesOnly ? '' : '(0 rows)\n\n';
  const lines = cells.flatMap((row, index) => {
    const label = `-[ RECORD ${index + 1} ]`;
    const body = columns.map(({ name }, at) => `${pad(name, size)} | ${row[at] ?? ''}`);
    const rule =
      label.length < size + 2
        ? `${label.padEnd(size + 1, '-')}+${'-'.repeat(value + 1)}`
        : label.padEnd(size + 3 + value, '-').replace(/^(.{0,})$/, '$1');
    return [format.tuplesOnly ? '' : rule, ...body];
  });
  return `${lines.join('\n')}\n\n`;
}

const csvCell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function csv(columns: readonly Column[], cells: readonly (readonly string[])[], { tuplesOnly }: Format): string {
  const rows = tuplesOnly ? cells : [columns.map(({ name }) => name), ...cells];
  return rows.map((row) => `${row.map(csvCell).join(',')}\n`).join('');
}
