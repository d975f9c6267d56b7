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
    let last = 0;
    const waits = containers.map(async ({ id }) => {
      const { result } = await client.containerWait(id, 'not-running');
      const { StatusCode } = await result;
      await io.out(`container ${JSON.stringify(id)} exited with status code ${StatusCode}\n`);
      last = StatusCode;
    });
    if (!flags['down-project']) {
      await Promise.all(waits);
      return last;
    }
    await Promise.race(waits);
    const code = last;
    await down.run({
      ...invocation,
      // All of the project goes, whatever the files and the profiles say.
      root: { ...root, 'project-name': name, file: [] },
      args: [],
      changed: new Set(['remove-orphans']),
      flags: { rmi: '', volumes: false, 'remove-orphans': true, timeout: 0 } as never,
    });
    return code;
  },
});
