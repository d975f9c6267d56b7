import { concat } from '../../../kernel/bytes.ts';
import { pyError } from './exceptions.ts';
import { PyClass, PyDict, PyList, PySet, PyTuple, typeName, type Value } from './values.ts';

/** Octets and items that one value may hold. */
const LIMIT = 16 * 2 ** 20;

const toNumber = (value: Value): bigint | number | undefined =>
  typeof value === 'boolean'
    ? BigInt(value)
    : typeof value === 'bigint' || typeof value === 'number'
      ? value
      : undefined;

const modulo = (a: bigint, b: bigint): bigint => ((a % b) + b) % b;
const floorDivide = (a: bigint, b: bigint): bigint => (a - modulo(a, b)) / b;

function arithmetic(operator: string, a: bigint | number, b: bigint | number): Value | undefined {
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    switch (operator) {
      case '+':
        return a + b;
      case '-':
        return a - b;
      case '*':
        return a * b;
      case '/':
        if (b === 0n) throw pyError('ZeroDivisionError', 'division by zero');
        return Number(a) / Number(b);
      case '//':
        if (b === 0n) throw pyError('ZeroDivisionError', 'integer division or modulo by zero');
        return floorDivide(a, b);
      case '%':
        if (b === 0n) throw pyError('ZeroDivisionError', 'integer modulo by zero');
        return modulo(a, b);
      case '**':
        if (b < 0n) return Number(a) ** Number(b);
        if (b > 100_000n) throw pyError('MemoryError');
        return a ** b;
      case '&':
        return a & b;
      case '|':
        return a | b;
      case '^':
        return a ^ b;
      case '<<':
        if (b > 100_000n) throw pyError('MemoryError');
        return a << b;
      case '>>':
        return a >> b;
    }
    return undefined;
  }
  const [x, y] = [Number(a), Number(b)];
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      if (y === 0) throw pyError('ZeroDivisionError', 'float division by zero');
      return x / y;
    case '//':
      if (y === 0) throw pyError('ZeroDivisionError', 'float floor division by zero');
      return Math.floor(x / y);
    case '%':
      if (y === 0) throw pyError('ZeroDivisionError', 'float modulo');
      return x - Math.floor(x / y) * y;
    case '**':
      return x ** y;
  }
  return undefined;
}

function repeat(value: Value, count: bigint): Value | undefined {
  const times = Math.max(0, Number(count));
  const size =
    typeof value === 'string'
      ? value.length
      : value instanceof PyList || value instanceof PyTuple
        ? value.items.length
        : 0;
  if (size * times > LIMIT) throw pyError('MemoryError');
  if (typeof value === 'string') return value.repeat(times);
  if (value instanceof PyList) return new PyList(Array.from({ length: times }, () => value.items).flat());
  if (value instanceof PyTuple) return new PyTuple(Array.from({ length: times }, () => value.items).flat());
  return undefined;
}

