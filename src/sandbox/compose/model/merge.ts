import { ComposeError } from './error.ts';
import type { Tree, TreeMap, TreePath } from './tree.ts';
import { cutVolume } from './canonical-volume.ts';
import { isMap, keyValue, matches, scalarText, YamlTime } from './tree.ts';

type Rule = (before: Tree, after: Tree, path: TreePath) => Tree;

const replace: Rule = (_before, after) => after;
/** Both become lists and are joined. */
const toSequence: Rule = (before, after) => [...asSequence(before), ...asSequence(after)];
/** A list of names is the map of those names to nothing. */
const toMapping =
  (element: Tree): Rule =>
  (before, after, path) =>
    mergeMaps(asMapping(before, element) as TreeMap, asMapping(after, element) as TreeMap, path);

const SERVICE_SEQUENCES = [
  'annotations',
  'dns',
  'dns_opt',
  'dns_search',
  'env_file',
  'label_file',
  'environment',
  'extra_hosts',
];

/** Places that don't merge as their type would. @see compose-go override/merge.go */
const RULES: readonly (readonly [pattern: string, rule: Rule])[] = [
  ...[...SERVICE_SEQUENCES, 'labels', 'sysctls', 'tmpfs'].map((key) => [`services.*.${key}`, toSequence] as const),
  ...['args', 'additional_contexts', 'extra_hosts', 'labels'].map(
    (key) => [`services.*.build.${key}`, toSequence] as const,
  ),
  ['services.*.deploy.labels', toSequence],
  ['networks.*.labels', toSequence],
  ['volumes.*.labels', toSequence],
  ['networks.*.ipam.config', mergeIpam],
  ['services.*.command', replace],
  ['services.*.entrypoint', replace],
  ['services.*.healthcheck.test', replace],
  ['services.*.build', mergeBuild],
  ['services.*.logging', mergeLogging],
  ['services.*.networks', toMapping(null)],
  ['services.*.models', toMapping(null)],
  ['services.*.depends_on', toMapping({ condition: 'service_started', required: true })],
  [
    'services.*.ulimits.*',
    (before, after, path) => (isMap(before) && isMap(after) ? mergeMaps(before, after, path) : after),
  ],
];

/** Puts one model over another: maps are merged, lists joined, scalars replaced. */
export function merge(before: Tree | undefined, after: Tree, path: TreePath = []): Tree {
  if (before === undefined || before === null) return after;
  const rule = RULES.find(([pattern]) => matches(path, pattern));
  if (after === null) return rule?.[1] === replace ? null : before;
  if (rule !== undefined) return rule[1](before, after, path);
  if (isMap(before) && isMap(after)) return mergeMaps(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) return [...before, ...after];
  if (typeof before === 'object' || typeof after === 'object') {
    throw new ComposeError(`cannot override ${path.join('.')}`);
  }
  return after;
}

function mergeMaps(before: TreeMap, after: TreeMap, path: TreePath): TreeMap {
  const merged = { ...before };
  for (const [key, value] of Object.entries(after)) {
    merged[key] = key in before ? merge(before[key], value, [...path, key]) : value;
  }
  return merged;
}

function asSequence(tree: Tree): Tree[] {
  if (Array.isArray(tree)) return tree;
  if (!isMap(tree)) return [tree];
  return Object.keys(tree)
    .sort()
    .map((key) => (tree[key] === null ? key : `${key}=${scalarText(tree[key])}`));
}

function asMapping(tree: Tree, element: Tree): Tree {
  if (!Array.isArray(tree)) return tree;
  return Object.fromEntries(tree.map((name) => [String(name), element]));
}

function mergeBuild(before: Tree, after: Tree, path: TreePath): Tree {
  const asBuild = (tree: Tree) => (typeof tree === 'string' ? { context: tree } : (tree as TreeMap));
  return mergeMaps(asBuild(before), asBuild(after), path);
}

/** Options of another driver don't apply. */
function mergeLogging(before: Tree, after: Tree, path: TreePath): Tree {
  if (!isMap(before) || !isMap(after)) return after;
  const [one, other] = [before['driver'], after['driver']];
  return one === undefined || other === undefined || one === other ? mergeMaps(before, after, path) : after;
}

/** Pools of the same subnet are one. */
function mergeIpam(before: Tree, after: Tree, path: TreePath): Tree {
  const pools = [...(before as Tree[])];
  for (const pool of after as Tree[]) {
    const at = pools.findIndex((other) => isMap(other) && isMap(pool) && other['subnet'] === pool['subnet']);
    if (at < 0) pools.push(pool);
    else pools[at] = mergeMaps(pools[at] as TreeMap, pool as TreeMap, path);
  }
  return pools;
}

