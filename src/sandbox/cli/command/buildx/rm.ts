import { currentBuilder, DEFAULT_BUILDER, findBuilder, listBuilders, removeBuilder } from '../../buildx/builders.ts';
import { asked } from '../../buildx/ask.ts';
import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';

export const buildxRm = defineCommand({
  use: 'docker buildx rm [OPTIONS] [NAME...]',
  also: ['docker builder rm'],
  plugin: true,
  short: 'Remove one or more builder instances',
  flags: {
    'all-inactive': { type: 'bool', usage: 'Remove all inactive builders' },
    builder: { type: 'string', usage: 'Override the configured builder instance' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
    force: { type: 'bool', short: 'f', usage: 'Do not prompt for confirmation' },
    'keep-daemon': { type: 'bool', usage: 'Keep the BuildKit daemon running' },
    'keep-state': { type: 'bool', usage: 'Keep BuildKit state' },
  },
  args: { min: 0 },
  run: async ({ io, args, flags }) => {
    if (flags['all-inactive']) {
      const question =
        'WARNING! This will remove all builders that are not in running state. Are you sure you want to continue?';
      if (!flags.force && !(await asked(io, question))) return;
    }
    const given = args.length === 0 ? [flags.builder === '' ? currentBuilder(io) : flags.builder] : args;
    const names = flags['all-inactive'] ? listBuilders(io).map(({ Name }) => Name) : given;
    let failed = false;
    for (const name of names) {
      const problem = problemOf(name, findBuilder(io, name) !== undefined);
      if (problem === undefined) {
        removeBuilder(io, name);
        await io.err(`${name} removed\n`);
      } else {
        failed = true;
        await io.err(`failed to remove ${name}: ${problem}\n`);
      }
    }
    if (failed) throw new StatusError(1, 'ERROR: failed to remove one or more builders');
  },
});

function problemOf(name: string, exists: boolean): string | undefined {
  if (name === DEFAULT_BUILDER) {
    return 'context builder cannot be removed, run `docker context rm default` to remove this context';
  }
  return exists ? undefined : `no builder ${JSON.stringify(name)} found`;
}
