import type { Value } from './evaluate.ts';

const text = (value: Value | undefined): string => (value === null || value === undefined ? '' : String(value));
const number = (value: Value | undefined): number => Number(value);
const list = (value: Value | undefined): readonly Value[] => (Array.isArray(value) ? (value as readonly Value[]) : []);
const object = (value: Value | undefined): Readonly<Record<string, Value>> =>
  (value ?? {}) as Readonly<Record<string, Value>>;
const same = (a: Value | undefined, b: Value | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

function format(pattern: string, values: readonly Value[]): string {
  let next = 0;
  return pattern.replace(/%(?:%|[sdvq])/g, (verb) => {
    if (verb === '%%') return '%';
    const value = text(values[next++]);
    return verb === '%q' ? JSON.stringify(value) : value;
  });
}

/** Functions of bake files. @see buildx bake/hclparser/stdlib.go */
export const FUNCTIONS: Readonly<Record<string, (...args: readonly Value[]) => Value>> = {
  add: (a, b) => number(a) + number(b),
  and: (a, b) => a === true && b === true,
  basename: (a) => text(a).split('/').at(-1) ?? '',
  ceil: (a) => Math.ceil(number(a)),
  chomp: (a) => text(a).replace(/[\r\n]+$/, ''),
  coalesce: (...args) => args.find((arg) => arg !== null) ?? null,
  compact: (a) => list(a).filter((item) => item !== '' && item !== null),
  concat: (...args) => args.flatMap((arg) => [...list(arg)]),
  contains: (a, b) => list(a).some((item) => same(item, b)),
  dirname: (a) => text(a).replace(/\/[^/]*$/, '') || '.',
  distinct: (a) => list(a).filter((item, index, all) => all.findIndex((other) => same(other, item)) === index),
  divide: (a, b) => number(a) / number(b),
  element: (a, b) => list(a)[number(b) % list(a).length] ?? null,
  equal: (a, b) => same(a, b),
  flatten: (a) => (list(a) as unknown[]).flat(Infinity) as Value[],
  floor: (a) => Math.floor(number(a)),
  format: (a, ...rest) => format(text(a), rest),
  greaterthan: (a, b) => number(a) > number(b),
  join: (a, ...rest) => rest.flatMap((each) => list(each).map(text)).join(text(a)),
  keys: (a) => Object.keys(object(a)).sort(),
  length: (a) => (Array.isArray(a) ? a.length : typeof a === 'string' ? a.length : Object.keys(object(a)).length),
  lessthan: (a, b) => number(a) < number(b),
  lookup: (a, b, c = null) => object(a)[text(b)] ?? c,
  lower: (a) => text(a).toLowerCase(),
  max: (...args) => Math.max(...args.map(number)),
  merge: (...args) => Object.assign({}, ...args.map(object)) as Record<string, Value>,
  min: (...args) => Math.min(...args.map(number)),
  modulo: (a, b) => number(a) % number(b),
  multiply: (a, b) => number(a) * number(b),
  not: (a) => a !== true,
  notequal: (a, b) => !same(a, b),
  or: (a, b) => a === true || b === true,
  replace: (a, b, c) => text(a).replaceAll(text(b), text(c)),
  reverselist: (a) => [...list(a)].reverse(),
  sort: (a) => [...list(a)].map(text).sort(),
  split: (a, b) => text(b).split(text(a)),
  strlen: (a) => text(a).length,
  substr: (a, b, c) => text(a).slice(number(b), number(c) < 0 ? undefined : number(b) + number(c)),
  subtract: (a, b) => number(a) - number(b),
  title: (a) => text(a).replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
  trim: (a, b) => trimmed([...text(a)], [...text(b)]),
  trimprefix: (a, b) => (text(a).startsWith(text(b)) ? text(a).slice(text(b).length) : (a ?? '')),
  trimspace: (a) => text(a).trim(),
  trimsuffix: (a, b) => (text(a).endsWith(text(b)) ? text(a).slice(0, -text(b).length) : (a ?? '')),
  upper: (a) => text(a).toUpperCase(),
  values: (a) =>
    Object.entries(object(a))
      .sort(([x], [y]) => (x < y ? -1 : 1))
      .map(([, value]) => value),
};

/** Without the letters of a set at both ends. */
function trimmed(letters: readonly string[], set: readonly string[]): string {
  const isKept = (letter: string) => !set.includes(letter);
  const first = letters.findIndex(isKept);
  return first < 0 ? '' : letters.slice(first, letters.findLastIndex(isKept) + 1).join('');
}
