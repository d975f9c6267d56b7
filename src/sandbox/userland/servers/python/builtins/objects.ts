import type { Interpreter } from '../interpreter.ts';
import { formatValue } from '../text.ts';
import {
  identityOf,
  keyOf,
  PyBuiltin,
  PyClass,
  PyFunction,
  PyInstance,
  PyMethod,
  PyTuple,
  typeName,
  type Value,
} from '../values.ts';
import type { BuiltinTable } from './table.ts';

/** What asks objects for their types and attributes. */
export function addObjects({ interpreter, add }: BuiltinTable): void {
  add('repr', ([value = null]) => interpreter.repr(value));
  add('format', ([value = null, spec = '']) => formatValue(value, String(spec), interpreter.method));
  add('isinstance', ([value = null, wanted = null]) => isInstance(interpreter, value, wanted));
  add(
    'issubclass',
    ([value = null, wanted = null]) => value instanceof PyClass && wanted instanceof PyClass && value.isA(wanted),
  );
  add(
    'callable',
    ([value = null]) =>
      value instanceof PyFunction ||
      value instanceof PyBuiltin ||
      value instanceof PyMethod ||
      value instanceof PyClass,
  );
  add('type', ([value = null]) =>
    value instanceof PyInstance
      ? value.type
      : (interpreter.builtins.get(typeName(value)) ?? new PyClass(typeName(value), [])),
  );
  add('id', ([value = null]) =>
    BigInt(typeof value === 'object' && value !== null ? identityOf(value) * 4096 + 140_000_000_000 : 9_400_000),
  );
  add('hash', ([value = null]) =>
    BigInt([...keyOf(value)].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7)),
  );
  add(
    'getattr',
    async ([object = null, name = '', fallback]) =>
      (await interpreter.findAttribute(object, String(name))) ??
      fallback ??
      interpreter.attribute(object, String(name)),
  );
  add(
    'hasattr',
    async ([object = null, name = '']) => (await interpreter.findAttribute(object, String(name))) !== undefined,
  );
  add('setattr', ([object = null, name = '', value = null]) => {
    if (object instanceof PyInstance) object.attributes.set(String(name), value);
    return null;
  });
  add('super', () => null);
  for (const name of ['property', 'staticmethod', 'classmethod']) {
    add(name, ([wrapped = null]) => {
      const made = new PyInstance(new PyClass(name, []));
      made.attributes.set('wrapped', wrapped);
      made.attributes.set(
        'setter',
        new PyBuiltin('setter', ([setter = null]) => {
          made.attributes.set('fset', setter);
          return made;
        }),
      );
      return made;
    });
  }
}

function isInstance(interpreter: Interpreter, value: Value, wanted: Value): boolean {
  if (wanted instanceof PyTuple) return wanted.items.some((one) => isInstance(interpreter, value, one));
  if (!(wanted instanceof PyClass)) return false;
  if (value instanceof PyInstance) return value.type.isA(wanted) || wanted.name === 'object';
  return (
    interpreter.builtins.get(typeName(value)) === wanted ||
    wanted.name === 'object' ||
    (wanted.name === 'int' && typeof value === 'boolean')
  );
}
