import { type Command, type CommandData, commandPath } from '../command.ts';
import { NotSimulatedError } from '../errors.ts';
import type { Flags } from '../opts/flag.ts';

const TRUST = { type: 'bool', usage: 'Skip image verification', default: 'true' } as const;
const GRANT = { type: 'bool', usage: 'Grant all permissions necessary to run the plugin' } as const;
const BUILDER = {
  builder: { type: 'string', usage: 'Override the configured builder instance' },
  debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
} as const satisfies Flags;

/** Commands that are read and refused: their help and their errors are Docker's, what they would do is not simulated. */
const DATA: readonly CommandData[] = [
  {
    use: 'docker plugin create [OPTIONS] PLUGIN PLUGIN-DATA-DIR',
    short:
      'Create a plugin from a rootfs and configuration. Plugin data directory must contain config.json and rootfs directory.',
    args: { min: 2 },
    flags: { compress: { type: 'bool', usage: 'Compress the context using gzip' } },
  },
  {
    use: 'docker plugin install [OPTIONS] PLUGIN [KEY=VALUE...]',
    short: 'Install a plugin',
    args: { min: 1 },
    flags: {
      alias: { type: 'string', usage: 'Local name for plugin' },
      disable: { type: 'bool', usage: 'Do not enable the plugin on install' },
      'disable-content-trust': TRUST,
      'grant-all-permissions': GRANT,
    },
  },
  {
    use: 'docker stack config [OPTIONS]',
    short: 'Outputs the final config file, after doing merges and interpolations',
    args: { min: 0, max: 0 },
    flags: {
      'compose-file': { type: 'strings', short: 'c', usage: 'Path to a Compose file, or "-" to read from stdin' },
      'skip-interpolation': { type: 'bool', usage: 'Skip interpolation and output only merged config' },
    },
  },
  {
    use: 'docker trust inspect IMAGE[:TAG] [IMAGE[:TAG]...]',
    short: 'Return low-level information about keys and signatures',
    args: { min: 1 },
    flags: { pretty: { type: 'bool', usage: 'Print the information in a human friendly format' } },
  },
  {
    use: 'docker trust key generate NAME',
    short: 'Generate and load a signing key-pair',
    args: { min: 1, max: 1 },
    flags: { dir: { type: 'string', usage: 'Directory to generate key in, defaults to current directory' } },
  },
  {
    use: 'docker trust key load [OPTIONS] KEYFILE',
    short: 'Load a private key file for signing',
    args: { min: 1, max: 1 },
    flags: { name: { type: 'string', usage: 'Name for the loaded key', default: 'signer' } },
  },
  {
    use: 'docker trust revoke [OPTIONS] IMAGE[:TAG]',
    short: 'Remove trust for an image',
    args: { min: 1, max: 1 },
    flags: { yes: { type: 'bool', short: 'y', usage: 'Do not prompt for confirmation' } },
  },
  {
    use: 'docker trust sign IMAGE:TAG',
    short: 'Sign an image',
    args: { min: 1, max: 1 },
    flags: { local: { type: 'bool', usage: 'Sign a locally tagged image' } },
  },
  {
    use: 'docker trust signer add OPTIONS NAME REPOSITORY [REPOSITORY...] ',
    short: 'Add a signer',
    args: { min: 2 },
    flags: { key: { type: 'list', usage: "Path to the signer's public key file" } },
  },
  {
    use: 'docker trust signer remove [OPTIONS] NAME REPOSITORY [REPOSITORY...]',
    short: 'Remove a signer',
    args: { min: 2 },
    flags: {
      force: {
        type: 'bool',
        short: 'f',
        usage: 'Do not prompt for confirmation before removing the most recent signer',
      },
    },
  },
  {
    use: 'docker buildx history export [OPTIONS] [REF...]',
    also: ['docker builder history export'],
    plugin: true,
    short: 'Export build records into Docker Desktop bundle',
    args: { min: 0 },
    flags: {
      ...BUILDER,
      all: { type: 'bool', usage: 'Export all build records for the builder' },
      finalize: { type: 'bool', usage: 'Ensure build records are finalized before exporting' },
      output: { type: 'string', short: 'o', usage: 'Output file path' },
    },
  },
  {
    use: 'docker buildx history import [OPTIONS] -',
    also: ['docker builder history import'],
    plugin: true,
    short: 'Import build records into Docker Desktop',
    args: { min: 0 },
    flags: { ...BUILDER, file: { type: 'stringArray', short: 'f', usage: 'Import from a file path' } },
  },
  {
    use: 'docker buildx history open [OPTIONS] [REF]',
    also: ['docker builder history open'],
    plugin: true,
    short: 'Open a build record in Docker Desktop',
    args: { min: 0 },
    flags: BUILDER,
  },
];

export const REFUSED: readonly Command[] = DATA.map((data) => ({
  ...data,
  run: async () => {
    throw new NotSimulatedError(commandPath(data));
  },
}));
