import { DEFAULT_BUILDER, findBuilder, useBuilder } from '../../buildx/builders.ts';
import { configDirectory } from '../../config-file.ts';
import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';

export const buildxUse = defineCommand({
  use: 'docker buildx use [OPTIONS] NAME',
  also: ['docker builder use'],
  plugin: true,
  short: 'Set the current builder instance',
  flags: {
    builder: { type: 'string', usage: 'Override the configured builder instance' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
    default: { type: 'bool', usage: 'Set builder as default for current context' },
    global: { type: 'bool', usage: 'Builder persists context changes' },
  },
  args: { min: 0, max: 1 },
  run: async ({ io, args, flags }) => {
    const name = args[0] ?? flags.builder;
    if (name === '') {
      throw new StatusError(
        1,
        'ERROR: failed to find instance "": invalid name , name needs to start with a letter and may not contain symbols, except ._-',
      );
    }
    if (name !== DEFAULT_BUILDER && findBuilder(io, name) === undefined) {
      const path = `${configDirectory(io)}/buildx/instances/${name}`;
      throw new StatusError(
        1,
        `ERROR: failed to find instance ${JSON.stringify(name)}: open ${path}: no such file or directory`,
      );
    }
    useBuilder(io, name);
  },
});
