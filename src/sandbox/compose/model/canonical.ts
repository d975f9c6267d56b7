import { ComposeError } from './error.ts';
import { blkio, deviceRequests, gpus } from './canonical-device.ts';
import { canonicalPorts } from './canonical-port.ts';
import { canonicalVolume } from './canonical-volume.ts';
import type { Convert, Place } from './convert.ts';
import { at, convertAll, duration, environment, list, number, size, text, texts, words } from './convert.ts';
import { mapping, textMap } from './text-map.ts';
import type { Service } from './service.ts';
import type { Tree, TreeMap } from './tree.ts';
import { isMap, scalarText } from './tree.ts';
import { decodingFailed } from './values.ts';

/** Build arguments without a value anywhere are left out. */
const buildArgs: Convert = (place, value, key) =>
  Object.fromEntries(Object.entries(environment(place, value, key) as TreeMap).filter(([, one]) => one !== null));

const ulimits: Convert = (place, value, key) =>
  Object.fromEntries(
    Object.entries(value as TreeMap).map(([name, one]) => {
      if (isMap(one) || Number.isInteger(one)) return [name, one];
      // The schema looks only at names of small letters.
      const where = at(place, key).replace(/\[(.*)\]/, '.$1');
      throw new ComposeError(`${where}.${name}: invalid type ${goType(one)} for external`);
    }),
  );

/** As Go's `%T` names what YAML gave it. */
function goType(value: Tree): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  return typeof value === 'boolean' ? 'bool' : typeof value === 'number' ? 'float64' : 'string';
}

const networks: Convert = (_place, value) => {
  if (!isMap(value)) return Object.fromEntries(list(value).map((name) => [scalarText(name), null]));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      if (!isMap(one) || Object.keys(one).length === 0) return [name, null];
      const { driver_opts } = one;
      return [name, { ...one, ...(driver_opts !== undefined && { driver_opts: textMap(driver_opts) }) }];
    }),
  );
};

const dependsOn: Convert = (_place, value) => {
  const entries = isMap(value) ? Object.entries(value) : list(value).map((name) => [scalarText(name), {}] as const);
  return Object.fromEntries(
    entries.map(([name, one]) => [name, { condition: 'service_started', required: true, ...(isMap(one) ? one : {}) }]),
  );
};

const healthcheck: Convert = (place, value, key) => {
  const { test, ...rest } = value as TreeMap;
  const inside = { ...place, where: at(place, key) };
  return {
    ...rest,
    ...(test !== undefined &&
      test !== null && { test: Array.isArray(test) ? test.map(scalarText) : ['CMD-SHELL', scalarText(test)] }),
    ...convertAll(inside, rest, {
      interval: duration,
      timeout: duration,
      start_period: duration,
      start_interval: duration,
      retries: number,
    }),
  };
};

const fileMode = (mode: Tree) =>
  `0${(typeof mode === 'number' ? mode : Number.parseInt(scalarText(mode), 8)).toString(8)}`;
const files: Convert = (_place, value, key) =>
  list(value).map((item) => {
    const reference: TreeMap = isMap(item) ? { source: '', ...item } : { source: scalarText(item) };
    const target = key === 'secrets' && !isMap(item) ? { target: `/run/secrets/${scalarText(item)}` } : {};
    return { ...reference, ...target, ...(reference['mode'] !== undefined && { mode: fileMode(reference['mode']) }) };
  });

const extraHosts: Convert = (place, value, key) => {
  const entries = isMap(value)
    ? Object.entries(value).flatMap(([host, addresses]) =>
        list(addresses).map((one) => [host, scalarText(one)] as const),
      )
    : list(value).map((item) => {
        const line = scalarText(item);
        const [, host, address] = /^([^=:]+)[=:](.+)$/.exec(line) ?? [];
        if (host === undefined || address === undefined) {
          throw decodingFailed(at(place, key), `invalid additional host, missing IP: ${line}`);
        }
        return [host, address] as const;
      });
  return entries.map(([host, address]) => `${host}=${address.replace(/^\[(.*)\]$/, '$1')}`).sort();
};

const devices: Convert = (_place, value) =>
  list(value).map((item) => {
    if (isMap(item)) return { permissions: 'rwm', ...item, target: item['target'] ?? item['source'] ?? '' };
    const [source = '', target = source, permissions = 'rwm'] = scalarText(item).split(':');
    return { source, target, permissions };
  });

const provider: Convert = (_place, value) => {
  const { options } = value as TreeMap;
  if (!isMap(options)) return value;
  const texts_ = Object.entries(options).map(([key, one]) => [key, list(one).map(scalarText)]);
  return { ...(value as TreeMap), options: Object.fromEntries(texts_) };
};

