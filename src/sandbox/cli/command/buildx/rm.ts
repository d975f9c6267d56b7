import type { Client } from '../../../client/client.ts';
import { currentBuilder, DEFAULT_BUILDER, findBuilder, listBuilders, removeBuilder } from '../../buildx/builders.ts';
import { asked } from '../../buildx/ask.ts';
import { nodeStatus, removeWorkers } from '../../buildx/driver.ts';
import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import type { Io } from '../../io.ts';

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
  run: async ({ client, io, args, flags }) => {
    const inactive = flags['all-inactive'];
    if (inactive) {
      const question =
        'WARNING! This will remove all builders that are not in running state. Are you sure you want to continue?';
      if (!flags.force && !(await asked(io, question))) return;
    }
    // Of a builder that was not named, the name that is told is empty.
    const given = args.length === 0 ? [flags.builder] : args;
    const names = inactive ? await inactiveBuilders(io, client) : given;
    let failed = false;
    for (const shown of names) {
      const name = shown === '' ? currentBuilder(io) : shown;
      const builder = findBuilder(io, name);
      const problem = problemOf(name, builder !== undefined);
      if (problem === undefined && builder !== undefined) {
        await removeWorkers(client, builder, { keepDaemon: flags['keep-daemon'], keepState: flags['keep-state'] });
        removeBuilder(io, name);
        await io.err(`${shown} removed\n`);
      } else {
        failed = true;
        await io.err(`failed to remove ${shown}: ${problem ?? ''}\n`);
      }
    }
    if (failed) throw new StatusError(1, 'ERROR: failed to remove one or more builders');
  },
});

async function inactiveBuilders(io: Io, client: Client): Promise<string[]> {
  const names: string[] = [];
  for (const { Name, Driver, Nodes } of listBuilders(io)) {
    const statuses = await Promise.all(Nodes.map((node) => nodeStatus(client, node, Driver)));
    if (!statuses.includes('running')) names.push(Name);
  }
  return names;
}

function problemOf(name: string, exists: boolean): string | undefined {
  if (name === DEFAULT_BUILDER) {
    return 'context builder cannot be removed, run `docker context rm default` to remove this context';
  }
  return exists ? undefined : `no builder ${JSON.stringify(name)} found`;
}
