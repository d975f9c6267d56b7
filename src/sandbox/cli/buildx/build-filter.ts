import { StatusError } from '../errors.ts';
import { parseTimestamp } from '../opts/timestamp.ts';
import type { KnownBuild } from './build-records.ts';

type Accepts = (build: KnownBuild) => boolean;

const refused = (message: string) => new StatusError(1, `ERROR: ${message}`);

export const statusOf = ({ record }: KnownBuild): string => (record.error === undefined ? 'Completed' : 'Error');

const TEXTS: Readonly<Record<string, (build: KnownBuild) => string | undefined>> = {
  ref: ({ record }) => record.reference,
  status: (build) => statusOf(build).toLowerCase(),
  /** Of a context from git: none is. */
  repository: () => undefined,
};

/** Milliseconds since 1970. */
const TIMES: Readonly<Record<string, (build: KnownBuild) => number>> = {
  startedAt: ({ record }) => record.started,
  completedAt: ({ record }) => record.started + record.duration,
};

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/**
 * Reads a value of `docker buildx history ls --filter`: `status=error`, `startedAt>1h`.
 *
 * @param now milliseconds since 1970
 * @throws {StatusError} `ERROR: unsupported filter "nosuch=x"`, `ERROR: invalid filter "status"`
 * @see buildx commands/history/utils.go, parseFilters
 */
export function readFilter(text: string, now: number): Accepts {
  const [, key, separator = '', value = ''] = /^([^<>=!]+)(!=|<=|>=|[<>=])(.*)$/.exec(text) ?? [];
  if (key === undefined) throw refused(`invalid filter ${JSON.stringify(text)}`);
  const read = TEXTS[key];
  if (read !== undefined) {
    if (separator === '=') return (build) => read(build) === value;
    if (separator === '!=') return (build) => read(build) !== value;
    throw refused(`invalid separator for ${JSON.stringify(text)}, expected = or !=`);
  }
  const time = TIMES[key];
  if (time === undefined) throw refused(`unsupported filter ${JSON.stringify(text)}`);
  const compare = COMPARE[separator];
  if (compare === undefined) {
    throw refused(`invalid separator for ${JSON.stringify(text)}, expected <=, <, >= or >`);
  }
  const limit = Number(parseTimestamp(value, now)) * 1000;
  return (build) => compare(time(build), limit);
}
