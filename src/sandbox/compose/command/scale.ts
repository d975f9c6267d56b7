import type { Flags } from '../../cli/opts/flag.ts';
import { defineCompose } from '../command.ts';
import { converge } from '../converge.ts';
import { ComposeError } from '../model/error.ts';
import { loadProject, selectServices } from '../project.ts';
import { withProgress } from '../runtime.ts';
import { parseScale, withScale } from '../scale.ts';
import { startServices } from '../start.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  'no-deps': { type: 'bool', usage: "Don't start linked services" },
} as const satisfies Flags;

export const scale = defineCompose({
  name: 'scale',
  use: 'docker compose scale [SERVICE=REPLICAS...]',
  short: 'Scale services ',
  long: 'Scale services',
  args: { kind: 'least', min: 1 },
  flags: FLAGS,
  run: async (invocation) => {
    const { io, root, args, flags } = invocation;
    const scales = args.map(parseScale);
    const names = scales.map(([name]) => name);
    const loaded = await loadProject(io, root, { services: names });
    const unknown = names.find((name) => !(name in loaded.services));
    if (unknown !== undefined) throw new ComposeError(`no such service: ${unknown}`);
    const project = selectServices(withScale(loaded, scales), names, !flags['no-deps']);
    await withProgress(invocation, 'Running', async (progress) => {
      await converge(invocation, project, progress, {
        pull: '',
        quietPull: false,
        build: 'missing',
        quietBuild: false,
        recreate: 'diverged',
        recreateDependencies: 'diverged',
        named: names,
        removeOrphans: false,
        ignoreOrphans: true,
        timeout: undefined,
        inherit: true,
      });
      await startServices(invocation, project, progress);
    });
  },
});
