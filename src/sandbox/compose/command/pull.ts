import { parseReference, withDefaultTag } from '../../api/reference.ts';
import type { Flags } from '../../cli/opts/flag.ts';
import { defineCompose } from '../command.ts';
import { imageOf, pull as pullImage } from '../images.ts';
import { imageId } from '../observe.ts';
import { allOrFirst } from '../plan.ts';
import { loadProject, selectServices } from '../project.ts';
import type { Runtime } from '../runtime.ts';
import { withProgress } from '../runtime.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  'ignore-buildable': { type: 'bool', usage: 'Ignore images that can be built' },
  'ignore-pull-failures': { type: 'bool', usage: 'Pull what it can and ignores images with pull failures' },
  'include-deps': { type: 'bool', usage: 'Also pull services declared as dependencies' },
  policy: { type: 'string', usage: 'Apply pull policy ("missing"|"always")' },
  quiet: { type: 'bool', short: 'q', usage: 'Pull without printing progress information' },
} as const satisfies Flags;

export const pull = defineCompose({
  name: 'pull',
  use: 'docker compose pull [OPTIONS] [SERVICE...]',
  short: 'Pull service images',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async (invocation) => {
    const { client, io, root, args, flags } = invocation;
    const project = selectServices(
      await loadProject(io, root, { services: args }),
      args,
      flags['include-deps'] || args.length === 0,
    );
    const policy = flags.policy;
    await withProgress(invocation, 'Pulling', async (progress) => {
      const pulled = new Map<string, string>();
      const work: Promise<void>[] = [];
      const failures: unknown[] = [];
      const toBuild: string[] = [];
      const skip = (id: string, why: string) => progress.event({ id, text: 'Skipped', status: why, state: 'done' });
      for (const service of Object.values(project.services).sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const { name, image, build, platform, pull_policy } = service;
        if (image === undefined) {
          await skip(name, '- No image to be pulled');
          continue;
        }
        if (pull_policy === 'never' || pull_policy === 'build') {
          await skip(name, pull_policy === 'never' ? '- Pull policy is never' : '');
          continue;
        }
        if (build !== undefined && flags['ignore-buildable']) {
          await skip(name, '- Image can be built');
          continue;
        }
        const isMissing = ['missing', 'if_not_present'].includes(policy || (pull_policy ?? ''));
        const { tag, digest } = withDefaultTag(parseReference(image));
        const isLatest = digest === undefined && tag === 'latest';
        if (isMissing && !isLatest && (await imageId(client, image)) !== undefined) {
          await skip(name, '- Image is already present locally');
          continue;
        }
        const other = pulled.get(image);
        if (other !== undefined) {
          await skip(name, `- Image is already being pulled by ${other}`);
          continue;
        }
        pulled.set(image, name);
        const buildable = build !== undefined;
        const options = { image: imageOf(project, service), name, platform, layers: !flags.quiet, buildable };
        const pulling = pullImage(invocation, progress, options);
        work.push(
          pulling.catch((error: unknown) => {
            failures.push(error);
            if (buildable) toBuild.push(name);
            else if (!flags['ignore-pull-failures']) throw error;
          }),
        );
      }
      await allOrFirst(work).finally(() => warnOfBuilds(invocation, toBuild));
      if (failures.length > 0 && !flags['ignore-pull-failures']) throw failures[0];
    });
  },
});

async function warnOfBuilds({ io }: Runtime, services: readonly string[]): Promise<void> {
  if (services.length === 0) return;
  const names = services.join(' ');
  await io.err(
    `WARNING: Some service image(s) must be built from source by running:\n    docker compose build ${names}\n`,
  );
}
