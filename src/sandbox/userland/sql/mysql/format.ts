import type { MysqlResult } from './session.ts';

const cell = (value: string | null): string => value ?? 'NULL';
const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n');

/** A result between tabs, as for pipes and `-e`. */
export function batchText({ columns = [], rows = [] }: MysqlResult, headless: boolean): string {
  const lines = rows.map((row) => row.map((value) => escaped(cell(value))).join('\t'));
  if (rows.length === 0) return '';
  return [...(headless ? [] : [columns.join('\t')]), ...lines].map((line) => `${line}\n`).join('');
}

/** A result in a frame, as at the prompt and with `-t`. */
export function tableText({ columns = [], rows = [], numeric = [] }: MysqlResult, headless: boolean): string {
  if (rows.length === 0) return '';
  const widest = (text: string) =>
    Math.max(...text.split('\n').map((line) => (line.length === 0 ? 0 : line.length)), text.length);
  const widths = columns.map((name, index) =>
    Math.max(headless ? 0 : name.length, ...rows.map((row) => widest(cell(row[index] ?? null)))),
  );
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`;
  const line = (cells: readonly string[], right: readonly boolean[]) =>
    `|${cells.map((text, index) => ` ${right[index] === true ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0)} `).join('|')}|`;
  return [
    rule,
    ...(headless ? [] : [line(columns, []), rule]),
    ...rows.map((row) => line(row.map(cell), numeric)),
    rule,
  ]
    .map((text) => `${text}\n`)
    .join('');
}

/** A row a block: `\G`. */
export function verticalText({ columns = [], rows = [] }: MysqlResult): string {
  const width = Math.max(0, ...columns.map((name) => name.length));
  return rows
    .map(
      (row, index) =>
        `*************************** ${index + 1}. row ***************************\n${columns.map((name, at) => `${name.padStart(width)}: ${cell(row[at] ?? null)}\n`).join('')}`,
    )
    .join('');
}
