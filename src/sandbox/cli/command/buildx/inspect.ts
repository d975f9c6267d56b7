import { type BuilderInstance, currentBuilder, DEFAULT_BUILDER, findBuilder } from '../../buildx/builders.ts';
import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';

const when = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;

/** The builder in the daemon. Limits of the garbage collector are those of a disk of 240 GB. */
const DEFAULT_NODE = `
Nodes:
Name:             default
Endpoint:         default
Status:           running
BuildKit version: v0.0.0+unknown
Platforms:        linux/amd64, linux/amd64/v2, linux/amd64/v3, linux/amd64/v4, linux/386
Labels:
 org.mobyproject.buildkit.worker.moby.host-gateway-ip: 172.17.0.1
GC Policy rule#0:
 All:            false
 Filters:        type==source.local,type==exec.cachemount,type==source.git.checkout
 Keep Duration:  48h0m0s
 Max Used Space: 3.346GiB
GC Policy rule#1:
 All:            false
 Keep Duration:  1440h0m0s
 Reserved Space: 24.21GiB
 Max Used Space: 188.1GiB
 Min Free Space: 47.5GiB
GC Policy rule#2:
 All:            false
 Reserved Space: 24.21GiB
 Max Used Space: 188.1GiB
 Min Free Space: 47.5GiB
GC Policy rule#3:
 All:            true
 Reserved Space: 24.21GiB
 Max Used Space: 188.1GiB
 Min Free Space: 47.5GiB
`;

export const buildxInspect = defineCommand({
  use: 'docker buildx inspect [NAME]',
  also: ['docker builder inspect'],
  plugin: true,
  short: 'Inspect current builder instance',
  flags: {
    bootstrap: { type: 'bool', usage: 'Ensure builder has booted before inspecting' },
    builder: { type: 'string', usage: 'Override the configured builder instance' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
  },
  args: { min: 0, max: 1 },
  run: async ({ client, io, args, flags }) => {
    const name = args[0] ?? (flags.builder === '' ? currentBuilder(io) : flags.builder);
    if (name === DEFAULT_BUILDER) {
      const { BuildCache } = await client.diskUsage(['build-cache']);
      const last = Math.max(0, ...(BuildCache ?? []).map(({ LastUsedAt }) => Date.parse(LastUsedAt ?? '')));
      const activity = last === 0 ? '' : `Last Activity: ${when(last)}\n`;
      return io.out(`Name:          default\nDriver:        docker\n${activity}${DEFAULT_NODE}`);
    }
    const builder = findBuilder(io, name);
    if (builder === undefined) throw new StatusError(1, `ERROR: no builder ${JSON.stringify(name)} found`);
    if (flags.bootstrap) {
      throw new StatusError(1, `ERROR: drydock: not simulated: the driver ${builder.Driver}`);
    }
    await io.out(text(builder));
  },
});

function text({ Name, Driver, LastActivity, Nodes }: BuilderInstance): string {
  const nodes = Nodes.map((node) =>
    [
      ['Name', node.Name],
      ['Endpoint', node.Endpoint],
      ...Object.entries(node.DriverOpts ?? {}).map(([key, value]) => ['Driver Options', `${key}="${value}"`]),
      ['Status', 'inactive'],
      ['BuildKit daemon flags', node.Flags.join(' ')],
      ...(node.Platforms === null ? [] : [['Platforms', `${node.Platforms.join('*, ')}*`]]),
    ]
      .map(([key = '', value = '']) => `${`${key}:`.padEnd(23)}${value}\n`)
      .join(''),
  );
  const head = `Name:          ${Name}\nDriver:        ${Driver}\nLast Activity: ${when(LastActivity)}\n`;
  return `${head}\nNodes:\n${nodes.join('\n')}`;
}
