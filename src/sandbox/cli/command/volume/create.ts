import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import { parseLabel, toRecord } from '../../opts/label.ts';

/** What makes it a cluster volume, wherever it is given. */
const OF_CLUSTER_VOLUMES = ['availability', 'group', 'limit-bytes', 'required-bytes', 'scope', 'type'] as const;

export const volumeCreate = defineCommand({
  use: 'docker volume create [OPTIONS] [VOLUME]',
  short: 'Create a volume',
  flags: {
    driver: { type: 'string', short: 'd', usage: 'Specify volume driver name', default: 'local' },
    label: { type: 'list', usage: 'Set metadata for a volume', each: parseLabel },
    name: { type: 'string', usage: 'Specify volume name', hidden: true },
    opt: { type: 'map', short: 'o', usage: 'Set driver specific options', default: 'map[]' },
    availability: {
      type: 'string',
      usage: 'Cluster Volume availability ("active", "pause", "drain")',
      default: 'active',
      hidden: true,
    },
    group: { type: 'string', usage: 'Cluster Volume group (cluster volumes)', hidden: true },
    'limit-bytes': { type: 'bytes', usage: 'Minimum size of the Cluster Volume in bytes', hidden: true },
    'required-bytes': { type: 'bytes', usage: 'Maximum size of the Cluster Volume in bytes', hidden: true },
    scope: {
      type: 'string',
      usage: 'Cluster Volume access scope ("single", "multi")',
      default: 'single',
      hidden: true,
    },
    secret: { type: 'map', usage: 'Cluster Volume secrets', hidden: true },
    sharing: {
      type: 'string',
      usage: 'Cluster Volume access sharing ("none", "readonly", "onewriter", "all")',
      default: 'none',
      hidden: true,
    },
    'topology-preferred': {
      type: 'list',
      usage: 'A topology that the Cluster Volume would be preferred in',
      hidden: true,
    },
    'topology-required': {
      type: 'list',
      usage: 'A topology that the Cluster Volume must be accessible from',
      hidden: true,
    },
    type: { type: 'string', usage: 'Cluster Volume access type ("mount", "block")', default: 'block', hidden: true },
  },
  args: { min: 0, max: 1 },
  run: async ({ client, io, args, flags, changed }) => {
    if (flags.name !== '' && args.length > 0) {
      throw new StatusError(
        1,
        'conflicting options: cannot specify a volume-name through both --name and as a positional arg',
      );
    }
    const { Name } = await client.volumeCreate({
      Name: args[0] ?? flags.name,
      Driver: flags.driver,
      ...(Object.keys(flags.opt).length > 0 && { DriverOpts: flags.opt }),
      ...(OF_CLUSTER_VOLUMES.some((name) => changed.has(name)) && { ClusterVolumeSpec: {} }),
      ...(flags.label.length > 0 && { Labels: toRecord(flags.label) }),
    });
    await io.out(`${Name}\n`);
  },
});
