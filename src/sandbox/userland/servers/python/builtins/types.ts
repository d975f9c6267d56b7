import { decode, encode } from '../../../../kernel/bytes.ts';
import { pyError } from '../exceptions.ts';
import { callBuiltinMethod } from '../methods/call.ts';
import { PyDict, PyList, PySet, PyTuple, typeName, type Value } from '../values.ts';
import type { BuiltinTable } from './table.ts';

function toInt(value: Value, base: Value): Value {
  if (typeof value === 'boolean') return BigInt(value);
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw pyError('OverflowError', 'cannot convert float infinity to integer');
    return BigInt(Math.trunc(value));
  }
  if (typeof value === 'string') {
    const text = value.trim().replaceAll('_', '');
    if (base !== 10n) {
      const number = parseInt(text.replace(/^0[xob]/i, ''), Number(base));
      if (!Number.isNaN(number)) return BigInt(number);
    } else if (/^[+-]?\d+$/.test(text)) return BigInt(text.replace('+', ''));
    throw pyError('ValueError', `invalid literal for int() with base ${String(base)}: '${value}'`);
  }
  throw pyError(
    'TypeError',
    `int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`,
  );
}

function toFloat(value: Value): Value {
  if (typeof value === 'string') {
    const text = value.trim().toLowerCase();
    const number =
      text === 'inf' || text === 'infinity'
        ? Infinity
        : text === '-inf'
          ? -Infinity
          : text === 'nan' || text === ''
            ? NaN
            : Number(text);
    if (Number.isNaN(number) && text !== 'nan')
      throw pyError('ValueError', `could not convert string to float: '${value}'`);
    return number;
  }
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean') return Number(value);
  throw pyError('TypeError', `float() argument must be a string or a real number, not '${typeName(value)}'`);
}

/** Half to even, as Python rounds. */
/** Types, as functions that convert. */
export function addTypes({ interpreter, addType, items }: BuiltinTable): void {
  addType('int', ([value = 0n, base = 10n]) => toInt(value, base));
  addType('float', ([value = 0]) => toFloat(value));
  addType('str', async ([value = '', coding]) =>
    coding !== undefined && value instanceof Uint8Array ? decode(value) : interpreter.str(value),
  );
  addType('bool', ([value = null]) => interpreter.truth(value));
  addType('list', async ([value]) => new PyList(value === undefined ? [] : await items(value)));
  addType('tuple', async ([value]) => new PyTuple(value === undefined ? [] : await items(value)));
  addType('set', async ([value]) => new PySet(value === undefined ? [] : await items(value)));
  addType('frozenset', async ([value]) => new PySet(value === undefined ? [] : await items(value)));
  addType('bytes', async ([value = '']) =>
    typeof value === 'string'
      ? encode(value)
      : typeof value === 'bigint'
        ? new Uint8Array(Number(value))
        : Uint8Array.from((await items(value)).map(Number)),
  );
  addType('dict', async (args, keywords) => {
    const dict = new PyDict();
    await callBuiltinMethod(interpreter, dict, 'update', args, keywords);
    return dict;
  });
}
