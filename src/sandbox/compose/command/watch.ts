import type { Flags } from '../../cli/opts/flag.ts';
import { defineCompose } from '../command.ts';
import { converge } from '../converge.ts';
import { loadProject, selectServices } from '../project.ts';
import { withProgress } from '../runtime.ts';
import { startServices } from '../start.ts';
import { watchFiles, watchTriggers } from '../watch/watch.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  'no-up': { type: 'bool', usage: 'Do not build & start services before watching' },
  prune: { type: 'bool', usage: 'Prune dangling images on rebuild', default: 'true' },
  quiet: { type: 'bool', usage: 'hide build output' },
} as const satisfies Flags;

const INTERRUPTED = 130;

export const watch = defineCompose({
  name: 'watch',
  use: 'docker compose watch [SERVICE...]',
  short: 'Watch build context for service and rebuild/refresh containers when files are updated',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async (invocation) => {
    const { io, root, args, flags } = invocation;
    const project = selectServices(await loadProject(io, root, { services: args }), args);
    let stopped = false;
    const release = io.onSignal(['INT', 'TERM'], () => {
      stopped = true;
    });
    try {
      if (!flags['no-up']) {
        await withProgress(invocation, 'Running', async (progress) => {
          await converge(invocation, project, progress, {
            pull: '',
            quietPull: false,
            build: 'always',
            quietBuild: flags.quiet,
            recreate: 'diverged',
            recreateDependencies: 'diverged',
            named: args,
            removeOrphans: false,
            ignoreOrphans: false,
            timeout: undefined,
            inherit: true,
          });
          await startServices(invocation, project, progress);
        });
      }
      const triggers = watchTriggers(invocation, project, args);
      const say = (line: string) => io.out(`${line}\n`);
      await watchFiles(invocation, project, triggers, { quiet: flags.quiet, prune: flags.prune, say }, () => stopped);
      await io.err('\n');
      return INTERRUPTED;
    } finally {
      release();
    }
  },
});
