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
/** Of these `--print` shows the fields. */
const FIELDS = new Set(['attest', 'output', 'cache-from', 'cache-to', 'secret']);

/** What a target is made of; keys are those of the file. */
export type BakeTarget = Readonly<Record<string, Value>>;

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
      if (LISTS.has(key)) return [key, listOf(value)];
      return [key, key === 'pull' || key === 'no-cache' ? value === true || value === 'true' : String(value)];
    }),
  );
}

const listOf = (value: Value): readonly string[] =>
  (Array.isArray(value) ? (value as readonly Value[]) : [value]).map((item) =>
    item !== null && typeof item === 'object'
      ? Object.entries(item as Readonly<Record<string, Value>>)
          .map(([key, inner]) => `${key}=${String(inner)}`)
          .join(',')
      : String(item),
  );

/** A target with what it inherits: records are merged, all else is replaced. */
export function merged(base: BakeTarget, over: BakeTarget): BakeTarget {
  const result: Record<string, Value> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = result[key];
    result[key] =
      RECORDS.has(key) && before !== undefined
        ? { ...(before as Record<string, Value>), ...(value as Record<string, Value>) }
        : value;
  }
  return result;
}

const fieldsOf = (text: string): Value => {
  const pairs = text.split(',').map((field): [string, string] => {
    const at = field.indexOf('=');
    return at < 0 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)];
  });
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** As `--print` shows it. */
export function printed(target: BakeTarget): Readonly<Record<string, Value>> {
  const all: BakeTarget = { context: '.', dockerfile: 'Dockerfile', ...target };
  return Object.fromEntries(
    KEYS.flatMap((key): [string, Value][] => {
      const value = all[key];
      const isEmpty =
        value === undefined || value === false || (typeof value === 'object' && Object.keys(value ?? {}).length === 0);
      if (isEmpty || key === 'inherits') return [];
      if (RECORDS.has(key)) return [[key, sorted(value as Readonly<Record<string, Value>>)]];
      if (!FIELDS.has(key)) return [[key, value]];
      return [[key, (value as readonly string[]).map((text) => (text.includes('=') ? fieldsOf(text) : text))]];
    }),
  );
}

const sorted = (record: Readonly<Record<string, Value>>): Value =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
