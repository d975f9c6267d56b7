import { GO_STRUCTS } from '../../api/types/go-structs.ts';
import { isScalar, SCALARS } from './go-scalar.ts';
import type { Member, Struct } from './template/value.ts';
import { ADDRESS, isStruct, NIL_MAP, NIL_SLICE, printValue, sortedKeys } from './template/value.ts';

interface Field {
  readonly name: string;
  /** Key in JSON, where it isn't the name. */
  readonly key: string;
  readonly type: string;
  /** Left out of JSON when it has no value. */
  readonly optional: boolean;
  readonly embedded: boolean;
}

const parsed = new Map<string, readonly Field[]>();

/** Fields of a struct, read once from its table. */
function fieldsOf(struct: string): readonly Field[] {
  let fields = parsed.get(struct);
  if (fields === undefined) {
    fields = (GO_STRUCTS[struct] ?? '').split(' ').filter(Boolean).map(parseField);
    parsed.set(struct, fields);
  }
  return fields;
}

function parseField(text: string): Field {
  const embedded = text.startsWith('+');
  const optional = text.endsWith('?');
  const [names = '', type = 's'] = text.slice(embedded ? 1 : 0, optional ? -1 : undefined).split(':');
  const [name = '', key = name] = names.split('/');
  return { name, key, type: embedded ? name : type, optional, embedded };
}

/** A zero value by the letter of its type. */
const ZERO: Readonly<Record<string, unknown>> = { s: '', i: 0, b: false, f: 0 };

type Json = Readonly<Record<string, unknown>>;

/** A JSON value as a Go value of this type. */
function typed(type: string, value: unknown): unknown {
  if (type in ZERO) return value ?? ZERO[type];
  if (isScalar(type)) return SCALARS[type](value);
  const nil = value === undefined || value === null;
  if (type.startsWith('[]')) return nil ? NIL_SLICE : (value as unknown[]).map((item) => typed(type.slice(2), item));
  if (type.startsWith('{}')) {
    if (nil) return NIL_MAP;
    const map = value as Json;
    return Object.fromEntries(sortedKeys(map).map((key) => [key, typed(type.slice(2), map[key])]));
  }
  if (type.startsWith('*')) {
    const target = nil ? null : typed(type.slice(1), value);
    return isStruct(target) ? { ...target, typeName: type, pointer: true } : target;
  }
  return type === 'any' ? (value ?? null) : goStruct(type, (value ?? {}) as Json);
}

function printField(type: string, value: unknown): string {
  if (type.startsWith('*') && value !== null && value !== undefined) return ADDRESS;
  return printValue(typed(type, value), false);
}

/** JSON of the daemon as the Go struct that docker's client reads it into. @param name key of GO_STRUCTS */
export function goStruct(name: string, json: Json): Struct {
  const fields = fieldsOf(name);
  return {
    kind: 'struct',
    typeName: name,
    member: (wanted): Member | undefined => {
      for (const field of fields) {
        if (field.embedded) {
          const inner = goStruct(field.name, json);
          if (field.name.replace(/^.*\./, '') === wanted) return () => inner;
          const found = inner.member(wanted);
          if (found !== undefined) return found;
        } else if (field.name === wanted) return () => typed(field.type, json[field.key]);
      }
      return undefined;
    },
    print: () =>
      `{${fields
        .map((field) => (field.embedded ? goStruct(field.name, json).print() : printField(field.type, json[field.key])))
        .join(' ')}}`,
    json: () => Object.fromEntries(fields.flatMap((field) => jsonField(field, json))),
  };
}

function jsonField(field: Field, json: Json): (readonly [string, unknown])[] {
  const value = json[field.key];
  if (field.embedded) return Object.entries(goStruct(field.name, json).json() as Json);
  if (field.optional && isEmpty(field.type, value)) return [];
  return [[field.key, typed(field.type, value)]];
}

function isEmpty(type: string, value: unknown): boolean {
  if (value === undefined || value === null || value === ZERO[type]) return true;
  if (isScalar(type)) return type !== 't' && (value === 0 || value === '');
  if (Array.isArray(value)) return value.length === 0;
  return type.startsWith('{}') && Object.keys(value as Json).length === 0;
}
