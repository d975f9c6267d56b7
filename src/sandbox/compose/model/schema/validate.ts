import type { Tree } from '../tree.ts';
import { isMap, YamlTime } from '../tree.ts';

type TypeName = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';

/** The part of JSON Schema (draft 7) that compose-spec.json uses. */
export interface Schema {
  readonly $id?: string;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly uniqueItems?: boolean;
  readonly minItems?: number;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly default?: unknown;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

interface Failure {
  readonly path: readonly string[];
  readonly text: string;
  /** An unknown key lies one deeper than the map that holds it. */
  readonly depth: number;
  readonly unknown?: string | undefined;
}

/** What is wrong with a model, and the keys that lead there. */
export interface Problem {
  readonly text: string;
  readonly path: readonly string[];
}

/** What is wrong with a model: the deepest failure, the first among equals. @see compose-go schema/schema.go */
export function validate(schema: Schema, tree: Tree): Problem | undefined {
  const failures = check({ root: schema, schema, path: [] }, tree);
  const [first, ...others] = failures;
  if (first === undefined) return undefined;
  const worst = others.reduce((most, failure) => (failure.depth > most.depth ? failure : most), first);
  return {
    text: `${worst.path.join('.')} ${worst.text}`,
    path: worst.unknown ? [...worst.path, worst.unknown] : worst.path,
  };
}

interface Place {
  readonly root: Schema;
  readonly schema: Schema;
  readonly path: readonly string[];
}

function check(place: Place, value: Tree): Failure[] {
  const { root, schema, path } = place;
  const fail = (text: string, deeper = 0): Failure => ({ path, text, depth: path.length + deeper });
  if (schema.$ref !== undefined) return check({ ...place, schema: resolve(root, schema.$ref) }, value);
  if (value instanceof YamlTime && Object.keys(schema).length > 0) {
    return [{ path, text: 'invalid jsonType time.Time', depth: Infinity }];
  }
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => isType(type as TypeName, value))) return [fail(typeText(types))];
  const failures: Failure[] = [];
  if (schema.enum !== undefined && !schema.enum.includes(value as string)) {
    const values = schema.enum.map((one) => (typeof one === 'string' ? `'${one}'` : String(one)));
    failures.push(
      fail(values.length === 1 ? `value must be ${values[0]}` : `value must be one of ${values.join(', ')}`),
    );
  }
  if (typeof value === 'string' && schema.pattern !== undefined && !new RegExp(schema.pattern).test(value)) {
    failures.push(fail(`'${value}' does not match pattern '${schema.pattern}'`));
  }
  if (typeof value === 'number') {
    if (schema.minimum !== undefined && value < schema.minimum) {
      failures.push(fail(`minimum: got ${value}, want ${schema.minimum}`));
    }
    if (schema.maximum !== undefined && value > schema.maximum) {
      failures.push(fail(`maximum: got ${value}, want ${schema.maximum}`));
    }
  }
  if (isMap(value)) failures.push(...checkMap(place, value));
  if (Array.isArray(value)) failures.push(...checkList(place, value));
  for (const [name, schemas] of [
    ['oneOf', schema.oneOf],
    ['anyOf', schema.anyOf],
  ] as const) {
    if (schemas === undefined) continue;
    const tried = schemas.map((one) => check({ ...place, schema: one }, value));
    const passed = tried.filter((list) => list.length === 0).length;
    if (passed === 0) failures.push(...tried.flat());
    else if (name === 'oneOf' && passed > 1) failures.push(fail(`'oneOf' failed, subschemas matched`));
  }
  return failures;
}

function checkMap(place: Place, map: Readonly<Record<string, Tree>>): Failure[] {
  const { schema, path } = place;
  const failures: Failure[] = [];
  const missing = (schema.required ?? []).filter((key) => !(key in map));
  if (missing.length > 0) {
    const names = missing.map((key) => `'${key}'`).join(', ');
    failures.push({ path, text: `missing propert${missing.length > 1 ? 'ies' : 'y'} ${names}`, depth: path.length });
  }
  const unknown: string[] = [];
  for (const [key, value] of Object.entries(map)) {
    const schemas = [
      ...(schema.properties !== undefined && Object.hasOwn(schema.properties, key) ? [schema.properties[key]] : []),
      ...Object.entries(schema.patternProperties ?? {})
        .filter(([pattern]) => new RegExp(pattern).test(key))
        .map(([, one]) => one),
    ];
    if (schemas.length === 0 && typeof schema.additionalProperties === 'object')
      schemas.push(schema.additionalProperties);
    if (schemas.length === 0 && schema.additionalProperties === false) unknown.push(key);
    for (const one of schemas) {
      if (one !== undefined) failures.push(...check({ ...place, schema: one, path: [...path, key] }, value));
    }
  }
  if (unknown.length > 0) {
    const names = unknown.map((key) => `'${key}'`).join(', ');
    const text = `additional properties ${names} not allowed`;
    failures.push({ path, text, depth: path.length + 1, unknown: unknown[0] });
  }
  return failures;
}

function checkList(place: Place, list: readonly Tree[]): Failure[] {
  const { schema, path } = place;
  const failures: Failure[] = [];
  const { items } = schema;
  if (schema.minItems !== undefined && list.length < schema.minItems) {
    failures.push({ path, text: `minItems: got ${list.length}, want ${schema.minItems}`, depth: path.length });
  }
  if (schema.uniqueItems === true) {
    const seen = list.map((item) => JSON.stringify(item));
    const double = seen.findIndex((item, index) => seen.indexOf(item) < index);
    if (double >= 0) {
      const text = `items at ${seen.indexOf(seen[double] ?? '')} and ${double} are equal`;
      failures.push({ path, text, depth: path.length });
    }
  }
  if (items !== undefined) {
    list.forEach((item, index) =>
      failures.push(...check({ ...place, schema: items, path: [...path, String(index)] }, item)),
    );
  }
  return failures;
}

function resolve(root: Schema, reference: string): Schema {
  const name = reference.replace('#/definitions/', '');
  const found = root.definitions?.[name];
  if (found === undefined) throw new Error(`no definition ${reference}`);
  return found;
}

function isType(type: TypeName, value: Tree): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'object':
      return isMap(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function typeText(types: readonly string[]): string {
  const names = types.map((type) => (type === 'object' ? 'mapping' : type)).sort();
  const last = names.pop() ?? '';
  return `must be a ${names.length === 0 ? last : `${names.join(', ')} or ${last}`}`;
}