type Indexer = (value: Tree, path: string) => string;

const byKey: Indexer = (value, path) => {
  if (typeof value === 'string') return keyValue(value)[0];
  throw new ComposeError(`${path}: unexpected type ${goType(value)}`);
};
const byExposed: Indexer = (value, path) => (typeof value === 'number' ? String(value) : byKey(value, path));

/** Go's %T. */
function goType(value: Tree): string {
  if (value === null) return '<nil>';
  if (value instanceof YamlTime) return 'time.Time';
  if (isMap(value)) return 'map[string]interface {}';
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float64';
  return typeof value === 'boolean' ? 'bool' : 'string';
}
const byTarget =
  (directory: string): Indexer =>
  (value) => {
    if (!isMap(value)) return `${directory}/${scalarText(value)}`;
    return scalarText(value['target']) || `${directory}/${scalarText(value['source'])}`;
  };
const byMount =
  (kind: 'volume' | 'device'): Indexer =>
  (value, path) => {
    if (isMap(value)) {
      if (value['target'] === undefined) throw new ComposeError(`service ${kind} ${path} is missing a mount target`);
      return scalarText(value['target']);
    }
    if (kind === 'volume') return cutVolume(scalarText(value)).target.replace(/(.)\/$/, '$1');
    const [source = '', target = source] = scalarText(value).split(':');
    return target;
  };
const byPort: Indexer = (value, path) => {
  if (!isMap(value)) return scalarText(value);
  if (value['target'] === undefined) throw new ComposeError(`service ports ${path} is missing a target port`);
  const { host_ip, published, target, protocol } = value;
  return `${scalarText(host_ip)}:${scalarText(published)}:${scalarText(target)}/${scalarText(protocol) || 'tcp'}`;
};
const byPath: Indexer = (value) => (isMap(value) ? scalarText(value['path']) : scalarText(value));

/** Lists in which a later element replaces an earlier one with the same index. @see compose-go override/uncity.go */
const UNIQUE: readonly (readonly [pattern: string, index: Indexer])[] = [
  ...['annotations', 'environment', 'labels', 'sysctls', 'build.args', 'build.labels', 'deploy.labels'].map(
    (key) => [`services.*.${key}`, byKey] as const,
  ),
  ...['cap_add', 'cap_drop', 'dns', 'dns_opt', 'dns_search', 'links', 'profiles', 'tmpfs', 'build.tags'].map(
    (key) => [`services.*.${key}`, byKey] as const,
  ),
  ['services.*.expose', byExposed],
  ['services.*.networks.*.aliases', byKey],
  ['services.*.networks.*.link_local_ips', byKey],
  ['services.*.configs', byTarget('')],
  ['services.*.secrets', byTarget('/run/secrets')],
  ['services.*.devices', byMount('device')],
  ['services.*.volumes', byMount('volume')],
  ['services.*.ports', byPort],
  ['services.*.env_file', byPath],
  ['networks.*.labels', byKey],
  ['volumes.*.labels', byKey],
];

/** Takes doubles out of lists; the later one stays, where the first stood. */
export function enforceUnicity(tree: Tree, path: TreePath = []): Tree {
  if (Array.isArray(tree)) {
    const unique = UNIQUE.find(([pattern]) => matches(path, pattern));
    if (unique === undefined) return tree;
    const values = new Map<string, Tree>();
    tree.forEach((value, at) => values.set(unique[1](value, `${path.join('.')}.[${at}]`), value));
    return [...values.values()];
  }
  if (!isMap(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, enforceUnicity(value, [...path, key])]));
}

/** Takes away what `!reset` marks. */
export function applyResets(tree: Tree, resets: readonly TreePath[]): Tree {
  return resets.reduce<Tree>((result, path) => without(result, path), tree);
}

function without(tree: Tree, path: TreePath): Tree {
  const [key, ...rest] = path;
  if (key === undefined || tree === null || typeof tree !== 'object') return tree;
  if (Array.isArray(tree)) {
    const at = Number(key);
    if (rest.length === 0) return tree.filter((_, index) => index !== at);
    return tree.map((item, index) => (index === at ? without(item, rest) : item));
  }
  if (!isMap(tree)) return tree;
  const value = tree[key];
  if (value === undefined) return tree;
  const others = { ...tree };
  if (rest.length === 0) delete others[key];
  else others[key] = without(value, rest);
  return others;
}
