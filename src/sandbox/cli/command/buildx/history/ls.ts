import { readFilter, statusOf } from '../../../buildx/build-filter.ts';
import { readBuilds, type KnownBuild } from '../../../buildx/build-records.ts';
import { chooseBuilder } from '../../../buildx/choose.ts';
import { tenths } from '../../../build/duration.ts';
import { defineCommand } from '../../../command.ts';
import { StatusError } from '../../../errors.ts';
import { humanDuration } from '../../../../api/duration.ts';
import { formatRows, type Row, type Table } from '../../../formatter/formatter.ts';

const TABLE: Table = {
  typeName: '*history.lsContext',
  headers: { Ref: 'BUILD ID', Name: 'NAME', Status: 'STATUS', CreatedAt: 'CREATED AT', Duration: 'DURATION', Link: '' },
};
const COLUMNS = 'table {{.Ref}}\t{{.Name}}\t{{.Status}}\t{{.CreatedAt}}\t{{.Duration}}\t{{.Link}}';

export const historyLs = defineCommand({
  use: 'docker buildx history ls [OPTIONS]',
  also: ['docker builder history ls'],
  plugin: true,
  short: 'List build records',
  flags: {
    builder: { type: 'string', usage: 'Override the configured builder instance' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
    filter: { type: 'stringArray', usage: 'Provide filter values (e.g., "status=error")' },
    format: { type: 'string', usage: 'Format the output', default: 'table' },
    local: { type: 'bool', usage: 'List records for current repository only' },
    'no-trunc': { type: 'bool', usage: "Don't truncate output" },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags, path }) => {
    const builder = chooseBuilder(io, flags.builder, path);
    if (flags.local) {
      throw new StatusError(
        1,
        'ERROR: could not get remote URL for local filter: no remote URL found for either origin or upstream',
      );
    }
    const accepts = flags.filter.map((text) => readFilter(text, io.now()));
    const builds = (await readBuilds(io, client, builder)).filter((build) => accepts.every((accept) => accept(build)));
    if (flags.format === 'json' || flags.format === '{{json .}}') {
      const lines = builds.map((build) => `${JSON.stringify(jsonOf(build, `${builder.name}/${builder.node}`))}\n`);
      return io.out(lines.join(''));
    }
    const format = ['', 'table'].includes(flags.format) ? COLUMNS : flags.format;
    await io.out(
      formatRows(
        TABLE,
        format,
        builds.map((build) => rowOf(build, io.now())),
      ),
    );
  },
});

const rowOf = (build: KnownBuild, now: number): Row => ({
  Ref: () => build.record.reference,
  Name: () => build.name,
  Status: () => statusOf(build),
  CreatedAt: () => `${humanDuration(now - build.record.started)} ago`,
  Duration: () => tenths(build.record.duration),
  Link: () => '',
});

const jsonOf = (build: KnownBuild, node: string) => ({
  cached_steps: build.cached,
  completed_at: new Date(build.record.started + build.record.duration).toISOString(),
  completed_steps: build.completed,
  created_at: new Date(build.record.started).toISOString(),
  name: build.name,
  ref: `${node}/${build.record.reference}`,
  status: statusOf(build),
  total_steps: build.total,
});
