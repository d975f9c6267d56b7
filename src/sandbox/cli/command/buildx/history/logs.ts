import type { BuildEvent } from '../../../../api/types/build.ts';
import { atMostOne, findBuild, readBuilds } from '../../../buildx/build-records.ts';
import { chooseBuilder } from '../../../buildx/choose.ts';
import { progressMode } from '../../../build/progress-mode.ts';
import { showBuild } from '../../../build/show-build.ts';
import { defineCommand } from '../../../command.ts';

export const historyLogs = defineCommand({
  use: 'docker buildx history logs [OPTIONS] [REF]',
  also: ['docker builder history logs'],
  plugin: true,
  short: 'Print the logs of a build record',
  flags: {
    builder: { type: 'string', usage: 'Override the configured builder instance' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
    progress: { type: 'string', usage: 'Set type of progress output (plain, rawjson, tty)', default: 'plain' },
  },
  args: { min: 0 },
  run: async ({ client, io, args, flags, path }) => {
    const [reference = ''] = atMostOne(args);
    const mode = progressMode(io, flags.progress, false);
    const builds = await readBuilds(io, client, chooseBuilder(io, flags.builder, path));
    const { record } = findBuild(builds, reference);
    await showBuild(io, all(record.events), { mode, builder: undefined, onNeed: () => undefined });
  },
});

async function* all(events: readonly BuildEvent[]): AsyncGenerator<BuildEvent> {
  yield* events;
}
