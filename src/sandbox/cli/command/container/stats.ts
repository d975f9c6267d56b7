import { TABLE_FORMAT_USAGE } from '../../opts/format.ts';
import type { ContainerStats } from '../../../api/types/stats.ts';
import type { EventMessage } from '../../../api/types/system.ts';
import type { Client } from '../../../client/client.ts';
import { jsonLines } from '../../../client/json-lines.ts';
import { defineCommand, type Invocation } from '../../command.ts';
import { configuredFormat } from '../../config-file.ts';
import { errorText } from '../../error-text.ts';
import { StatusError } from '../../errors.ts';
import { formatRows } from '../../formatter/formatter.ts';
import { STATS_COLUMNS, STATS_TABLE, statsRow } from '../../formatter/stats.ts';
import type { Flags } from '../../opts/flag.ts';

const FLAGS = {
  all: { type: 'bool', short: 'a', usage: 'Show all containers (default shows just running)' },
  format: { type: 'string', usage: TABLE_FORMAT_USAGE },
  'no-stream': { type: 'bool', usage: 'Disable streaming stats and only pull the first result' },
  'no-trunc': { type: 'bool', usage: 'Do not truncate output' },
} as const satisfies Flags;

export const containerStats = defineCommand({
  use: 'docker stats [OPTIONS] [CONTAINER...]',
  also: ['docker container stats'],
  aliases: ['docker container stats', 'docker stats'],
  short: 'Display a live stream of container(s) resource usage statistics',
  args: { min: 0 },
  flags: FLAGS,
  run,
});

const REFRESH_MS = 500;
const HOME = '\x1b[H';
const TO_LINE_END = '\x1b[K\n';
const TO_SCREEN_END = '\x1b[J';

/** The table over the one before: written, then once more with the rests of longer lines wiped out. */
function frame(text: string): string {
  const wiped = text.split('\n').map((line) => line + TO_LINE_END);
  return HOME + text + HOME + wiped.join('') + TO_SCREEN_END;
}

/** The containers that are watched, and the last sample of each. */
interface Watch {
  readonly client: Client;
  readonly samples: Map<string, ContainerStats | undefined>;
  failure: Error | undefined;
}

async function run({ client, io, args, flags }: Invocation<typeof FLAGS>): Promise<void> {
  const given = flags.format || configuredFormat(io, 'statsFormat');
  const format = given === '' || given === 'table' ? STATS_COLUMNS : given;
  const names =
    args.length > 0 ? args : (await client.containerList({ all: flags.all })).map(({ Id }) => Id.slice(0, 12));
  const table = (samples: ReadonlyMap<string, ContainerStats | undefined>) =>
    formatRows(
      STATS_TABLE,
      format,
      [...samples].map(([name, stats]) => statsRow(name, stats, !flags['no-trunc'])),
    );
  if (flags['no-stream']) {
    const samples = await allOf(names, async (name) => [name, await sample(client, name)] as const);
    await io.out(table(new Map(samples)));
    return;
  }
  const watch: Watch = { client, samples: new Map(), failure: undefined };
  await allOf(names, (name) => client.containerInspect(name));
  for (const name of names) void follow(watch, name);
  if (args.length === 0) void followStarts(watch);
  for (;;) {
    if (watch.failure !== undefined) throw watch.failure;
    await io.out(frame(table(watch.samples)));
    if (args.length > 0 && watch.samples.size === 0) return;
    await io.sleep(REFRESH_MS);
  }
}

/** @throws {StatusError} what every one of them says that fails */
async function allOf<T>(names: readonly string[], ask: (name: string) => Promise<T>): Promise<T[]> {
  const answers = await Promise.allSettled(names.map(ask));
  const failures = answers.flatMap((answer) => (answer.status === 'rejected' ? [errorText(answer.reason)] : []));
  if (failures.length > 0) throw new StatusError(1, failures.join('\n'));
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
}

async function sample(client: Client, name: string): Promise<ContainerStats | undefined> {
  const stream = await client.containerStats(name, { stream: false });
  for await (const stats of jsonLines<ContainerStats>(stream)) return stats;
  return undefined;
}

async function follow(watch: Watch, name: string): Promise<void> {
  watch.samples.set(name, undefined);
  try {
    const stream = await watch.client.containerStats(name, { stream: true });
    for await (const stats of jsonLines<ContainerStats>(stream)) watch.samples.set(name, stats);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    watch.failure = error;
  }
  watch.samples.delete(name);
}

/** Containers that start later join the table. */
async function followStarts(watch: Watch): Promise<void> {
  try {
    const filters = new Map([
      ['type', ['container']],
      ['event', ['start']],
    ]);
    for await (const { Actor } of jsonLines<EventMessage>(await watch.client.events({ filters }))) {
      void follow(watch, Actor.ID.slice(0, 12));
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    watch.failure = error;
  }
}
