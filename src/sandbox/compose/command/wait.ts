import type { Flags } from '../../cli/opts/flag.ts';
import { defineCompose } from '../command.ts';
import { ComposeError } from '../model/error.ts';
import { projectOrName } from '../project.ts';
import { containersOf } from '../services.ts';
import { down } from './down.ts';

const FLAGS = {
  'down-project': { type: 'bool', usage: 'Drops project when the first container stops' },
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
} as const satisfies Flags;

export const wait = defineCompose({
  name: 'wait',
  use: 'docker compose wait SERVICE [SERVICE...] [OPTIONS]',
  short: 'Block until containers of all (or specified) services stop.',
  args: { kind: 'docker', min: 1 },
  flags: FLAGS,
  run: async (invocation) => {
    const { client, io, root, args, flags } = invocation;
    const { name } = await projectOrName(io, root);
    const containers = await containersOf(client, name, args, false);
    if (containers.length === 0) throw new ComposeError(`no containers for project ${JSON.stringify(name)}`);
    const waits = containers.map(async (one) => {
      const { result } = await client.containerWait(one.id, 'not-running');
      const { StatusCode } = await result;
      if (!flags['down-project'])
        await io.out(`container ${JSON.stringify(one.name)} exited with status code ${StatusCode}\n`);
      return StatusCode;
    });
    if (!flags['down-project']) return Math.max(...(await Promise.all(waits)));
    const code = await Promise.race(waits);
    await down.run({
      ...invocation,
      args: [],
      changed: new Set(),
      flags: { rmi: '', volumes: false, 'remove-orphans': false, timeout: 0 } as never,
    });
    return code;
  },
});