/** A binary operation on built-in types. */
export function binary(operator: string, left: Value, right: Value): Value {
  const [a, b] = [toNumber(left), toNumber(right)];
  if (a !== undefined && b !== undefined) {
    const result = arithmetic(operator, a, b);
    if (result !== undefined)
      return typeof left === 'boolean' && typeof right === 'boolean' && '&|^'.includes(operator)
        ? result !== 0n
        : result;
  }
  if (operator === '+') {
    if (typeof left === 'string' && typeof right === 'string') return left + right;
    if (left instanceof PyList && right instanceof PyList) return new PyList([...left.items, ...right.items]);
    if (left instanceof PyTuple && right instanceof PyTuple) return new PyTuple([...left.items, ...right.items]);
    if (left instanceof Uint8Array && right instanceof Uint8Array) return concat([left, right]);
    for (const type of ['str', 'list', 'tuple', 'bytes']) {
      if (typeName(left) !== type) continue;
      if (type === 'bytes') throw pyError('TypeError', `can't concat ${typeName(right)} to bytes`);
      throw pyError('TypeError', `can only concatenate ${type} (not "${typeName(right)}") to ${type}`);
    }
  }
  if (operator === '*') {
    const repeated = typeof b === 'bigint' ? repeat(left, b) : typeof a === 'bigint' ? repeat(right, a) : undefined;
    if (repeated !== undefined) return repeated;
  }
  if (left instanceof PySet && right instanceof PySet) {
    if (operator === '|') return new PySet([...left.items, ...right.items]);
    if (operator === '&') return new PySet(left.items.filter((item) => right.has(item)));
    if (operator === '-') return new PySet(left.items.filter((item) => !right.has(item)));
    if (operator === '^')
      return new PySet([
        ...left.items.filter((item) => !right.has(item)),
        ...right.items.filter((item) => !left.has(item)),
      ]);
  }
  if (left instanceof PyDict && right instanceof PyDict && operator === '|') {
    return PyDict.of([...left.entries.values(), ...right.entries.values()]);
  }
  if (operator === '|' && (left instanceof PyClass || right instanceof PyClass)) return left;
  const shown = operator === '**' ? '** or pow()' : operator;
  throw pyError('TypeError', `unsupported operand type(s) for ${shown}: '${typeName(left)}' and '${typeName(right)}'`);
}

export function unary(operator: string, operand: Value): Value {
  const number = toNumber(operand);
  if (number !== undefined) {
    if (operator === '-') return -number;
    if (operator === '+') return number;
    if (typeof number === 'bigint') return ~number;
  }
  throw pyError('TypeError', `bad operand type for unary ${operator}: '${typeName(operand)}'`);
}

/** `==` of built-in types. */
export function equals(left: Value, right: Value): boolean {
  if (left === right) return true;
  const [a, b] = [toNumber(left), toNumber(right)];
  if (a !== undefined && b !== undefined) return a <= b && a >= b; // an int may equal a float; NaN equals nothing
  if (left instanceof PyList && right instanceof PyList) return sameItems(left.items, right.items);
  if (left instanceof PyTuple && right instanceof PyTuple) return sameItems(left.items, right.items);
  if (left instanceof PySet && right instanceof PySet)
    return left.entries.size === right.entries.size && left.items.every((item) => right.has(item));
  if (left instanceof PyDict && right instanceof PyDict) {
    return (
      left.entries.size === right.entries.size &&
      [...left.entries.values()].every(([key, value]) => {
        const other = right.get(key);
        return other !== undefined && equals(value, other);
      })
    );
  }
  if (left instanceof Uint8Array && right instanceof Uint8Array)
    return left.length === right.length && left.every((byte, at) => byte === right[at]);
  return false;
}

const sameItems = (a: readonly Value[], b: readonly Value[]): boolean =>
  a.length === b.length && a.every((item, index) => equals(item, b[index] ?? null));

/** Below zero if `left` comes first. */
export function order(left: Value, right: Value, operator = '<'): number {
  const [a, b] = [toNumber(left), toNumber(right)];
  if (a !== undefined && b !== undefined) return a < b ? -1 : a > b ? 1 : 0;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  const sequences =
    (left instanceof PyList && right instanceof PyList) || (left instanceof PyTuple && right instanceof PyTuple);
  if (sequences) {
    const [x, y] = [left.items, right.items];
    for (let index = 0; index < Math.min(x.length, y.length); index++) {
      const [p = null, q = null] = [x[index], y[index]];
      if (!equals(p, q)) return order(p, q, operator);
    }
    return x.length - y.length;
  }
  throw pyError(
    'TypeError',
    `'${operator}' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`,
  );
}

export function truth(value: Value): boolean {
  if (value === null || value === false || value === 0 || value === 0n || value === '') return false;
  if (value instanceof PyList || value instanceof PyTuple) return value.items.length > 0;
  if (value instanceof PyDict || value instanceof PySet) return value.entries.size > 0;
  if (value instanceof Uint8Array) return value.length > 0;
  return true;
}
