import type { EventMessage } from '../../api/types/system.ts';
import type { Flags } from '../../cli/opts/flag.ts';
import { parseTimestamp } from '../../cli/opts/timestamp.ts';
import { jsonLines } from '../../client/json-lines.ts';
import { defineCompose } from '../command.ts';
import { ComposeError } from '../model/error.ts';
import * as label from '../labels.ts';
import { projectOrName } from '../project.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  json: { type: 'bool', usage: 'Output events as a stream of json objects' },
  since: { type: 'string', usage: 'Show all events created since timestamp' },
  until: { type: 'string', usage: 'Stream events until this timestamp' },
} as const satisfies Flags;

export const events = defineCompose({
  name: 'events',
  use: 'docker compose events [OPTIONS] [SERVICE...]',
  short: 'Receive real time events from containers',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async ({ client, io, root, args, flags }) => {
    const { name } = await projectOrName(io, root);
    const stream = await client.events({
      since: parseTimestamp(flags.since, io.now()),
      until: parseTimestamp(flags.until, io.now()),
      filters: new Map([
        ['type', ['container']],
        ['label', [`${label.PROJECT}=${name}`]],
      ]),
    });
    for await (const event of jsonLines<EventMessage>(stream)) {
      const { Attributes } = event.Actor;
      const service = Attributes[label.SERVICE] ?? '';
      if (Attributes[label.ONE_OFF] === 'True' || (args.length > 0 && !args.includes(service))) continue;
      const attributes = Object.fromEntries(
        Object.entries(Attributes)
          .filter(([key]) => !key.startsWith('com.docker.compose.'))
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      );
      const time = `${new Date(event.timeNano / 1e6).toISOString().slice(0, -1)}000`.slice(0, 26);
      if (flags.json) {
        const { Action, Type, Actor } = event;
        await io.out(
          `${JSON.stringify({ action: Action, attributes, id: Actor.ID, service, time: `${time}Z`, type: Type })}\n`,
        );
      } else {
        const list = Object.entries(attributes)
          .map(([key, value]) => `${key}=${value}`)
          .join(', ');
        await io.out(`${time.replace('T', ' ')} container ${event.Action} ${event.Actor.ID} (${list})\n\n`);
      }
    }
    // Compose takes the end of the stream for an error.
    throw new ComposeError('EOF');
  },
});
