import { checkBuilderName, findBuilder, saveBuilder, useBuilder } from '../../buildx/builders.ts';
import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';

const DRIVERS = ['docker-container', 'kubernetes', 'remote'];
const WORDS = ['bold', 'calm', 'clever', 'eager', 'fine', 'kind', 'lucid', 'quiet', 'quick', 'wise'];
const NAMES = ['babbage', 'curie', 'hopper', 'kepler', 'lovelace', 'noether', 'pascal', 'turing'];

export const buildxCreate = defineCommand({
  use: 'docker buildx create [OPTIONS] [CONTEXT|ENDPOINT]',
  also: ['docker builder create'],
  plugin: true,
  short: 'Create a new builder instance',
  flags: {
    append: { type: 'bool', usage: 'Append a node to builder instead of changing it', simulated: false },
    bootstrap: { type: 'bool', usage: 'Boot builder after creation', simulated: false },
    'buildkitd-config': { type: 'string', usage: 'BuildKit daemon config file', simulated: false },
    'buildkitd-flags': { type: 'string', usage: 'BuildKit daemon flags' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
    driver: {
      type: 'string',
      usage: 'Driver to use (available: "docker-container", "kubernetes", "remote")',
    },
    'driver-opt': { type: 'stringArray', usage: 'Options for the driver' },
    leave: { type: 'bool', usage: 'Remove a node from builder instead of changing it', simulated: false },
    name: { type: 'string', usage: 'Builder instance name' },
    node: { type: 'string', usage: 'Create/modify node with given name' },
    platform: { type: 'stringArray', usage: 'Fixed platforms for current node' },
    use: { type: 'bool', usage: 'Set the current builder instance' },
  },
  args: { min: 0, max: 1 },
  run: async ({ io, args, flags }) => {
    const driver = flags.driver === '' ? 'docker-container' : flags.driver;
    if (driver === 'docker') {
      throw new StatusError(1, 'ERROR: docker driver requires a docker context: use `docker context create`');
    }
    if (!DRIVERS.includes(driver)) throw new StatusError(1, `ERROR: failed to find driver ${JSON.stringify(driver)}`);
    const name = flags.name === '' ? madeUpName(io.now()) : checkBuilderName(flags.name);
    if (name === 'default')
      throw new StatusError(1, 'ERROR: default is a reserved name and cannot be used to identify builder instance');
    if (findBuilder(io, name) !== undefined) {
      throw new StatusError(
        1,
        `ERROR: existing instance for ${JSON.stringify(name)} but no append mode, specify the node name to make changes for existing instances`,
      );
    }
    const platforms = flags.platform.flatMap((text) => text.split(','));
    saveBuilder(io, {
      Name: name,
      Driver: driver,
      Nodes: [
        {
          Name: flags.node === '' ? `${name}0` : flags.node,
          Endpoint: args[0] ?? 'unix:///var/run/docker.sock',
          Platforms: platforms.length === 0 ? null : platforms,
          Flags:
            flags['buildkitd-flags'] === ''
              ? ['--allow-insecure-entitlement=network.host']
              : flags['buildkitd-flags'].split(' '),
          DriverOpts: Object.fromEntries(flags['driver-opt'].flatMap((text) => text.split(',')).map(keyValue)),
        },
      ],
      LastActivity: io.now(),
    });
    if (flags.use) useBuilder(io, name);
    await io.out(`${name}\n`);
  },
});

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
