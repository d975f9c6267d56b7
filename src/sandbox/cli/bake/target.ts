import type { Value } from './hcl/evaluate.ts';

/** Settings of a target, in the order in which `--print` shows them. */
const KEYS = [
  ...[
    'description',
    'inherits',
    'annotations',
    'attest',
    'context',
    'contexts',
    'dockerfile',
    'dockerfile-inline',
    'args',
  ],
  ...['labels', 'tags', 'cache-from', 'cache-to', 'target', 'secret', 'ssh', 'platforms', 'output', 'pull', 'no-cache'],
  ...['network', 'no-cache-filter', 'shm-size', 'ulimits', 'call', 'entitlements', 'extra-hosts'],
];
const RECORDS = new Set(['contexts', 'args', 'labels', 'extra-hosts']);
const LISTS = new Set(
  'annotations attest tags cache-from cache-to secret ssh platforms output no-cache-filter ulimits entitlements inherits'.split(
    ' ',
  ),
);
/** Lists that grow where one target takes over another; of the rest the last one counts. */
const GROWING = new Set('annotations attest secret ssh cache-from no-cache-filter ulimits entitlements'.split(' '));
/** Of these `--print` shows the fields. */
const FIELDS = new Set(['attest', 'output', 'cache-from', 'cache-to', 'secret']);
/** In these `${` would be read as a template again. */
const TEMPLATES = new Set(['annotations', 'dockerfile-inline', 'labels', 'args', 'extra-hosts']);

/** What a target is made of; keys are those of the file. */
export type BakeTarget = Readonly<Record<string, Value>>;

/** A list of a target; empty where it has none. */
export const listOf = (target: BakeTarget, key: string): readonly string[] => (target[key] ?? []) as readonly string[];

/** Settings that BuildKit knows; others count for nothing, and so does null. */
export function targetOf(values: Readonly<Record<string, Value>>): BakeTarget {
  const kept = Object.entries(values).filter(([key, value]) => KEYS.includes(key) && value !== null);
  return Object.fromEntries(
    kept.map(([key, value]): [string, Value] => {
      if (RECORDS.has(key)) {
        const entries = Object.entries((value ?? {}) as Readonly<Record<string, Value>>);
        return [
          key,
          Object.fromEntries(
            entries.filter(([, inner]) => inner !== null).map(([name, inner]) => [name, String(inner)]),
          ),
        ];
      }
      if (LISTS.has(key)) return [key, textsOf(value)];
      return [key, key === 'pull' || key === 'no-cache' ? value === true || value === 'true' : String(value)];
    }),
  );
}

const textsOf = (value: Value): readonly string[] =>
  (Array.isArray(value) ? (value as readonly Value[]) : [value])
    .map((item) =>
      item !== null && typeof item === 'object'
        ? Object.entries(item as Readonly<Record<string, Value>>)
            .map(([key, inner]) => `${key}=${String(inner)}`)
            .join(',')
        : String(item),
    )
    .filter((text) => text !== '');

/** A target with what it inherits: records are merged, some lists grow, all else is replaced. @see buildx bake/bake.go, Merge */
export function merged(base: BakeTarget, over: BakeTarget): BakeTarget {
  const result: Record<string, Value> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = result[key];
    if (RECORDS.has(key) && before !== undefined) {
      result[key] = { ...(before as Record<string, Value>), ...(value as Record<string, Value>) };
    } else result[key] = GROWING.has(key) ? [...listOf(base, key), ...listOf(over, key)] : value;
  }
  return result;
}

/** Without what is there twice, and with the rights that its network needs. */
export function normalized(target: BakeTarget): BakeTarget {
  const all =
    target['network'] === 'host'
      ? { ...target, entitlements: [...listOf(target, 'entitlements'), 'network.host'] }
      : target;
  return Object.fromEntries(
    Object.entries(all).map(([key, value]) => [key, Array.isArray(value) ? [...new Set(value)] : value]),
  );
}

const fieldsOf = (text: string): Value => {
  const pairs = text.split(',').map((field): [string, Value] => {
    const at = field.indexOf('=');
    const [key, value] = at < 0 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)];
    return [key, key === 'disabled' ? value === 'true' : value];
  });
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
};

const KINDS: Readonly<Record<string, (text: string) => string>> = {
  'cache-from': (text) => `type=registry,ref=${text}`,
  'cache-to': (text) => `type=registry,ref=${text}`,
  output: (text) => (text === '-' ? 'type=tar,dest=-' : `type=local,dest=${text}`),
};

/** The long form of `app:cache`, `out`. */
const fielded = (key: string, text: string): string => (text.includes('=') ? text : (KINDS[key]?.(text) ?? text));

const escaped = (value: Value): Value => {
  if (typeof value === 'string') return value.replace(/[$%](?=\{)/g, (sign) => sign + sign);
  if (Array.isArray(value)) return value.map(escaped);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, escaped(inner as Value)]));
};

/** A folder as Go's filepath.Clean writes it; an address of something else stays. */
export function cleanPath(path: string): string {
  if (path.includes('://') || path.startsWith('git@') || path === '-') return path;
  const isAbsolute = path.startsWith('/');
  const names: string[] = [];
  for (const name of path.split('/').filter((part) => part !== '' && part !== '.')) {
    if (name === '..' && names.length > 0 && names.at(-1) !== '..') names.pop();
    else if (name !== '..' || !isAbsolute) names.push(name);
  }
  return `${isAbsolute ? '/' : ''}${names.join('/')}` || '.';
}

/** As `--print` shows it. */
export function printed(target: BakeTarget): Readonly<Record<string, Value>> {
  const all: BakeTarget = {
    dockerfile: 'Dockerfile',
    ...target,
    context: cleanPath(String(target['context'] ?? '.')),
  };
  return Object.fromEntries(
    KEYS.flatMap((key): [string, Value][] => {
      const value = all[key];
      const isEmpty =
        value === undefined || value === false || (typeof value === 'object' && Object.keys(value ?? {}).length === 0);
      if (isEmpty || key === 'inherits') return [];
      const shown = TEMPLATES.has(key) ? escaped(value) : value;
      if (RECORDS.has(key)) return [[key, sorted(shown as Readonly<Record<string, Value>>)]];
      if (!FIELDS.has(key)) return [[key, shown]];
      return [
        [
          key,
          (shown as readonly string[])
            .map((text) => fielded(key, text))
            .map((text) => (text.includes('=') ? fieldsOf(text) : text)),
        ],
      ];
    }),
  );
}

const sorted = (record: Readonly<Record<string, Value>>): Value =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
