import type { Flags } from '../../cli/opts/flag.ts';
import { formatRows } from '../../cli/formatter/formatter.ts';
import { VOLUME_TABLE, volumeRow } from '../../cli/formatter/volume.ts';
import { defineCompose } from '../command.ts';
import { ComposeError } from '../model/error.ts';
import * as label from '../labels.ts';
import { projectOrName } from '../project.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  format: {
    type: 'string',
    usage:
      "Format output using a custom template:\n'table':            Print output in table format with column headers (default)\n'table TEMPLATE':   Print output in table format using the given Go template\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.\nRefer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates",
    default: 'table',
  },
  quiet: { type: 'bool', short: 'q', usage: 'Only display volume names' },
} as const satisfies Flags;

export const volumes = defineCompose({
  name: 'volumes',
  use: 'docker compose volumes [OPTIONS] [SERVICE...]',
  short: 'List volumes',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async ({ client, io, root, args, flags }) => {
    const { name, project } = await projectOrName(io, root);
    const unknown = args.find((one) => project !== undefined && !(one in project.services));
    if (unknown !== undefined) throw new ComposeError(`no such service: ${unknown}`);
    const { Volumes } = await client.volumeList(new Map([['label', [`${label.PROJECT}=${name}`]]]));
    const used = new Set(
      args.flatMap((one) =>
        (project?.services[one]?.volumes ?? []).map(({ source = '' }) => project?.volumes[source]?.name),
      ),
    );
    const shown = (Volumes ?? []).filter(({ Name }) => args.length === 0 || used.has(Name));
    if (flags.quiet) {
      for (const { Name } of shown) await io.out(`${Name}\n`);
      return;
    }
    const format = flags.format === 'table' || flags.format === '' ? 'table {{.Driver}}\t{{.Name}}' : flags.format;
    await io.out(formatRows(VOLUME_TABLE, format, shown.map(volumeRow)));
  },
});
