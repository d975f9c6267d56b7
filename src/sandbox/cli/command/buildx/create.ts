import {
  type BuilderInstance,
  type BuilderNode,
  checkBuilderName,
  findBuilder,
  saveBuilder,
  useBuilder,
} from '../../buildx/builders.ts';
import { showBoot } from '../../buildx/boot.ts';
import { checkDriverOptions, nodeStatus } from '../../buildx/driver.ts';
import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import type { Io } from '../../io.ts';

const DRIVERS = ['docker-container', 'kubernetes', 'remote'];
const WORDS = ['bold', 'calm', 'clever', 'eager', 'fine', 'kind', 'lucid', 'quiet', 'quick', 'wise'];
const NAMES = ['babbage', 'curie', 'hopper', 'kepler', 'lovelace', 'noether', 'pascal', 'turing'];
const LOCAL = 'unix:///var/run/docker.sock';

const refused = (message: string) => new StatusError(1, `ERROR: ${message}`);

export const buildxCreate = defineCommand({
  use: 'docker buildx create [OPTIONS] [CONTEXT|ENDPOINT]',
  also: ['docker builder create'],
  plugin: true,
  short: 'Create a new builder instance',
  flags: {
    append: { type: 'bool', usage: 'Append a node to builder instead of changing it' },
    bootstrap: { type: 'bool', usage: 'Boot builder after creation' },
    'buildkitd-config': { type: 'string', usage: 'BuildKit daemon config file' },
    'buildkitd-flags': { type: 'string', usage: 'BuildKit daemon flags' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
    driver: {
      type: 'string',
      usage: 'Driver to use (available: "docker-container", "kubernetes", "remote")',
    },
    'driver-opt': { type: 'stringArray', usage: 'Options for the driver' },
    leave: { type: 'bool', usage: 'Remove a node from builder instead of changing it' },
    name: { type: 'string', usage: 'Builder instance name' },
    node: { type: 'string', usage: 'Create/modify node with given name' },
    platform: { type: 'stringArray', usage: 'Fixed platforms for current node' },
    use: { type: 'bool', usage: 'Set the current builder instance' },
  },
  args: { min: 0, max: 1 },
  run: async ({ client, io, args, flags }) => {
    const [endpoint = LOCAL] = args;
    if (flags.leave) return leave(io, flags.name, flags.node);
    if (flags.append && flags.name === '') throw refused('append requires a builder name');
    const there = flags.name === '' ? undefined : findBuilder(io, checkBuilderName(flags.name));
    const name = flags.name === '' ? madeUpName(io.now()) : flags.name;
    if (name === 'default') throw refused('default is a reserved name and cannot be used to identify builder instance');
    if (there === undefined && flags.append)
      throw refused(`failed to find instance ${JSON.stringify(name)} for append`);
    if (there !== undefined && !flags.append && flags.node === '') {
      throw refused(
        `existing instance for ${JSON.stringify(name)} but no append mode, specify the node name to make changes for existing instances`,
      );
    }
    const driver = flags.driver !== '' ? flags.driver : (there?.Driver ?? driverOf(endpoint));
    if (driver === 'docker') throw refused('additional instances of driver "docker" cannot be created');
    if (!DRIVERS.includes(driver)) throw refused(`failed to find driver ${JSON.stringify(driver)}`);
    checkConfig(io, flags['buildkitd-config']);
    const platforms = flags.platform.flatMap((text) => text.split(','));
    const options = Object.fromEntries(flags['driver-opt'].flatMap((text) => text.split(',')).map(keyValue));
    const node: BuilderNode = {
      Name: flags.node === '' ? `${name}${there?.Nodes.length ?? 0}` : flags.node,
      Endpoint: endpoint,
      Platforms: platforms.length === 0 ? null : platforms,
      Flags: daemonFlags(flags['buildkitd-flags'], driver),
      DriverOpts: Object.fromEntries(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))),
    };
    const builder: BuilderInstance = {
      Name: name,
      Driver: driver,
      Nodes: withNode(there?.Nodes ?? [], node),
      LastActivity: io.now(),
    };
    checkDriverOptions(builder);
    if (driver === 'kubernetes') {
      throw refused(
        `failed to initialize builder ${name} (${node.Name}): cannot determine Kubernetes namespace, specify manually: invalid configuration: no configuration has been provided, try setting KUBERNETES_MASTER environment variable`,
      );
    }
    if (there?.Nodes.some(({ Name }) => Name === node.Name) === true) {
      if ((await nodeStatus(client, node, driver)) !== 'inactive') {
        await io.err('WARNING: new settings may not be used until builder is restarted\n');
      }
    }
    saveBuilder(io, builder);
    if (flags.use) useBuilder(io, name);
    if (flags.bootstrap) await showBoot(io, client, builder);
    await io.out(`${name}\n`);
  },
});

const driverOf = (endpoint: string): string => (endpoint.startsWith('tcp://') ? 'remote' : 'docker-container');

function daemonFlags(text: string, driver: string): readonly string[] {
  if (text !== '') return text.split(' ');
  return driver === 'remote' ? [] : ['--allow-insecure-entitlement=network.host'];
}

/** Nodes with one that is new, or takes the place of its namesake. @throws {StatusError} two of one endpoint */
function withNode(nodes: readonly BuilderNode[], node: BuilderNode): readonly BuilderNode[] {
  const others = nodes.filter(({ Name }) => Name !== node.Name);
  if (others.some(({ Endpoint }) => Endpoint === node.Endpoint)) {
    throw refused(`invalid duplicate endpoint ${node.Endpoint}`);
  }
  const before = nodes.find(({ Name }) => Name === node.Name);
  if (before === undefined) return [...nodes, node];
  const changed = { ...node, Platforms: node.Platforms ?? before.Platforms };
  return nodes.map((each) => (each === before ? changed : each));
}

function leave(io: Io, name: string, node: string): void {
  if (name === '') throw refused('leave requires instance name');
  if (node === '') throw refused('leave requires node name but --node not set');
  const builder = findBuilder(io, name);
  if (builder === undefined) throw refused(`failed to find instance ${JSON.stringify(name)} for leave`);
  const nodes = builder.Nodes.filter(({ Name }) => Name !== node);
  if (nodes.length === builder.Nodes.length) throw refused(`node ${JSON.stringify(node)} not found for ${name}`);
  saveBuilder(io, { ...builder, Nodes: nodes });
}

function checkConfig(io: Io, path: string): void {
  if (path === '') return;
  if (!io.fs.exists(path)) {
    throw refused(`buildkit configuration file not found: ${path}: stat ${path}: no such file or directory`);
  }
  throw refused('drydock: not simulated: docker buildx create --buildkitd-config');
}

function keyValue(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 0) throw new StatusError(1, `ERROR: invalid value ${JSON.stringify(text)}, expecting k=v`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Two words, chosen by the time. */
function madeUpName(now: number): string {
  const at = Math.floor(now);
  return `${WORDS[at % WORDS.length] ?? 'calm'}_${NAMES[Math.floor(at / WORDS.length) % NAMES.length] ?? 'turing'}`;
}
