import { familiarName, parseReference, withDefaultTag } from '../../api/reference.ts';
import type { ProgressMessage } from '../../api/types/image.ts';
import { StatusError } from '../../cli/errors.ts';
import type { Flags } from '../../cli/opts/flag.ts';
import { jsonLines } from '../../client/json-lines.ts';
import { defineCompose } from '../command.ts';
import { imageOf } from '../images.ts';
import type { Service } from '../model/service.ts';
import { loadProject, selectServices } from '../project.ts';
import type { Progress } from '../progress/progress.ts';
import type { Runtime } from '../runtime.ts';
import { withProgress } from '../runtime.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  'ignore-push-failures': { type: 'bool', usage: 'Push what it can and ignores images with push failures' },
  'include-deps': { type: 'bool', usage: 'Also push images of services declared as dependencies' },
  quiet: { type: 'bool', short: 'q', usage: 'Push without printing progress information' },
} as const satisfies Flags;

export const push = defineCompose({
  name: 'push',
  use: 'docker compose push [OPTIONS] [SERVICE...]',
  short: 'Push service images',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async (invocation) => {
    const { io, root, args, flags } = invocation;
    const project = selectServices(
      await loadProject(io, root, { services: args }),
      args,
      flags['include-deps'] || args.length === 0,
    );
    await withProgress(invocation, 'Pushing', async (progress) => {
      for (const service of Object.values(project.services)) {
        if (service.build === undefined || service.image === undefined) {
          if (!flags.quiet) await progress.event({ id: service.name, text: 'Skipped', state: 'done' });
          continue;
        }
        await pushOne(
          invocation,
          progress,
          imageOf(project, service),
          service,
          flags['ignore-push-failures'],
          flags.quiet,
        );
      }
    });
  },
});

async function pushOne(
  { client }: Runtime,
  progress: Progress,
  image: string,
  { name }: Service,
  ignoreFailure: boolean,
  quiet: boolean,
): Promise<void> {
  const reference = withDefaultTag(parseReference(image));
  const stream = await client.imagePush(familiarName(reference), { tag: reference.tag ?? 'latest' });
  for await (const message of jsonLines<ProgressMessage>(stream)) {
    if (message.errorDetail !== undefined) {
      if (!ignoreFailure) throw new StatusError(1, message.errorDetail.message);
      await progress.event({ id: name, text: 'Warning', status: message.errorDetail.message, state: 'warning' });
      return;
    }
    if (quiet || message.id === undefined) continue;
    const isDone = message.status === 'Pushed' || message.status === 'Layer already exists';
    await progress.event({
      id: message.id,
      parent: `Pushing ${name}`,
      text: message.status ?? '',
      state: isDone ? 'done' : 'working',
    });
  }
}
