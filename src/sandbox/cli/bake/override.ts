import { goBool } from '../../api/go-bool.ts';
import { BadPattern, goPattern } from '../../api/go-pattern.ts';
import { UsageError } from '../errors.ts';
import { type BakeTarget, listOf, targetOf } from './target.ts';

/** What `--set` says of one setting of a target. */
interface Setting {
  readonly key: string;
  /** `X` of `args.X`. */
  readonly name: string;
  value: string;
  values: string[];
  /** `tags+=x`: the last one decides. */
  adds: boolean;
}

/** For each target that is meant, by its settings. */
export type Overrides = ReadonlyMap<string, ReadonlyMap<string, Setting>>;

/** Of these several values make a list; of all others the last one counts. @see buildx bake/bake.go, newOverrides */
const SEVERAL = new Set(
  'output cache-to cache-from tags platform secrets ssh attest entitlements network annotations'.split(' '),
);
const NAMED = new Set(['args', 'contexts']);

/** @throws {UsageError} `could not match targets with 'a[': syntax error in pattern` */
function meant(pattern: string, targets: readonly string[]): readonly string[] {
  if (targets.includes(pattern)) return [pattern];
  try {
    const regexp = goPattern(pattern);
    return targets.filter((name) => regexp.test(name));
  } catch (error) {
    if (!(error instanceof BadPattern)) throw error;
    throw new UsageError(`could not match targets with '${pattern}': ${error.message}`);
  }
}

/**
 * Reads `a.args.X=1`, `*.tags=x`, `web.tags+=y`.
 *
 * @throws {UsageError} `could not find any target matching 'x'`, `invalid override key web, expected target.name`
 */
export function readOverrides(
  texts: readonly string[],
  targets: readonly string[],
  env: ReadonlyMap<string, string>,
): Overrides {
  const all = new Map<string, Map<string, Setting>>();
  for (const text of texts) {
    const at = text.indexOf('=');
    const path = (at < 0 ? text : text.slice(0, at)).replace(/\+$/, '');
    const [pattern = '', key, ...rest] = path.split('.');
    if (key === undefined) throw new UsageError(`invalid override key ${path}, expected target.name`);
    if (at < 0 && key !== 'args') throw new UsageError(`invalid override ${text}, expected target.name=value`);
    const names = meant(pattern, targets);
    if (names.length === 0) throw new UsageError(`could not find any target matching '${pattern}'`);
    const name = rest.join('.');
    if (NAMED.has(key) && rest.length === 0) {
      throw new UsageError(`invalid key ${path}, ${key} requires name`);
    }
    const value = at < 0 ? env.get(name) : text.slice(at + 1);
    if (value === undefined) continue;
    for (const target of names) {
      const settings = all.get(target) ?? new Map<string, Setting>();
      all.set(target, settings);
      const id = [key, ...rest].join('.');
      const there = settings.get(id) ?? { key, name, value: '', values: [], adds: false };
      settings.set(id, there);
      if (SEVERAL.has(key)) {
        there.adds = text[at - 1] === '+';
        there.values.push(value);
      } else there.value = value;
    }
  }
  return all;
}

/** @throws {UsageError} `unknown key: nosuch`, `invalid value maybe for boolean key no-cache` */
export function overridden(target: BakeTarget, settings: Overrides extends ReadonlyMap<string, infer S> ? S : never) {
  return [...settings.values()].reduce(applied, target);
}

const LISTS: Readonly<Record<string, string>> = {
  ...{ tags: 'tags', output: 'output', 'cache-from': 'cache-from', 'cache-to': 'cache-to' },
  ...{ secrets: 'secret', ssh: 'ssh', platform: 'platforms' },
};
const ADDED = new Set(['entitlements', 'annotations', 'attest']);
const EMPTIED = new Set(['no-cache-filter', 'ulimits']);
const SINGLE = new Set(['context', 'dockerfile', 'target', 'call', 'shm-size']);
const RECORDS = new Set(['args', 'contexts', 'labels', 'extra-hosts']);

function applied(target: BakeTarget, { key, name, value, values, adds }: Setting): BakeTarget {
  const set = (field: string, changed: Parameters<typeof targetOf>[0][string]) => ({
    ...target,
    ...targetOf({ [field]: changed }),
  });
  const list = LISTS[key];
  if (list !== undefined) return set(list, adds ? [...listOf(target, list), ...values] : values);
  if (ADDED.has(key)) return set(key, [...listOf(target, key), ...values]);
  // The reference reads their value from where only lists of several stand, and finds nothing.
  if (EMPTIED.has(key)) return set(key, []);
  if (key === 'network') return set(key, '');
  if (SINGLE.has(key)) return set(key, value);
  if (RECORDS.has(key)) {
    const before = (target[key] ?? {}) as Readonly<Record<string, string>>;
    return set(key, { ...before, [name]: value });
  }
  if (key === 'no-cache' || key === 'pull') return set(key, flagOf(key, value));
  if (key === 'push') return set('output', withPush(listOf(target, 'output'), flagOf(key, value)));
  if (key === 'load') return flagOf(key, value) ? set('output', withLoad(listOf(target, 'output'))) : target;
  throw new UsageError(`unknown key: ${key}`);
}

function flagOf(key: string, text: string): boolean {
  const value = goBool(text);
  if (value === undefined) throw new UsageError(`invalid value ${text} for boolean key ${key}`);
  return value;
}

const typeOf = (output: string): string => /(?:^|,)type=([^,]*)/.exec(output)?.[1] ?? 'local';

/** @see buildx bake/bake.go, setPushOverride */
function withPush(outputs: readonly string[], push: boolean): readonly string[] {
  const images = outputs.map((output) =>
    typeOf(output) === 'image' ? `${output.replace(/,push=[^,]*/, '')},push=${push}` : output,
  );
  if (!push) return images.filter((output) => typeOf(output) !== 'registry');
  return images.every((output) => typeOf(output) === 'docker') ? [...images, 'type=image,push=true'] : images;
}

/** @see buildx bake/bake.go, setLoadOverride */
function withLoad(outputs: readonly string[]): readonly string[] {
  const isImage = (output: string) => ['docker', 'image', 'registry', 'oci'].includes(typeOf(output));
  const isThere = outputs.some((output) => typeOf(output) === 'docker' && !/(?:^|,)dest=./.test(output));
  return isThere || !outputs.every(isImage) ? outputs : [...outputs, 'type=docker'];
}
