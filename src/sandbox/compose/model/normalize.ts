import type { Io } from '../../cli/io.ts';
import { canonicalService } from './canonical.ts';
import type { Place } from './convert.ts';
import { list } from './convert.ts';
import { parseDotenv, parseRawEnv } from './dotenv.ts';
import { ComposeError } from './error.ts';
import { readText } from './files.ts';
import { canonicalFile, canonicalNetwork, canonicalVolumeConfig } from './resources.ts';
import type { Dependency, Model, Service } from './service.ts';
import type { Lookup } from './template.ts';
import type { Tree, TreeMap } from './tree.ts';
import { isMap, scalarText } from './tree.ts';

export interface NormalizeOptions {
  readonly io: Pick<Io, 'fs'>;
  readonly name: string;
  readonly path: (path: string) => string;
  readonly lookup: Lookup;
  readonly unset: (name: string) => void;
  /** False: variables of `env_file` stay away (`config --no-env-resolution`). */
  readonly readEnvFiles: boolean;
  /** False: no default network and no dependencies that nobody wrote (`config --no-normalize`). */
  readonly implied?: boolean;
  /** False: paths stay as they are written (`config --no-path-resolution`). */
  readonly resolvePaths?: boolean;
  /** What can't be read stays as it is written (`config --no-interpolate`). */
  readonly lenient?: boolean;
}

/** The merged tree as a model: short forms made long, defaults and implied things added. */
export function normalize(tree: TreeMap, options: NormalizeOptions): Model {
  const { name } = options;
  const path = shownPath(options);
  const project = options.implied === false ? undefined : name;
  const maps = (kind: string) => Object.entries(isMap(tree[kind]) ? tree[kind] : {});
  const canonical = maps('services').map(([key, value]) => [key, service(key, value, options)] as const);
  const services = Object.fromEntries(canonical);
  return {
    name,
    services,
    networks: Object.fromEntries(
      [...maps('networks'), ...defaultNetwork(tree, services)].map(([key, value]) => [
        key,
        canonicalNetwork(project, key, value),
      ]),
    ),
    volumes: Object.fromEntries(
      maps('volumes').map(([key, value]) => [key, canonicalVolumeConfig(project, key, value)]),
    ),
    configs: Object.fromEntries(
      maps('configs').map(([key, value]) => [key, canonicalFile('configs', project, key, value, path)]),
    ),
    secrets: Object.fromEntries(
      maps('secrets').map(([key, value]) => [key, canonicalFile('secrets', project, key, value, path)]),
    ),
    models: Object.fromEntries(maps('models').map(([key, value]) => [key, isMap(value) ? value : {}])),
    extensions: Object.fromEntries(Object.entries(tree).filter(([key]) => key.startsWith('x-'))),
  };
}

const shownPath = ({ path, resolvePaths }: NormalizeOptions) => (resolvePaths === false ? (one: string) => one : path);

function defaultNetwork(tree: TreeMap, services: Readonly<Record<string, Service>>): [string, Tree][] {
  const networks = tree['networks'];
  if (isMap(networks) && 'default' in networks) return [];
  const used = Object.values(services).some((one) => one.networks !== undefined && 'default' in one.networks);
  return used ? [['default', null]] : [];
}

function service(name: string, value: Tree, options: NormalizeOptions): Service {
  const map = isMap(value) ? value : {};
  const { lookup, lenient = false } = options;
  const place: Place = { where: `services[${name}]`, path: shownPath(options), lookup, lenient };
  const plain = canonicalService(place, name, map);
  const environment = { ...fileEnvironment(map, options), ...plain.environment };
  const labels = { ...fileLabels(map, options), ...plain.labels };
  const hasNetworks = plain.networks !== undefined && Object.keys(plain.networks).length > 0;
  return {
    ...plain,
    ...(Object.keys(environment).length > 0 && { environment }),
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(options.implied !== false &&
      !('provider' in plain) &&
      !hasNetworks &&
      plain.network_mode === undefined && { networks: { default: null } }),
    ...(options.implied !== false && dependencies(plain)),
  };
}

function fileEnvironment(map: TreeMap, options: NormalizeOptions): Record<string, string | null> {
  if (map['env_file'] === undefined || map['env_file'] === null || !options.readEnvFiles) return {};
  const values: Record<string, string> = {};
  const own = (name: string) => options.lookup(name) ?? values[name];
  for (const entry of list(map['env_file'])) {
    const file = options.path(scalarText(isMap(entry) ? entry['path'] : entry));
    if (!options.io.fs.exists(file)) {
      if (isMap(entry) && entry['required'] === false) continue;
      throw new ComposeError(`env file ${file} not found: stat ${file}: no such file or directory`);
    }
    const text = readText(options.io, file);
    const format = isMap(entry) ? scalarText(entry['format']) : '';
    if (format !== '' && format !== 'raw') {
      throw new ComposeError(`unsupported env_file format ${JSON.stringify(format)}`);
    }
    Object.assign(
      values,
      Object.fromEntries(format === 'raw' ? parseRawEnv(text, file) : parseDotenv(text, file, own, options.unset)),
    );
  }
  return values;
}

/** Labels of `label_file`. Variables in them see one another, nothing else. */
function fileLabels(map: TreeMap, options: NormalizeOptions): Record<string, string> {
  if (map['label_file'] === undefined || map['label_file'] === null) return {};
  const labels: Record<string, string> = {};
  for (const entry of list(map['label_file'])) {
    const file = options.path(scalarText(entry));
    if (!options.io.fs.exists(file)) {
      throw new ComposeError(`label file ${file} not found: stat ${file}: no such file or directory`);
    }
    const parsed = parseDotenv(readText(options.io, file), file, () => undefined, options.unset);
    Object.assign(labels, Object.fromEntries(parsed));
  }
  return labels;
}

/** Links, shared namespaces and shared volumes are dependencies too. */
function dependencies(one: Service): Pick<Service, 'depends_on'> {
  const found: Record<string, Dependency> = { ...one.depends_on };
  const add = (name: string, restart: boolean) => {
    found[name] ??= { condition: 'service_started', ...(restart && { restart: true }), required: true };
  };
  for (const link of one.links ?? []) add(link.split(':')[0] ?? '', true);
  for (const mode of [one.network_mode, one.ipc, one.pid, one.uts, one.cgroup]) {
    if (mode?.startsWith('service:') === true) add(mode.slice('service:'.length), true);
  }
  for (const from of one.volumes_from ?? []) if (!from.startsWith('container:')) add(from.split(':')[0] ?? '', false);
  return Object.keys(found).length === 0 ? {} : { depends_on: found };
}
