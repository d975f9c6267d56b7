import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

/** A table with what it means. */
export interface Section {
  readonly title: string;
  readonly about: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A Markdown table whose columns are aligned for people. */
export function table({ head, rows }: Section): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]) => `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
} // prettier-ignore

/** Of the code that is measured. */
export const commit = (): string => execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();

/** The machine and the software. */
export function circumstances(reference: string | undefined): string {
  const [cpu] = cpus();
  return [
    'Measured by `npm run bench`; each part says when, at which load and commit.',
    `Machine: ${cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}; Node ${process.version}.`,
    reference === undefined
      ? 'No real engine was there to compare with.'
      : `Real engine: Docker ${reference} on the same machine.`,
    'A shared machine is noisy: ratios say more than milliseconds.',
  ].join('\n');
}
