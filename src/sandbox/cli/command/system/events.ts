import { INSPECT_FORMAT_USAGE } from '../../opts/format.ts';
import type { EventMessage } from '../../../api/types/system.ts';
import { jsonLines } from '../../../client/json-lines.ts';
import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import { formatEvent } from '../../formatter/event.ts';
import { goStruct } from '../../formatter/go-struct.ts';
import { compile } from '../../formatter/template/execute.ts';
import { TemplateExecError } from '../../formatter/template/execute.ts';
import { TemplateSyntaxError } from '../../formatter/template/lex.ts';
import { marshalJson } from '../../formatter/template/value.ts';
import { parseTimestamp } from '../../opts/timestamp.ts';

export const systemEvents = defineCommand({
  use: 'docker events [OPTIONS]',
  also: ['docker system events'],
  aliases: ['docker system events', 'docker events'],
  short: 'Get real time events from the server',
  flags: {
    filter: { type: 'filter', short: 'f', usage: 'Filter output based on conditions provided' },
    format: { type: 'string', usage: INSPECT_FORMAT_USAGE },
    since: { type: 'string', usage: 'Show all events created since timestamp' },
    until: { type: 'string', usage: 'Stream events until this timestamp' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    const show = eventFormat(flags.format);
    const since = parseTimestamp(flags.since, io.now());
    const until = parseTimestamp(flags.until, io.now());
    const stream = await client.events({
      filters: flags.filter,
      ...(since !== '' && { since }),
      ...(until !== '' && { until }),
    });
    for await (const message of jsonLines<EventMessage>(stream)) await io.out(`${show(message)}\n`);
  },
});

const BAD_TEMPLATE = 64;

function eventFormat(format: string): (message: EventMessage) => string {
  if (format === '') return formatEvent;
  if (format === 'json') return (message) => marshalJson(message);
  const source = format.replaceAll('\\t', '\t').replaceAll('\\n', '\n');
  try {
    const template = compile(source);
    const execute = (message: EventMessage) => template.execute(goStruct('*events.Message', message as never));
    execute({ Type: 'container', Action: '', Actor: { ID: '', Attributes: {} }, scope: 'local', time: 0, timeNano: 0 });
    return execute;
  } catch (error) {
    if (!(error instanceof TemplateExecError) && !(error instanceof TemplateSyntaxError)) throw error;
    throw new StatusError(BAD_TEMPLATE, `Error parsing format: ${error.message}`);
  }
}
