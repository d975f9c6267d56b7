import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import { parseLabel, toRecord } from '../../opts/label.ts';

export const volumeCreate = defineCommand({
  use: 'docker volume create [OPTIONS] [VOLUME]',
  short: 'Create a volume',
  flags: {
    driver: { type: 'string', short: 'd', usage: 'Specify volume driver name', default: 'local' },
    label: { type: 'list', usage: 'Set metadata for a volume', each: parseLabel },
    name: { type: 'string', usage: 'Specify volume name', hidden: true },
    opt: { type: 'map', short: 'o', usage: 'Set driver specific options', default: 'map[]' },
  },
  args: { min: 0, max: 1 },
  run: async ({ client, io, args, flags }) => {
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
      ...(flags.label.length > 0 && { Labels: toRecord(flags.label) }),
    });
    await io.out(`${Name}\n`);
  },
});
