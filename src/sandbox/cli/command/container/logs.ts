import { stdCopy } from '../../../client/stdcopy.ts';
import { defineCommand } from '../../command.ts';
import { StatusError, UsageError } from '../../errors.ts';
import { parseTimestamp } from '../../opts/timestamp.ts';

export const containerLogs = defineCommand({
  use: 'docker logs [OPTIONS] CONTAINER',
  also: ['docker container logs'],
  aliases: ['docker container logs', 'docker logs'],
  short: 'Fetch the logs of a container',
  flags: {
    details: { type: 'bool', usage: 'Show extra details provided to logs' },
    follow: { type: 'bool', short: 'f', usage: 'Follow log output' },
    since: {
      type: 'string',
      usage: 'Show logs since timestamp (e.g. "2013-01-02T13:23:37Z") or relative (e.g. "42m" for 42 minutes)',
    },
    tail: { type: 'string', short: 'n', usage: 'Number of lines to show from the end of the logs', default: 'all' },
    timestamps: { type: 'bool', short: 't', usage: 'Show timestamps' },
    until: {
      type: 'string',
      usage: 'Show logs before a timestamp (e.g. "2013-01-02T13:23:37Z") or relative (e.g. "42m" for 42 minutes)',
    },
  },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args, flags }) => {
    const [name = ''] = args;
    const { Config } = await client.containerInspect(name);
    const when = (key: 'since' | 'until') => {
      try {
        return parseTimestamp(flags[key], io.now());
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        throw new StatusError(1, `invalid value for "${key}": ${error.message}`);
      }
    };
    const stream = await client.containerLogs(name, {
      stdout: true,
      stderr: true,
      follow: flags.follow,
      timestamps: flags.timestamps,
      tail: flags.tail,
      details: flags.details,
      since: when('since'),
      until: when('until'),
    });
    if (!Config.Tty) await stdCopy(stream, { stdout: io.out, stderr: io.err });
    else for await (const chunk of stream) await io.out(chunk);
  },
});
