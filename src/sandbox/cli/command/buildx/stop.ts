import { DEFAULT_BUILDER, findBuilder } from '../../buildx/builders.ts';
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
  // A builder is booted by its first build, which is not simulated: there is nothing to stop.
  run: async ({ io, args }) => {
    const [name = DEFAULT_BUILDER] = args;
    if (name === DEFAULT_BUILDER || findBuilder(io, name) !== undefined) return;
    throw new StatusError(1, `ERROR: no builder ${JSON.stringify(name)} found`);
  },
});
