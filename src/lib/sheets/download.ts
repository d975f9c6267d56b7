import { otherForms } from './other-forms.ts';

/** What a download has of a sheet. */
export interface DownloadedSheet {
  readonly title: string;
  readonly summary: string;
  readonly groups: readonly {
    readonly title: string;
    readonly rows: readonly {
      readonly task: string;
      readonly command: string;
      readonly does: string;
      readonly danger?: string | undefined;
      readonly podman?: string | undefined;
      readonly compose?: string | undefined;
    }[];
  }[];
}

/** A table for each group. A pipe in a cell is escaped, in code too, as GitHub's tables want it. */
export function sheetMarkdown({ title, summary, groups }: DownloadedSheet): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const tables = groups.map(({ title: heading, rows }) =>
    [
      `## ${heading}\n`,
      '| Task | Command | What it does |',
      '| --- | --- | --- |',
      ...rows.map((row) => {
        const { task, command, does, danger } = row;
        const warning = danger === undefined ? '' : ` **Danger: ${cell(danger)}**`;
        const others = otherForms(row).map(({ name, line }) => ` ${name}: ${code(cell(line))}.`);
        return `| ${cell(task)} | ${code(cell(command))} | ${cell(does)}${warning}${others.join('')} |`;
      }),
    ].join('\n'),
  );
  return `${[`# ${title}`, summary, ...tables].join('\n\n')}\n`;
}

/** Code of Markdown, also of text with backticks in it. */
const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

/** RFC 4180: lines end with CRLF, a quote in a field is doubled. */
export function sheetCsv({ groups }: DownloadedSheet): string {
  const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = groups.flatMap(({ title, rows: ofGroup }) =>
    ofGroup.map(({ task, command, does, danger = '', podman = '', compose = '' }) => [
      title,
      task,
      command,
      does,
      danger,
      podman,
      compose,
    ]),
  );
  return [['Group', 'Task', 'Command', 'What it does', 'Danger', 'Podman', 'Compose'], ...rows]
    .map((row) => `${row.map(field).join(',')}\r\n`)
    .join('');
}
