import type { Flags } from '../../cli/opts/flag.ts';
import { UsageError } from '../../cli/errors.ts';
import { parseTimestamp } from '../../cli/opts/timestamp.ts';
import { defineCompose } from '../command.ts';
import { LogPrinter } from '../log-printer.ts';
import { copyLogs } from '../logs.ts';
import { ComposeError } from '../model/error.ts';
import { observe } from '../observe.ts';
import { projectOrName } from '../project.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  follow: { type: 'bool', short: 'f', usage: 'Follow log output' },
  index: { type: 'int', usage: 'index of the container if service has multiple replicas' },
  'no-color': { type: 'bool', usage: 'Produce monochrome output' },
  'no-log-prefix': { type: 'bool', usage: "Don't print prefix in logs" },
  since: {
    type: 'string',
    usage: 'Show logs since timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m for 42 minutes)',
  },
  tail: {
    type: 'string',
    short: 'n',
    usage: 'Number of lines to show from the end of the logs for each container',
    default: 'all',
  },
  timestamps: { type: 'bool', short: 't', usage: 'Show timestamps' },
  until: {
    type: 'string',
    usage: 'Show logs before a timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m for 42 minutes)',
  },
} as const satisfies Flags;

export const logs = defineCompose({
  name: 'logs',
  use: 'docker compose logs [OPTIONS] [SERVICE...]',
  short: 'View output from containers',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async ({ client, io, root, args, flags }) => {
    if (flags.index !== 0 && args.length !== 1) {
      throw new ComposeError('--index requires one service to be selected');
    }
    const { name, project } = await projectOrName(io, root, { services: args });
    checkTime('since', flags.since, io.now());
    checkTime('until', flags.until, io.now());
    const isShown = (service: string) => project?.services[service]?.attach !== false;
    const containers = (await observe(client, name, { oneOff: 'include' })).filter(
      ({ service, number, oneOff }) =>
        (args.length === 0 ? isShown(service) : args.includes(service)) &&
        (flags.index === 0 || number === flags.index) &&
        !oneOff,
    );
    if (flags.index !== 0 && containers.length === 0) {
      throw new ComposeError(`service ${JSON.stringify(args[0] ?? '')} is not running container #${flags.index}`);
    }
    const printer = new LogPrinter(io, {
      prefix: !flags['no-log-prefix'],
      color: !flags['no-color'] && root.ansi !== 'never',
    });
    const options = {
      follow: flags.follow,
      tail: flags.tail,
      since: flags.since,
      until: flags.until,
      timestamps: flags.timestamps,
    };
    if (flags.follow) {
      for (const one of containers) printer.register(one.name, labelOf(name, one));
      await Promise.all(containers.map((one) => copyLogs({ client, io }, one, printer, options)));
      return;
    }
    for (const one of containers) {
      printer.register(one.name, labelOf(name, one));
      await copyLogs({ client, io }, one, printer, options);
    }
  },
});

/** @throws {ComposeError} `invalid value for "since": failed to parse value as time or duration: "x"` */
function checkTime(flag: string, value: string, now: number): void {
  try {
    parseTimestamp(value, now);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new ComposeError(`invalid value for ${JSON.stringify(flag)}: ${error.message}`);
  }
}

/** `web-1` of `work-web-1`; a name of its own stays. */
export function labelOf(
  project: string,
  { name, service, number }: { name: string; service: string; number: number },
): string {
  return name === `${project}-${service}-${number}`
    ? `${service}-${number}`
    : name.startsWith(`${project}-`)
      ? name.slice(project.length + 1)
      : name;
}
