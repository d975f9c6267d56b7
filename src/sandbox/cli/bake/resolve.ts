import { UsageError } from '../errors.ts';
import type { Definition } from './definition.ts';
import { type BakeTarget, merged, targetOf } from './target.ts';

/** What is to be built, with all that is inherited and overridden. */
export interface Bake {
  /** By their names, in the order of the alphabet. */
  readonly targets: ReadonlyMap<string, BakeTarget>;
  /** As `--print` shows them. */
  readonly groups: Readonly<Record<string, { readonly targets: readonly string[] }>>;
}

const LISTED = new Set(
  'tags cache-from cache-to secret ssh platforms output attest annotations entitlements no-cache-filter'.split(' '),
);
const SINGLE = new Set('context dockerfile target pull no-cache network shm-size call push load'.split(' '));
const RECORDS = new Set('args contexts labels extra-hosts'.split(' '));

/** `a.args.X=1`, `*.tags=x` */
function readOverride(text: string): {
  readonly pattern: RegExp;
  readonly shown: string;
  readonly apply: (target: BakeTarget) => BakeTarget;
} {
  const at = text.indexOf('=');
  const path = at < 0 ? text : text.slice(0, at);
  const value = at < 0 ? '' : text.slice(at + 1);
  const [name = '', key, ...rest] = path.split('.');
  if (key === undefined || key === '') throw new UsageError(`invalid override key ${text}, expected target.name`);
  if (!LISTED.has(key) && !SINGLE.has(key) && !RECORDS.has(key)) throw new UsageError(`unknown key: ${key}`);
  const pattern = new RegExp(
    `^${name
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
  const setting = RECORDS.has(key)
    ? { [key]: { [rest.join('.')]: value } }
    : { [key]: LISTED.has(key) ? [value] : value };
  return { pattern, shown: name, apply: (target) => merged(target, targetOf(setting)) };
}

type Override = ReturnType<typeof readOverride>;

/** A target with all that it takes over; overrides of the others reach it, too. */
function inherited(
  definition: Definition,
  name: string,
  overrides: readonly Override[],
  seen: readonly string[] = [],
): BakeTarget {
  const own = definition.targets.get(name);
  if (own === undefined) throw new UsageError(`failed to find target ${name}`);
  const listed = (own['inherits'] ?? []) as readonly string[];
  const parents = listed
    .filter((parent) => !seen.includes(parent) && parent !== name)
    .map((parent) => inherited(definition, parent, overrides, [...seen, name]));
  const whole = [...parents, own].reduce(merged, {});
  return overrides.filter(({ pattern }) => pattern.test(name)).reduce((all, { apply }) => apply(all), whole);
}

/** The targets that names stand for: a group for its members. @throws {UsageError} `failed to find target nosuch` */
export function resolveBake(
  definition: Definition,
  names: readonly string[],
  { set, everywhere }: { readonly set: readonly string[]; readonly everywhere: BakeTarget },
): Bake {
  const asked = names.length === 0 ? ['default'] : names;
  const found = new Set<string>();
  const groups: Record<string, { targets: readonly string[] }> = {};
  const visit = (name: string) => {
    const group = definition.groups.get(name);
    if (group === undefined) {
      const { contexts } = inherited(definition, name, []);
      found.add(name);
      for (const value of Object.values((contexts ?? {}) as Readonly<Record<string, string>>)) {
        if (value.startsWith('target:') && !found.has(value.slice(7))) visit(value.slice(7));
      }
      return;
    }
    if (groups[name] !== undefined) return;
    groups[name] = { targets: group.targets };
    for (const member of group.targets) visit(member);
  };
  for (const name of asked) visit(name);
  if (groups['default'] === undefined || names.length > 0) groups['default'] = { targets: [...new Set(asked)].sort() };
  const overrides = set.map(readOverride);
  for (const { pattern, shown } of overrides) {
    if ([...definition.targets.keys()].some((name) => pattern.test(name))) continue;
    throw new UsageError(`could not find any target matching '${shown}'`);
  }
  const targets = [...found].sort().map((name): [string, BakeTarget] => {
    const target = merged(inherited(definition, name, []), everywhere);
    return [name, merged(target, inherited(definition, name, overrides))];
  });
  const sorted = Object.entries(groups).sort(([a], [b]) => (a < b ? -1 : 1));
  return { targets: new Map(targets), groups: Object.fromEntries(sorted) };
}
