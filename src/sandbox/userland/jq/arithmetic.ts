import { brief, compare, isArray, isObject, JqError, type Json, typeOf } from './value.ts';

const refuse = (left: Json, right: Json, what: string): never => {
  throw new JqError(`${typeOf(left)} (${brief(left)}) and ${typeOf(right)} (${brief(right)}) cannot be ${what}`);
};

export function add(left: Json, right: Json): Json {
  if (left === null) return right;
  if (right === null) return left;
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  if (isArray(left) && isArray(right)) return [...left, ...right];
  if (isObject(left) && isObject(right)) return { ...left, ...right };
  return refuse(left, right, 'added');
}

function merge(left: Json, right: Json): Json {
  if (!isObject(left) || !isObject(right)) return right;
  const out: Record<string, Json> = { ...left };
  for (const [key, value] of Object.entries(right)) out[key] = merge(left[key] ?? null, value);
  return out;
}

/** All operators that work on two values. */
export function arithmetic(operator: string, left: Json, right: Json): Json {
  const numbers = typeof left === 'number' && typeof right === 'number';
  switch (operator) {
    case '+':
      return add(left, right);
    case '-':
      if (numbers) return left - right;
      if (isArray(left) && isArray(right))
        return left.filter((item) => !right.some((other) => compare(item, other) === 0));
      return refuse(left, right, 'subtracted');
    case '*':
      if (numbers) return left * right;
      if (isObject(left) && isObject(right)) return merge(left, right);
      if (typeof left === 'string' && typeof right === 'number')
        return right <= 0 ? null : left.repeat(Math.max(1, Math.floor(right)));
      return refuse(left, right, 'multiplied');
    case '/':
      if (numbers) return right === 0 ? refuse(left, right, 'divided because the divisor is zero') : left / right;
      if (typeof left === 'string' && typeof right === 'string') return left === '' ? [] : left.split(right);
      return refuse(left, right, 'divided');
    case '%':
      if (numbers)
        return Math.trunc(right) === 0
          ? refuse(left, right, 'divided because the divisor is zero')
          : Math.trunc(left) % Math.trunc(Math.abs(right));
      return refuse(left, right, 'divided');
    case '==':
      return compare(left, right) === 0;
    case '!=':
      return compare(left, right) !== 0;
    case '<':
      return compare(left, right) < 0;
    case '<=':
      return compare(left, right) <= 0;
    case '>':
      return compare(left, right) > 0;
    default:
      return compare(left, right) >= 0;
  }
}
