import type { BuildRecord } from '../../api/types/build.ts';
import type { Client } from '../../client/client.ts';
import { StatusError } from '../errors.ts';
import type { Io } from '../io.ts';
import { buildName, findBuildState } from './build-state.ts';
import type { ChosenBuilder } from './choose.ts';
import { nodeStatus } from './driver.ts';

/** A build of a builder's history, with what the client knows of it. */
export interface KnownBuild {
  readonly record: BuildRecord;
  /** `app/web.Dockerfile (test)`; '' of a Dockerfile from standard input. */
  readonly name: string;
  readonly total: number;
  readonly completed: number;
  readonly cached: number;
}

/** @throws {StatusError} `ERROR: accepts at most 1 arg(s), received 2`: cobra's own words, not docker's */
export function atMostOne(args: readonly string[]): readonly string[] {
  if (args.length <= 1) return args;
  throw new StatusError(1, `ERROR: accepts at most 1 arg(s), received ${args.length}`);
}

/** The builds of a builder, the last one first; none of one that doesn't run. */
export async function readBuilds(io: Io, client: Client, builder: ChosenBuilder): Promise<readonly KnownBuild[]> {
  const { instance, driver } = builder;
  const [node] = instance?.Nodes ?? [];
  if (node !== undefined && (await nodeStatus(client, node, driver)) !== 'running') return [];
  const records = await client.buildHistory(builder.worker);
  return records.map((record) => {
    const state = findBuildState(io, builder, record.reference);
    const name = state === undefined ? record.target : buildName({ ...state, Target: record.target });
    return { record, name, ...stepsOf(record) };
  });
}

function stepsOf({ events }: BuildRecord): Pick<KnownBuild, 'total' | 'completed' | 'cached'> {
  const ends = events.filter((event) => event.type === 'end');
  return {
    total: events.filter(({ type }) => type === 'start').length,
    completed: ends.length,
    cached: ends.filter(({ cached }) => cached === true).length,
  };
}

/**
 * A build by its name in the history, `^2` for the third last, or the last one.
 *
 * @throws {StatusError} `ERROR: no record found for ref "x"`, `ERROR: no records found`
 */
export function findBuild(builds: readonly KnownBuild[], reference: string): KnownBuild {
  const refused = (message: string) => new StatusError(1, `ERROR: ${message}`);
  const [, offset] = /^\^(\d+)$/.exec(reference) ?? [];
  if (reference !== '' && offset === undefined) {
    const found = builds.find(({ record }) => record.reference === reference);
    if (found === undefined) throw refused(`no record found for ref ${JSON.stringify(reference)}`);
    return found;
  }
  if (builds.length === 0) throw refused('no records found');
  const at = Number(offset ?? 0);
  const found = builds[at];
  if (found === undefined) throw refused(`no completed build found with offset ${at - builds.length}`);
  return found;
}
