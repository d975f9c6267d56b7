import type { Flags } from '../../cli/opts/flag.ts';
import { runCp } from '../../cli/command/container/cp.ts';
import { defineCompose } from '../command.ts';
import { ComposeError } from '../model/error.ts';
import type { Observed } from '../observe.ts';
import { observe } from '../observe.ts';
import { projectOrName } from '../project.ts';
import { withProgress } from '../runtime.ts';

const FLAGS = {
  all: { type: 'bool', usage: 'Include containers created by the run command' },
  archive: { type: 'bool', short: 'a', usage: 'Archive mode (copy all uid/gid information)' },
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  'follow-link': { type: 'bool', short: 'L', usage: 'Always follow symbol link in SRC_PATH' },
  index: { type: 'int', usage: 'Index of the container if service has multiple replicas' },
} as const satisfies Flags;

export const cp = defineCompose({
  name: 'cp',
  use: `docker compose cp [OPTIONS] SERVICE:SRC_PATH DEST_PATH|-
docker compose cp [OPTIONS] SRC_PATH|- SERVICE:DEST_PATH`,
  short: 'Copy files/folders between a service container and the local filesystem',
  args: { kind: 'docker', min: 2, max: 2 },
  flags: FLAGS,
  run: async (invocation) => {
    const { client, io, root, args, flags } = invocation;
    const [from = '', to = ''] = args;
    const [source, target] = [split(from), split(to)];
    const { name } = await projectOrName(io, root);
    if (source.service !== '' && target.service !== '')
      throw new ComposeError('copying between services is not supported');
    const service = source.service || target.service;
    if (service === '') throw new ComposeError('unknown copy direction');
    const containers = await chosen(
      await observe(client, name, { oneOff: flags.all ? 'include' : 'exclude' }),
      service,
      flags.index,
    );
    const toContainer = target.service !== '';
    const shown = toContainer ? containers : containers.slice(0, 1);
    const ends = (container: string) =>
      toContainer ? [from, `${container}:${target.path}`] : [`${container}:${source.path}`, to];
    await withProgress(invocation, 'Copying', async (progress) => {
      const eventOf = ({ name: container }: Observed) => {
        const [first, second] = ends(container);
        return { id: container, text: `copy ${first} to ${second}` };
      };
      for (const one of shown) await progress.event({ ...eventOf(one), status: 'Copying', state: 'working' });
      for (const one of shown) {
        await runCp({
          client,
          io,
          args: ends(one.id),
          flags: { archive: flags.archive, 'follow-link': flags['follow-link'], quiet: true },
        });
        await progress.event({ ...eventOf(one), status: 'Copied', state: 'done' });
      }
    });
  },
});

/** `web:/etc` is a path in a service; what begins with `/` or `.` is not. */
function split(text: string): { service: string; path: string } {
  const colon = text.indexOf(':');
  if (/^[/.]/.test(text) || colon < 0) return { service: '', path: text };
  return { service: text.slice(0, colon), path: text.slice(colon + 1) };
}

async function chosen(containers: readonly Observed[], service: string, index: number): Promise<Observed[]> {
  const own = containers.filter((one) => one.service === service && (index === 0 || one.number === index));
  if (own.length === 0 && index !== 0) {
    throw new ComposeError(`service ${JSON.stringify(service)} is not running container #${index}`);
  }
  if (own.length === 0) throw new ComposeError(`no container found for service ${JSON.stringify(service)}`);
  return own;
}
