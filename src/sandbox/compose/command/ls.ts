import { matchesFilter } from '../../api/filters.ts';
import type { Flags } from '../../cli/opts/flag.ts';
import { alignColumns } from '../../cli/formatter/table-writer.ts';
import { defineCompose } from '../command.ts';
import * as label from '../labels.ts';
import { ComposeError } from '../model/error.ts';
import type { Observed } from '../observe.ts';
import { observed } from '../observe.ts';

const FLAGS = {
  all: { type: 'bool', short: 'a', usage: 'Show all stopped Compose projects' },
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  filter: { type: 'filter', usage: 'Filter output based on conditions provided' },
  format: { type: 'string', usage: 'Format the output. Values: [table | json]', default: 'table' },
  quiet: { type: 'bool', short: 'q', usage: 'Only display project names' },
} as const satisfies Flags;

export const ls = defineCompose({
  name: 'ls',
  use: 'docker compose ls [OPTIONS]',
  short: 'List running compose projects',
  args: { kind: 'none' },
  flags: FLAGS,
  run: async ({ client, io, flags }) => {
    const unknown = [...flags.filter.keys()].find((key) => key !== 'name');
    if (unknown !== undefined) throw new ComposeError(`invalid filter '${unknown}'`);
    if (!['table', 'json', ''].includes(flags.format)) {
      throw new ComposeError(`format value ${JSON.stringify(flags.format)} could not be parsed: parsing failed`);
    }
    const found = (await client.containerList({ all: flags.all, filters: new Map([['label', [label.PROJECT]]]) })).map(
      observed,
    );
    const projects = new Map<string, Observed[]>();
    for (const one of found) {
      const name = one.summary.Labels[label.PROJECT] ?? '';
      projects.set(name, [...(projects.get(name) ?? []), one]);
    }
    const names = flags.filter.get('name') ?? [];
    const rows = [...projects]
      .filter(([name]) => names.length === 0 || names.some((value) => matchesFilter(value, name)))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([Name, containers]) => ({ Name, Status: status(containers), ConfigFiles: files(containers) }));
    if (flags.quiet) for (const { Name } of rows) await io.out(`${Name}\n`);
    else if (flags.format === 'json') await io.out(`${JSON.stringify(rows)}\n`);
    else {
      const lines = rows.map(({ Name, Status, ConfigFiles }) => [Name, Status, ConfigFiles]);
      const all = [['NAME', 'STATUS', 'CONFIG FILES'], ...lines];
      await io.out(alignColumns(`${all.map((cells) => cells.join('\t')).join('\n')}\n`, { least: 20, padding: 1 }));
    }
  },
});

/** `exited(1), running(2)` */
function status(containers: readonly Observed[]): string {
  const counts = new Map<string, number>();
  for (const { summary } of containers) counts.set(summary.State, (counts.get(summary.State) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([state, count]) => `${state}(${count})`)
    .join(', ');
}

const files = (containers: readonly Observed[]) =>
  [...new Set(containers.flatMap(({ summary }) => (summary.Labels[label.CONFIG_FILES] ?? 'N/A').split(',')))].join(',');
