import { defineCommand } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import { waitOnService } from './progress.ts';
import { resolveImage } from './resolve-image.ts';
import { UPDATE_FLAGS } from './update-flags.ts';
import { updatedSpec } from './updated-spec.ts';

export const serviceUpdate = defineCommand({
  use: 'docker service update [OPTIONS] SERVICE',
  short: 'Update a service',
  flags: UPDATE_FLAGS,
  args: { min: 1, max: 1 },
  run: async ({ client, io, args, flags, changed }) => {
    const [name = ''] = args;
    const others = [...changed].filter((flag) => !['rollback', 'detach', 'quiet'].includes(flag));
    if (flags.rollback && others.length > 0) throw new UsageError('other flags may not be combined with --rollback');
    const { ID, Version, Spec } = await client.serviceInspect(name);
    if (flags.rollback) await client.serviceUpdate(ID, Version.Index, Spec, true);
    else {
      const spec = await updatedSpec(client, io, Spec, flags, changed);
      const resolves = changed.has('image') && !flags['no-resolve-image'];
      const { template, warnings } = resolves
        ? await resolveImage(client, spec.TaskTemplate)
        : { template: spec.TaskTemplate, warnings: [] };
      const { Warnings } = await client.serviceUpdate(ID, Version.Index, { ...spec, TaskTemplate: template });
      for (const warning of [...(Warnings ?? []), ...warnings]) await io.err(`${warning}\n`);
    }
    await io.out(`${name}\n`);
    if (!flags.detach) await waitOnService(client, io, name, flags.quiet);
  },
});
