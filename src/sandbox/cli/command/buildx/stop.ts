import { currentBuilder, DEFAULT_BUILDER, findBuilder } from '../../buildx/builders.ts';
import { stopBuilder } from '../../buildx/driver.ts';
import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';

export const buildxStop = defineCommand({
  use: 'docker buildx stop [NAME]',
  also: ['docker builder stop'],
  plugin: true,
  short: 'Stop builder instance',
  flags: {
    builder: { type: 'string', usage: 'Override the configured builder instance' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
  },
  args: { min: 0, max: 1 },
  run: async ({ client, io, args, flags }) => {
    const name = args[0] ?? (flags.builder === '' ? currentBuilder(io) : flags.builder);
    if (name === DEFAULT_BUILDER) return;
    const builder = findBuilder(io, name);
    if (builder === undefined) throw new StatusError(1, `ERROR: no builder ${JSON.stringify(name)} found`);
    await stopBuilder(client, builder);
  },
});