const build: Convert = (place, value, key) => {
  const given = isMap(value) ? value : { context: scalarText(value) };
  const context = scalarText(given['context'] ?? '.');
  const inside = { ...place, where: at(place, key) };
  return {
    ...given,
    context: isRemote(context) ? context : place.path(context),
    ...(given['dockerfile_inline'] === undefined && { dockerfile: given['dockerfile'] ?? 'Dockerfile' }),
    ...convertAll(inside, given, {
      args: buildArgs,
      labels: (_place, value) => textMap(value),
      tags: texts,
      ssh: (_place, keys) =>
        mapping(keys)
          .map(([id, path]) => (path === null ? id : `${id}: ${place.path(path)}`))
          .sort(),
      provenance: text,
      sbom: text,
      shm_size: size,
      ulimits,
      extra_hosts: extraHosts,
      secrets: (_place, list_) => files(place, list_, 'build secrets'),
      additional_contexts: (_place, contexts) =>
        Object.fromEntries(
          mapping(contexts).map(([name, path]) => [name, /^[\w-]+:/.test(path ?? '') ? path : place.path(path ?? '')]),
        ),
    }),
  };
};
const isRemote = (context: string) => /^(https?|git|ssh|github\.com|service):?\/\/|^git@|^service:/.test(context);

const limits: Convert = (place, value) =>
  typeof value !== 'object' || value === null
    ? value
    : {
        ...(value as TreeMap),
        ...convertAll(place, value as TreeMap, { cpus: number, memory: size, devices: deviceRequests }),
      };

const deploy: Convert = (place, value, key) => {
  const map = value as TreeMap;
  const inside = { ...place, where: at(place, key) };
  const resources = map['resources'];
  const update: Convert = (where, one, name) => ({
    ...(one as TreeMap),
    ...convertAll({ ...where, where: at(where, name) }, one as TreeMap, {
      delay: duration,
      monitor: duration,
      window: duration,
    }),
  });
  return {
    ...map,
    ...convertAll(inside, map, {
      labels: (_place, value) => textMap(value),
      update_config: update,
      rollback_config: update,
      restart_policy: update,
    }),
    ...(isMap(resources) && {
      resources: Object.fromEntries(
        Object.entries(resources).map(([name, one]) => [
          name,
          limits({ ...inside, where: `${inside.where}.resources.${name}` }, one, name),
        ]),
      ),
    }),
  };
};

const develop: Convert = (place, value) => ({
  ...(value as TreeMap),
  watch: list((value as TreeMap)['watch'] ?? []).map((item) => ({
    ...(item as TreeMap),
    path: place.path(scalarText((item as TreeMap)['path'])),
    ...convertAll(place, item as TreeMap, { ignore: texts, include: texts, exec: hook }),
  })),
});

const hook: Convert = (place, value, key) => ({
  ...(value as TreeMap),
  command: words(place, (value as TreeMap)['command'] ?? null, key),
  ...convertAll(place, value as TreeMap, { environment, user: text }),
});
const hooks: Convert = (place, value, key) => list(value).map((item) => hook(place, item, key));

/** How the values of a service become canonical; what isn't here stays as it is. */
const CONVERT: Readonly<Record<string, Convert>> = {
  annotations: (_place, value) => textMap(value),
  blkio_config: blkio,
  build,
  command: words,
  configs: files,
  cpuset: text,
  cpus: number,
  cpu_shares: number,
  cpu_quota: number,
  cpu_period: number,
  depends_on: dependsOn,
  deploy,
  develop,
  devices,
  dns: texts,
  dns_opt: texts,
  dns_search: texts,
  entrypoint: words,
  environment,
  expose: texts,
  extra_hosts: extraHosts,
  gpus,
  group_add: texts,
  healthcheck,
  hostname: text,
  labels: (_place, value) => textMap(value),
  links: texts,
  logging: (_place, value) => ({
    ...(value as TreeMap),
    ...((value as TreeMap)['options'] !== undefined && { options: textMap((value as TreeMap)['options'] ?? null) }),
  }),
  models: (place, value, key) => networks(place, value, key),
  mem_limit: size,
  mem_reservation: size,
  mem_swappiness: size,
  memswap_limit: size,
  networks,
  post_start: hooks,
  pre_stop: hooks,
  profiles: texts,
  provider,
  pull_policy: (_place, value) => (value === 'if_not_present' ? 'missing' : text(_place, value, '')),
  restart: text,
  secrets: files,
  shm_size: size,
  stop_grace_period: duration,
  storage_opt: (_place, value) => textMap(value),
  sysctls: (_place, value) => textMap(value),
  tmpfs: texts,
  ulimits,
  user: text,
  volumes: (place, value) => list(value).map((item) => canonicalVolume(place, item)),
  volumes_from: texts,
  pids_limit: (_place, value) => Math.trunc(Number(value)),
  ports: (_place, value) => distinct(list(value).flatMap(canonicalPorts)),
};

/** Ranges may overlap. */
const distinct = <T>(items: readonly T[]): T[] => [...new Map(items.map((one) => [JSON.stringify(one), one])).values()];

/** Read before: what they say is in other values by now. */
const GONE = ['extends', 'env_file', 'label_file'];

/** A service as `compose config` prints it. */
export function canonicalService(place: Place, name: string, map: TreeMap): Service {
  const kept = Object.fromEntries(
    Object.entries(map).filter(([key, value]) => !GONE.includes(key) && !(value === null && key in CONVERT)),
  );
  const result = { ...kept, ...convertAll(place, map, CONVERT), name };
  return Object.fromEntries(Object.entries(result).filter(([, value]) => value !== undefined)) as unknown as Service;
}
