import type { Flags } from '../../cli/opts/flag.ts';
import { alignColumns } from '../../cli/formatter/table-writer.ts';
import { defineCompose } from '../command.ts';
import { isRunning } from '../observe.ts';
import { projectOrName } from '../project.ts';
import { containersOf } from '../services.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
} as const satisfies Flags;

export const top = defineCompose({
  name: 'top',
  use: 'docker compose top [SERVICES...]',
  short: 'Display the running processes',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async ({ client, io, root, args }) => {
    const { name } = await projectOrName(io, root);
    const containers = (await containersOf(client, name, args, false, 'include')).filter(isRunning);
    const titles: string[] = [];
    const rows: Map<string, string>[] = [];
    for (const one of containers) {
      const { Titles, Processes } = await client.containerTop(one.id, []);
      for (const title of Titles) if (!titles.includes(title)) titles.push(title);
      for (const cells of Processes) {
        rows.push(
          new Map([
            ['SERVICE', one.service],
            ['#', one.oneOff ? '' : String(one.number)],
            ...Titles.map((title, at) => [title, cells[at] ?? '-'] as const),
          ]),
        );
      }
    }
    if (rows.length === 0) return;
    // The command is as long as it likes: it comes last.
    const middle = titles.filter((title) => title !== 'CMD');
    const columns = ['SERVICE', '#', ...middle, ...(titles.includes('CMD') ? ['CMD'] : [])];
    const lines = [columns, ...rows.map((row) => columns.map((column) => row.get(column) ?? '-'))];
    await io.out(alignColumns(`${lines.map((cells) => cells.join('\t')).join('\n')}\n`, { least: 4, padding: 2 }));
  },
});
