import { showBoot } from '../../buildx/boot.ts';
import { type NodeStatus, nodeStatus, WORKER_PLATFORMS, WORKER_VERSION } from '../../buildx/driver.ts';
import {
  type BuilderInstance,
  type BuilderNode,
  currentBuilder,
  DEFAULT_BUILDER,
  findBuilder,
} from '../../buildx/builders.ts';
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

/** @see moby/buildkit worker/runc, and the policies that the engine's own builder has */
const WORKER_DETAILS = `Labels:
 org.mobyproject.buildkit.worker.executor:         oci
 org.mobyproject.buildkit.worker.network:          host
 org.mobyproject.buildkit.worker.oci.process-mode: sandbox
 org.mobyproject.buildkit.worker.selinux.enabled:  false
 org.mobyproject.buildkit.worker.snapshotter:      overlayfs
${DEFAULT_NODE.slice(DEFAULT_NODE.indexOf('GC Policy'))}`;

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
      const fields = [
        ['Name', 'default'],
        ['Driver', 'docker'],
        ...(last === 0 ? [] : [['Last Activity', when(last)]]),
      ];
      return io.out(columns(fields) + DEFAULT_NODE);
    }
    const builder = findBuilder(io, name);
    if (builder === undefined) throw new StatusError(1, `ERROR: no builder ${JSON.stringify(name)} found`);
    if (flags.bootstrap) await showBoot(io, client, builder);
    const statuses = await Promise.all(builder.Nodes.map((node) => nodeStatus(client, node, builder.Driver)));
    await io.out(text(builder, statuses));
  },
});

function text({ Name, Driver, LastActivity, Nodes }: BuilderInstance, statuses: readonly NodeStatus[]): string {
  const nodes = Nodes.map((node, index) => nodeText(node, statuses[index] ?? 'inactive'));
  const head = columns([
    ['Name', Name],
    ['Driver', Driver],
    ['Last Activity', when(LastActivity)],
  ]);
  return `${head}\nNodes:\n${nodes.join('\n')}`;
}

function nodeText(node: BuilderNode, status: NodeStatus): string {
  const runs = status === 'running';
  const options = Object.entries(node.DriverOpts ?? {}).map(([key, value]) => `${key}="${value}"`);
  const fixed = (node.Platforms ?? []).map((platform) => `${platform}*`);
  const found = runs ? WORKER_PLATFORMS.filter((platform) => !fixed.includes(`${platform}*`)) : [];
  const fields = [
    ['Name', node.Name],
    ['Endpoint', node.Endpoint],
    ...(options.length === 0 ? [] : [['Driver Options', options.join(' ')]]),
    ['Status', status],
    ...(node.Flags.length === 0 ? [] : [['BuildKit daemon flags', node.Flags.join(' ')]]),
    ...(runs ? [['BuildKit version', WORKER_VERSION]] : []),
    ...(fixed.length + found.length === 0 ? [] : [['Platforms', [...fixed, ...found].join(', ')]]),
  ];
  return `${columns(fields)}${runs ? WORKER_DETAILS : ''}`;
}

/** `Driver:  docker`: the values begin where the longest key lets them. */
function columns(fields: readonly (readonly string[])[]): string {
  const width = Math.max(...fields.map(([key = '']) => key.length)) + 2;
  return fields.map(([key = '', value = '']) => `${`${key}:`.padEnd(width)}${value}\n`).join('');
}
