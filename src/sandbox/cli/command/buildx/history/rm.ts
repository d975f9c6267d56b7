import { chooseBuilder } from '../../../buildx/choose.ts';
import { DaemonError } from '../../../../client/request.ts';
import { defineCommand } from '../../../command.ts';
import { StatusError } from '../../../errors.ts';

export const historyRm = defineCommand({
  use: 'docker buildx history rm [OPTIONS] [REF...]',
  also: ['docker builder history rm'],
  plugin: true,
  short: 'Remove build records',
  flags: {
    all: { type: 'bool', usage: 'Remove all build records' },
    builder: { type: 'string', usage: 'Override the configured builder instance' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
  },
  args: { min: 0 },
  run: async ({ client, io, args, flags, path }) => {
    if (flags.all && args.length > 0)
      throw new StatusError(1, 'ERROR: rm requires either --all or at least one argument');
    if (!flags.all && args.length === 0) throw new StatusError(1, 'ERROR: rm requires at least one argument');
    const { worker } = chooseBuilder(io, flags.builder, path);
    const failures: string[] = [];
    for (const reference of flags.all ? [''] : args) {
      try {
        await client.buildForget(worker, reference);
      } catch (error) {
        if (!(error instanceof DaemonError) || error.status !== 404) throw error;
        failures.push(error.message);
      }
    }
    const [first, ...others] = failures;
    if (first === undefined) return;
    const all = failures.map((text) => `\n\t* ${text}`).join('');
    throw new StatusError(1, `ERROR: ${others.length === 0 ? first : `${failures.length} errors occurred:${all}\n\n`}`);
  },
});
