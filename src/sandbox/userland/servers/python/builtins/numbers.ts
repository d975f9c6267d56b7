import { PyTuple, type Value } from '../values.ts';
import type { BuiltinTable } from './table.ts';

function round(value: Value, digits: Value | undefined): Value {
  if (typeof value === 'bigint') return value;
  const number = Number(value);
  if (digits === undefined || digits === null) {
    const floor = Math.floor(number);
    const rest = number - floor;
    return BigInt(rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor);
  }
  return Number(number.toFixed(Number(digits)));
}

/** Arithmetic, and numbers as texts. */
export function addNumbers({ interpreter, add }: BuiltinTable): void {
  add('abs', ([value = 0n]) => (typeof value === 'bigint' ? (value < 0n ? -value : value) : Math.abs(Number(value))));
  add('round', ([value = 0n, digits]) => round(value, digits));
  add('pow', ([a = 0n, b = 0n]) => interpreter.operate('**', a, b));
  add(
    'divmod',
    async ([a = 0n, b = 1n]) =>
      new PyTuple([await interpreter.operate('//', a, b), await interpreter.operate('%', a, b)]),
  );
  add('chr', ([code]) => String.fromCodePoint(Number(code)));
  add('ord', ([letter]) => BigInt(String(letter).codePointAt(0) ?? 0));
  add('hex', ([value]) => `0x${BigInt(Number(value)).toString(16)}`);
  add('bin', ([value]) => `0b${BigInt(Number(value)).toString(2)}`);
  add('oct', ([value]) => `0o${BigInt(Number(value)).toString(8)}`);
}
