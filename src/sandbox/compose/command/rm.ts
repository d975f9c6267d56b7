import { decode } from '../../kernel/bytes.ts';
import type { Io } from '../../cli/io.ts';
import type { Flags } from '../../cli/opts/flag.ts';
import { defineCompose } from '../command.ts';
import { graceSeconds } from '../container-body.ts';
import { removeContainer, stopContainer } from '../create.ts';
import { isRunning } from '../observe.ts';
import { allOrFirst } from '../plan.ts';
import { projectOrName } from '../project.ts';
import { withProgress } from '../runtime.ts';
import { containersOf, ofServices } from '../services.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  force: { type: 'bool', short: 'f', usage: "Don't ask to confirm removal" },
  stop: { type: 'bool', short: 's', usage: 'Stop the containers, if required, before removing' },
  volumes: { type: 'bool', short: 'v', usage: 'Remove any anonymous volumes attached to containers' },
} as const satisfies Flags;

export const rm = defineCompose({
  name: 'rm',
  use: 'docker compose rm [OPTIONS] [SERVICE...]',
  short: 'Removes stopped service containers',
  long: `Removes stopped service containers

By default, anonymous volumes attached to containers will not be removed. You
can override this with -v. To list all volumes, use "docker volume ls".

Any data which is not in a volume will be lost.`,
  args: { kind: 'any' },
  flags: FLAGS,
  run: async (invocation) => {
    const { client, io, root, args, flags } = invocation;
    const { name, project } = await projectOrName(io, root, { services: args });
    const all = ofServices(project, await containersOf(client, name, args, true));
    if (flags.stop) {
      await withProgress(invocation, 'Stopping', (progress) =>
        allOrFirst(
          all.map((one) => {
            const known = project?.services[one.service];
            return stopContainer(
              invocation,
              progress,
              one,
              known === undefined ? undefined : graceSeconds(known),
              known?.pre_stop,
            );
          }),
        ),
      );
    }
    const stopped = (flags.stop ? all : all.filter((one) => !isRunning(one))).sort((a, b) => a.age - b.age);
    if (stopped.length === 0) {
      await io.err('No stopped containers\n');
      return;
    }
    const question = `Going to remove ${stopped.map((one) => one.name).join(', ')}`;
    if (flags.force) await io.out(`${question}\n`);
    else if (!(await confirmed(io, question))) return;
    await withProgress(invocation, 'Removing', (progress) =>
      allOrFirst(stopped.map((one) => removeContainer(invocation, progress, one, flags.volumes))),
    );
  },
});

/** Without a terminal only `y` counts. */
async function confirmed(io: Io, question: string): Promise<boolean> {
  await io.out(`? ${question} [yN] `);
  const answer = await io.read();
  return answer !== null && /^y(es)?\s*$/i.test(decode(answer));
}
