import { HclError, HclNotSimulated } from './error.ts';
import { FUNCTIONS } from './functions.ts';
import type { Expression } from './syntax.ts';

export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** A function that the file defines. */
export interface OwnFunction {
  readonly params: readonly string[];
  readonly result: Expression;
}

/** What names mean in an expression. */
export interface HclScope {
  readonly file: string;
  readonly variable: (name: string) => Value | undefined;
  readonly functions: ReadonlyMap<string, OwnFunction>;
}

const within = (scope: HclScope, names: ReadonlyMap<string, Value>): HclScope => ({
  ...scope,
  variable: (name) => names.get(name) ?? scope.variable(name),
});

const templateText = (value: Value): string => (value === null ? '' : String(value));

/** @throws {HclError} `Unknown variable; …`, {HclNotSimulated} functions that aren't there */
export function evaluate(expression: Expression, scope: HclScope): Value {
  const of = (inner: Expression): Value => evaluate(inner, scope);
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'template': {
      const [only] = expression.parts;
      if (expression.parts.length === 1 && only !== undefined) return of(only);
      return expression.parts.map((part) => templateText(of(part))).join('');
    }
    case 'variable': {
      const value = scope.variable(expression.name);
      if (value !== undefined) return value;
      const { line, from, to } = expression.place;
      const message = `Unknown variable; There is no variable named ${JSON.stringify(expression.name)}., and 1 other diagnostic(s)`;
      throw new HclError(scope.file, line, `${from}-${to}`, message);
    }
    case 'index': {
      const value = of(expression.of);
      const key = of(expression.key);
      if (value === null || typeof value !== 'object') return null;
      return (value as Readonly<Record<string, Value>>)[String(key)] ?? null;
    }
    case 'call':
      return call(expression, scope);
    case 'list':
      return expression.items.map(of);
    case 'object':
      return Object.fromEntries(expression.entries.map(([key, value]) => [String(of(key)), of(value)]));
    case 'not':
      return of(expression.of) !== true;
    case 'minus':
      return -Number(of(expression.of));
    case 'binary':
      return binary(expression.operator, of(expression.left), of(expression.right));
    case 'choice':
      return of(expression.test) === true ? of(expression.yes) : of(expression.no);
    case 'for':
      return loop(expression, scope);
  }
}

function call({ name, args, place }: Extract<Expression, { kind: 'call' }>, scope: HclScope): Value {
  const values = args.map((arg) => evaluate(arg, scope));
  const own = scope.functions.get(name);
  if (own !== undefined) {
    const names = new Map(own.params.map((param, index): [string, Value] => [param, values[index] ?? null]));
    return evaluate(own.result, within(scope, names));
  }
  const builtin = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (builtin === undefined) throw new HclNotSimulated(`the function ${name}`, place.line);
  return builtin(...values);
}

function binary(operator: string, left: Value, right: Value): Value {
  switch (operator) {
    case '||':
      return left === true || right === true;
    case '&&':
      return left === true && right === true;
    case '==':
      return JSON.stringify(left) === JSON.stringify(right);
    case '!=':
      return JSON.stringify(left) !== JSON.stringify(right);
  }
  const [a, b] = [Number(left), Number(right)];
  switch (operator) {
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return a % b;
  }
}

function loop({ names, over, key, value, test }: Extract<Expression, { kind: 'for' }>, scope: HclScope): Value {
  const [first = '', second] = names;
  const source = evaluate(over, scope);
  const entries: [Value, Value][] = Array.isArray(source)
    ? (source as readonly Value[]).map((item, index): [Value, Value] => [index, item])
    : Object.entries((source ?? {}) as Readonly<Record<string, Value>>);
  const scopes = entries
    .map(([index, item]) =>
      within(
        scope,
        new Map(
          second === undefined
            ? [[first, item]]
            : [
                [first, index],
                [second, item],
              ],
        ),
      ),
    )
    .filter((inner) => test === undefined || evaluate(test, inner) === true);
  if (key === undefined) return scopes.map((inner) => evaluate(value, inner));
  return Object.fromEntries(scopes.map((inner) => [String(evaluate(key, inner)), evaluate(value, inner)]));
}
