import { ApiError } from '../../api/errors.ts';
import { type Filters, matchesFilter } from '../../api/filters.ts';
import type { Daemon } from '../daemon.ts';
import { lookUpImage } from '../image/find.ts';
import { lookUpNetwork } from '../network/find.ts';
import type { ContainerRecord } from '../state.ts';
import { findContainer } from './find.ts';
import { statusOf } from './status.ts';

type Matcher = (record: ContainerRecord) => boolean;

const STATES = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];
const HEALTH = ['none', 'starting', 'healthy', 'unhealthy'];
const refuse = (message: string): never => {
  throw new ApiError('invalid_parameter', message);
};
const oneOf = (values: readonly string[], make: (value: string) => Matcher): Matcher => {
  const matchers = values.map(make);
  return (record) => matchers.some((matches) => matches(record));
};

/** `label=a` or `label=a=b`: all of them must hold. */
export function matchesLabels(labels: Readonly<Record<string, string>> | null, values: readonly string[]): boolean {
  return values.every((value) => {
    const at = value.indexOf('=');
    if (at < 0) return labels?.[value] !== undefined;
    return labels?.[value.slice(0, at)] === value.slice(at + 1);
  });
}

/** A port as the engine parses it: of 16 bits. */
function parsePort(text: string, refuseIt: (why: string) => never): number {
  const parsing = `strconv.ParseUint: parsing "${text}"`;
  if (!/^\d+$/.test(text)) refuseIt(`${parsing}: invalid syntax`);
  return Number(text) > 65_535 ? refuseIt(`${parsing}: value out of range`) : Number(text);
}

/** `publish` asks for ports of the host, `expose` for those of the container; both know only what runs. */
function publishedPort(key: 'publish' | 'expose', value: string): Matcher {
  const refuseIt = (why: string): never => refuse(`error while looking up for ${key} ${value}: ${why}`);
  if (value.includes(':')) refuse(`filter for '${key}' should not contain ':': ${value}`);
  const [range = '', protocol = 'tcp'] = value.split('/', 2);
  if (range === '') refuseIt('Empty string specified for ports.');
  const [low = '', high = low] = range.split('-', 2);
  const [from, to] = [parsePort(low, refuseIt), parsePort(high, refuseIt)];
  if (to < from) refuseIt(`Invalid range specified for the Port: ${range}`);
  return ({ ports }) =>
    Object.entries(ports).some(([name, bindings]) => {
      const [port, type = 'tcp'] = name.split('/');
      if (type !== protocol) return false;
      // A port that isn't published has the public number 0.
      const published = (bindings ?? []).length === 0 ? ['0'] : (bindings ?? []).map(({ HostPort }) => HostPort);
      return (key === 'expose' ? [port] : published).some((one) => Number(one) >= from && Number(one) <= to);
    });
}

const PORTS = ['publish', 'expose'] as const;

/** @see moby daemon/list.go foldFilter */
const MATCHERS: Readonly<Record<string, (daemon: Daemon, values: readonly string[]) => Matcher>> = {
  id: (_, values) =>
    oneOf(
      values,
      (value) =>
        ({ id }) =>
          matchesFilter(value, id),
    ),
  name: (_, values) =>
    oneOf(
      values,
      (value) =>
        ({ name }) =>
          matchesFilter(value, name) || matchesFilter(value, `/${name}`),
    ),
  label:
    (_, values) =>
    ({ config }) =>
      matchesLabels(config.Labels, values),
  status: (_, values) =>
    oneOf(values, (value) => {
      if (!STATES.includes(value)) {
        refuse(
          `invalid filter 'status=${value}': invalid value for state (${value}): must be one of ${STATES.join(', ')}`,
        );
      }
      return ({ state }) => statusOf(state) === value;
    }),
  exited: (_, values) =>
    oneOf(values, (value) => {
      if (!/^[+-]?\d+$/.test(value))
        refuse(`invalid filter 'exited=${value}': strconv.Atoi: parsing "${value}": invalid syntax`);
      return ({ state }) => !state.running && state.startedAt !== 0 && state.exitCode === Number(value);
    }),
  health: (_, values) =>
    oneOf(values, (value) => {
      if (!HEALTH.includes(value)) {
        refuse(
          `invalid filter 'health=${value}': invalid value for health (${value}): must be one of ${HEALTH.join(', ')}`,
        );
      }
      return ({ state }) => (state.health?.status ?? 'none') === value;
    }),
  'is-task': (_, values) => {
    if (!values.every((value) => ['true', 'false', '1', '0'].includes(value)))
      refuse(`invalid filter 'is-task=[${values.join(' ')}]'`);
    return () => values.includes('false') || values.includes('0');
  },
  before: (daemon, values) =>
    oneOf(values, (value) => {
      const { created } = findContainer(daemon, value);
      return (record) => record.created < created;
    }),
  since: (daemon, values) =>
    oneOf(values, (value) => {
      const order = [...daemon.state.containers.keys()];
      const at = order.indexOf(findContainer(daemon, value).id);
      return ({ id }) => order.indexOf(id) > at;
    }),
  ancestor: (daemon, values) =>
    oneOf(values, (value) => {
      const image = lookUpImage(daemon, value);
      if (image === undefined) return () => false;
      return (record) => {
        const own = daemon.state.images.get(record.image);
        return own?.id === image.id || startsWithLayers(own?.layers, image.layers);
      };
    }),
  volume: (_, values) =>
    oneOf(
      values,
      (value) =>
        ({ mounts }) =>
          mounts.some(({ Name, Source, Destination }) => [Name, Source, Destination].includes(value)),
    ),
  network: (daemon, values) =>
    oneOf(values, (value) => {
      const id = lookUpNetwork(daemon, value)?.id;
      return ({ networks }) =>
        Object.entries(networks).some(
          ([name, endpoint]) =>
            name === value ||
            (id !== undefined && (endpoint.networkId === id || lookUpNetwork(daemon, name)?.id === id)),
        );
    }),
  publish: () => () => true,
  expose: () => () => true,
  isolation: () => () => true,
};

type Layers = readonly { readonly diffId: string }[];
const startsWithLayers = (own: Layers | undefined, base: Layers): boolean =>
  own !== undefined && base.length > 0 && base.every(({ diffId }, index) => own[index]?.diffId === diffId);

/** `all`: the filters ask for containers that don't run, too. @throws {ApiError} `invalid filter 'x'` */
export function createListFilter(
  daemon: Daemon,
  filters: Filters,
): { readonly matches: Matcher; readonly all: boolean } {
  const matchers: Matcher[] = [];
  for (const [key, values] of filters) {
    const make = MATCHERS[key];
    if (make === undefined) throw new ApiError('invalid_parameter', `invalid filter '${key}'`);
    if (values.length > 0) matchers.push(make(daemon, values));
  }
  // A container that has a port of either kind matches.
  const ports = PORTS.flatMap((key) => (filters.get(key) ?? []).map((value) => publishedPort(key, value)));
  if (ports.length > 0) matchers.push((record) => ports.some((matches) => matches(record)));
  return {
    matches: (record) => matchers.every((matches) => matches(record)),
    all: filters.has('status') || filters.has('exited') || filters.has('before') || filters.has('since'),
  };
}
