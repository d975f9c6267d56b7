import type { Flags } from '../../cli/opts/flag.ts';
import { familiarName, parseReference } from '../../api/reference.ts';
import { humanDuration } from '../../api/duration.ts';
import { humanSize } from '../../cli/formatter/size.ts';
import { alignColumns } from '../../cli/formatter/table-writer.ts';
import { defineCompose } from '../command.ts';
import { ComposeError } from '../model/error.ts';
import { observe } from '../observe.ts';
import { projectOrName } from '../project.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  format: { type: 'string', usage: 'Format the output. Values: [table | json]', default: 'table' },
  quiet: { type: 'bool', short: 'q', usage: 'Only display IDs' },
} as const satisfies Flags;

export const images = defineCompose({
  name: 'images',
  use: 'docker compose images [OPTIONS] [SERVICE...]',
  short: 'List images used by the created containers',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async ({ client, io, root, args, flags }) => {
    const { name } = await projectOrName(io, root);
    if (!['table', 'json', ''].includes(flags.format)) {
      throw new ComposeError(`format value ${JSON.stringify(flags.format)} could not be parsed: parsing failed`);
    }
    const containers = (await observe(client, name, { oneOff: 'include' })).filter(
      ({ service }) => args.length === 0 || args.includes(service),
    );
    const rows = [];
    for (const { name: ContainerName, summary } of containers) {
      const image = await client.imageInspect(summary.ImageID);
      const reference = parseReference(summary.Image);
      const byId = summary.Image.startsWith('sha256:');
      rows.push({
        ID: image.Id,
        ContainerName,
        Repository: byId ? '' : familiarName(reference),
        Tag: byId ? '' : (reference.tag ?? 'latest'),
        Platform: `${image.Os}/${image.Architecture}`,
        Size: image.Size,
        LastTagTime: image.Metadata?.LastTagTime ?? '0001-01-01T00:00:00Z',
      });
    }
    if (flags.quiet) {
      for (const id of new Set(rows.map(({ ID }) => ID.replace(/^sha256:/, '')))) await io.out(`${id}\n`);
      return;
    }
    if (flags.format === 'json') {
      await io.out(`${JSON.stringify(rows)}\n`);
      return;
    }
    const lines = rows.map((row) => [
      row.ContainerName,
      row.Repository || '<none>',
      row.Tag || '<none>',
      row.Platform,
      row.ID.replace(/^sha256:/, '').slice(0, 12),
      humanSize(row.Size, 3),
      created(row.LastTagTime, io.now()),
    ]);
    const titles = ['CONTAINER', 'REPOSITORY', 'TAG', 'PLATFORM', 'IMAGE ID', 'SIZE', 'CREATED'];
    await io.out(
      alignColumns(`${[titles, ...lines].map((cells) => cells.join('\t')).join('\n')}\n`, { least: 20, padding: 1 }),
    );
  },
});

/** A pulled image was never tagged: Go's longest duration, 292 years. */
function created(tagged: string, now: number): string {
  return tagged.startsWith('0001-') ? '292 years ago' : `${humanDuration(now - Date.parse(tagged))} ago`;
}
