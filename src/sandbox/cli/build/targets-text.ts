import type { BuildTarget } from '../../api/types/build.ts';

/** Columns with three blanks between them. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd((widths[column] ?? 0) + 3))).join('');
  return rows.map((row) => `${line(row)}\n`).join('');
}

/** What `--call=targets` and `--call=outline` print. @see buildkit frontend/subrequests */
export function targetsText(targets: readonly BuildTarget[], call: string, asJson: boolean): string {
  if (asJson) return `${JSON.stringify({ targets }, null, 2)}\n`;
  if (call === 'targets') {
    const rows = targets.map((target) => [
      `${target.name === '' ? '' : target.name}${target.default ? `${target.name === '' ? '' : ' '}(default)` : ''}`,
      target.description,
    ]);
    return table([['TARGET', 'DESCRIPTION'], ...rows]);
  }
  const [target] = targets;
  if (target === undefined) return '';
  const shown = target.name === '' ? 'default' : target.name;
  const name = target.description === '' ? `TARGET: ${shown}\n` : `TARGET:      ${shown}\n`;
  const description = target.description === '' ? '' : `DESCRIPTION: ${target.description}\n`;
  if (target.args.length === 0) return name + description;
  const rows = target.args.map((arg) => [arg.name, arg.value, arg.description]);
  return `${name}${description}\n${table([['BUILD ARG', 'VALUE', 'DESCRIPTION'], ...rows])}`;
}
