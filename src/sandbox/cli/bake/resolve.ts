import { fitsPattern } from '../../api/go-pattern.ts';
import { UsageError } from '../errors.ts';
import type { Definition } from './definition.ts';
import { overridden, type Overrides, readOverrides } from './override.ts';
import { type BakeTarget, listOf, merged, normalized } from './target.ts';

/** What is to be built, with all that is inherited and overridden. */
export interface Bake {
  /** By their names, in the order of the alphabet. */
  readonly targets: ReadonlyMap<string, BakeTarget>;
  /** Targets that others start from, which nobody asked for. */
  readonly linked: ReadonlySet<string>;
  /** As `--print` shows them; null: a file without anything to build. */
  readonly groups: Readonly<Record<string, { readonly targets: readonly string[] | null }>>;
}

/** A target with all that it takes over; overrides of the others reach it, too. */
function inherited(
  definition: Definition,
  name: string,
  overrides: Overrides,
  seen: readonly string[] = [],
): BakeTarget {
  const own = definition.targets.get(name);
  if (own === undefined) throw new UsageError(`failed to find target ${name}`);
  const parents = listOf(own, 'inherits')
    .filter((parent) => !seen.includes(parent) && parent !== name)
    .map((parent) => inherited(definition, parent, overrides, [...seen, name]));
  const whole = [...parents, own].reduce(merged, {});
  const settings = overrides.get(name);
  return normalized(settings === undefined ? whole : overridden(whole, settings));
}

/** The name of a service as that of a target. */
const targetName = (name: string): string => name.replaceAll('.', '_');

/** @throws {UsageError} `could not find any target matching "z*"` */
function matching({ groups, targets }: Definition, asked: readonly string[]): readonly string[] {
  const found = asked.map(targetName).flatMap((name) => {
    if (!/[*?[\]]/.test(name)) return [name];
    const names = [...groups.keys(), ...targets.keys()].filter(fitsPattern(name));
    if (names.length > 0) return names;
    throw new UsageError(`could not find any target matching ${JSON.stringify(name)}`);
  });
  return [...new Set(found)];
}

/**
 * The targets that names stand for: a group for its members.
 *
 * @throws {UsageError} `failed to find target nosuch`, `target a cannot link to itself`
 */
export function resolveBake(
  definition: Definition,
  names: readonly string[],
  { set, env }: { readonly set: readonly string[]; readonly env: ReadonlyMap<string, string> },
): Bake {
  const asked = matching(definition, names.length === 0 ? ['default'] : names);
  const overrides = readOverrides(set, [...definition.targets.keys()], env);
  const targets = new Map<string, BakeTarget>();
  const groups: Record<string, { targets: readonly string[] | null }> = {};
  const visit = (name: string): void => {
    const group = definition.groups.get(name);
    if (group === undefined) {
      targets.set(name, inherited(definition, name, overrides));
      return;
    }
    if (groups[name] !== undefined) return;
    groups[name] = { targets: group.targets };
    for (const member of group.targets) visit(member);
  };
  for (const name of asked) visit(name);
  const wanted = asked.filter((name) => name !== 'default' || groups['default'] === undefined);
  const all = [...new Set([...(groups['default']?.targets ?? []), ...wanted])].sort();
  groups['default'] = { targets: all.length === 0 ? null : all };
  const linked = new Set<string>();
  const link = (name: string, path: readonly string[]): void => {
    for (const other of linksOf(targets.get(name))) {
      if (other === name) throw new UsageError(`target ${name} cannot link to itself`);
      if (path.includes(other)) throw new UsageError(`infinite loop from ${name} to ${other}`);
      if (!targets.has(other)) {
        targets.set(other, { ...inherited(definition, other, overrides), output: ['type=cacheonly'] });
        linked.add(other);
      }
      link(other, [...path, other]);
    }
  };
  for (const name of [...targets.keys()]) link(name, [name]);
  const byName = <One>([a]: [string, One], [b]: [string, One]) => (a < b ? -1 : 1);
  return {
    targets: new Map([...targets].sort(byName)),
    linked,
    groups: Object.fromEntries(Object.entries(groups).sort(byName)),
  };
}

/** Targets whose results a target takes as contexts. */
export const linksOf = (target: BakeTarget | undefined): readonly string[] =>
  Object.values((target?.['contexts'] ?? {}) as Readonly<Record<string, string>>)
    .filter((context) => context.startsWith('target:'))
    .map((context) => context.slice('target:'.length));
