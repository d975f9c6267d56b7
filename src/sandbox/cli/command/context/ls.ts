import { defineCommand } from '../../command.ts';
import { DEFAULT_CONTEXT, DEFAULT_DESCRIPTION, hasContext, listContexts } from '../../context-store.ts';
import { formatRows, type Row, type Table } from '../../formatter/formatter.ts';
import { naturally } from '../../formatter/natural-order.ts';
import { TABLE_FORMAT_USAGE } from '../../opts/format.ts';
import { defaultHost } from '../../opts/host.ts';

const COLUMNS = 'table {{.Name}}{{if .Current}} *{{end}}\t{{.Description}}\t{{.DockerEndpoint}}\t{{.Error}}';
const OVERRIDDEN =
  'Warning: DOCKER_HOST environment variable overrides the active context. To use a context, either set the global --context flag, or unset DOCKER_HOST environment variable.\n';

const TABLE: Table = {
  typeName: '*formatter.clientContextContext',
  headers: { Name: 'NAME', Description: 'DESCRIPTION', DockerEndpoint: 'DOCKER ENDPOINT', Error: 'ERROR' },
};

export const contextLs = defineCommand({
  use: 'docker context ls [OPTIONS]',
  aliases: ['docker context ls', 'docker context list'],
  short: 'List contexts',
  flags: {
    format: { type: 'string', usage: TABLE_FORMAT_USAGE },
    quiet: { type: 'bool', short: 'q', usage: 'Only show context names' },
  },
  args: { min: 0, max: 0 },
  run: async ({ io, flags, context }) => {
    const rows = [
      {
        name: DEFAULT_CONTEXT,
        description: DEFAULT_DESCRIPTION,
        host: defaultHost({ host: '' }, io),
        error: '',
      },
      ...listContexts(io).map(({ Name, Metadata, Endpoints }) => ({
        name: Name,
        description: Metadata.Description ?? '',
        host: Endpoints.docker?.Host ?? '',
        error: '',
      })),
      ...(context === DEFAULT_CONTEXT || hasContext(io, context)
        ? []
        : [{ name: context, description: '', host: '', error: 'context not found' }]),
    ].sort((a, b) => naturally(a.name, b.name));
    const row = ({ name, description, host, error }: (typeof rows)[number]): Row => ({
      Name: () => name,
      Current: () => name === context,
      Description: () => description,
      DockerEndpoint: () => host,
      Error: () => error,
    });
    const format = flags.quiet ? '{{.Name}}' : flags.format === '' || flags.format === 'table' ? COLUMNS : flags.format;
    await io.out(formatRows(TABLE, format, rows.map(row)));
    const overridden = (io.env.get('DOCKER_HOST') ?? '') !== '' && context === DEFAULT_CONTEXT;
    if (overridden && !flags.quiet) await io.err(OVERRIDDEN);
  },
});
