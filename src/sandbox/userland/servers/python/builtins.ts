import { decode, encode } from '../../../kernel/bytes.ts';
import { pyError } from './exceptions.ts';
import type { Interpreter } from './interpreter.ts';
import { listIterator } from './objects.ts';
import { callBuiltinMethod } from './methods/call.ts';
import { openFile } from './file.ts';
import { formatValue } from './text.ts';
import { identityOf, keyOf, type Native, PyBuiltin, PyClass, PyDict, PyFunction, PyInstance, PyIterator, PyList, PyMethod, PyRange, PySet, PyTuple, typeName, type Value } from './values.ts'; // prettier-ignore

/** A built-in type: a class whose call converts. */
const type = (name: string, make: Native): PyClass =>
  new PyClass(name, [], new Map<string, Value>([['__new__', new PyBuiltin(name, make)]]));

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

/** The functions and types that are always there. */
export function installBuiltins(interpreter: Interpreter): void {
  const add = (name: string, call: Native) => void interpreter.builtins.set(name, new PyBuiltin(name, call));
  const addType = (name: string, make: Native) => void interpreter.builtins.set(name, type(name, make));
  const items = (value: Value | undefined) => interpreter.items(value ?? null);
  interpreter.builtins.set('object', new PyClass('object', []));
  interpreter.builtins.set('__name__', '__main__');
  add('print', async (args, keywords) => {
    const texts: string[] = [];
    for (const arg of args) texts.push(await interpreter.str(arg));
    const separator = keywords.get('sep') ?? ' ';
    const end = keywords.get('end') ?? '\n';
    const file = keywords.get('file') ?? null;
    const text = texts.join(String(separator)) + String(end);
    if (file instanceof PyInstance) await interpreter.call(await interpreter.attribute(file, 'write'), [text]);
    else await interpreter.write(text, await interpreter.truth(keywords.get('flush') ?? null));
    return null;
  });
  add('input', async ([prompt = '']) => {
    await interpreter.write(await interpreter.str(prompt), true);
    const line = await readLine(interpreter);
    if (line === undefined) throw pyError('EOFError', 'EOF when reading a line');
    return line;
  });
  add('len', async ([value = null]) => {
    if (typeof value === 'string') return BigInt([...value].length);
    if (value instanceof PyRange) return BigInt(value.length);
    if (value instanceof PyInstance) {
      const own = await interpreter.method(value, '__len__');
      if (own !== undefined) return own;
    }
    if (value instanceof PyList || value instanceof PyTuple) return BigInt(value.items.length);
    if (value instanceof PyDict || value instanceof PySet) return BigInt(value.entries.size);
    if (value instanceof Uint8Array) return BigInt(value.length);
    throw pyError('TypeError', `object of type '${typeName(value)}' has no len()`);
  });
  add('range', ([a = null, b, c]) => {
    for (const value of [a, b, c])
      if (value !== undefined && typeof value !== 'bigint')
        throw pyError('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`);
    if (c === 0n) throw pyError('ValueError', 'range() arg 3 must not be zero');
    return b === undefined
      ? new PyRange(0n, a as bigint, 1n)
      : new PyRange(a as bigint, b as bigint, (c ?? 1n) as bigint);
  });
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
  add('repr', ([value = null]) => interpreter.repr(value));
  add('format', ([value = null, spec = '']) => formatValue(value, String(spec), interpreter.method));
  add('abs', ([value = 0n]) => (typeof value === 'bigint' ? (value < 0n ? -value : value) : Math.abs(Number(value))));
  add('round', ([value = 0n, digits]) => round(value, digits));
  add('pow', ([a = 0n, b = 0n]) => interpreter.operate('**', a, b));
  add(
    'divmod',
    async ([a = 0n, b = 1n]) =>
      new PyTuple([await interpreter.operate('//', a, b), await interpreter.operate('%', a, b)]),
  );
  add('sum', async ([value, start = 0n]) => {
    let total = start;
    for (const item of await items(value)) total = await interpreter.operate('+', total, item);
    return total;
  });
  for (const [name, operator] of [
    ['min', '<'],
    ['max', '>'],
  ] as const) {
    add(name, async (args, keywords) => {
      const all = args.length === 1 ? await items(args[0]) : args;
      const key = keywords.get('key');
      let best: { item: Value; by: Value } | undefined;
      for (const item of all) {
        const by = key === undefined ? item : await interpreter.call(key, [item]);
        if (best === undefined || (await interpreter.compare(operator, by, best.by))) best = { item, by };
      }
      if (best !== undefined) return best.item;
      const fallback = keywords.get('default');
      if (fallback !== undefined) return fallback;
      throw pyError('ValueError', `${name}() arg is an empty sequence`);
    });
  }
  add('sorted', async ([value], keywords) => {
    const list = new PyList(await items(value));
    await callBuiltinMethod(interpreter, list, 'sort', [], keywords);
    return list;
  });
  add('reversed', async ([value]) => listIterator((await items(value)).reverse(), 'list_reverseiterator'));
  add('enumerate', async ([value = null, start = 0n], keywords) => {
    const next = await interpreter.iterate(value);
    let at = BigInt(Number(keywords.get('start') ?? start));
    return new PyIterator(async () => {
      const item = await next();
      return item === undefined ? undefined : new PyTuple([at++, item]);
    }, 'enumerate');
  });
  add('zip', async (args) => {
    const nexts = await Promise.all(args.map((arg) => interpreter.iterate(arg)));
    return new PyIterator(async () => {
      const row: Value[] = [];
      for (const next of nexts) {
        const item = await next();
        if (item === undefined) return undefined;
        row.push(item);
      }
      return row.length === 0 ? undefined : new PyTuple(row);
    }, 'zip');
  });
  add('map', async ([callee = null, value = null]) => {
    const next = await interpreter.iterate(value);
    return new PyIterator(async () => {
      const item = await next();
      return item === undefined ? undefined : interpreter.call(callee, [item]);
    }, 'map');
  });
  add('filter', async ([callee = null, value = null]) => {
    const next = await interpreter.iterate(value);
    return new PyIterator(async () => {
      for (let item = await next(); item !== undefined; item = await next()) {
        if (await interpreter.truth(callee === null ? item : await interpreter.call(callee, [item]))) return item;
      }
      return undefined;
    }, 'filter');
  });
  add('iter', async ([value = null]) => new PyIterator(await interpreter.iterate(value)));
  add('next', async ([value = null, fallback]) => {
    const item =
      value instanceof PyInstance
        ? await interpreter.method(value, '__next__')
        : await (
            await interpreter.iterate(value)
          )();
    if (item !== undefined) return item;
    if (fallback !== undefined) return fallback;
    throw pyError('StopIteration');
  });
  add('any', async ([value]) => {
    for (const item of await items(value)) if (await interpreter.truth(item)) return true;
    return false;
  });
  add('all', async ([value]) => {
    for (const item of await items(value)) if (!(await interpreter.truth(item))) return false;
    return true;
  });
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
  add('chr', ([code]) => String.fromCodePoint(Number(code)));
  add('ord', ([letter]) => BigInt(String(letter).codePointAt(0) ?? 0));
  add('hex', ([value]) => `0x${BigInt(Number(value)).toString(16)}`);
  add('bin', ([value]) => `0b${BigInt(Number(value)).toString(2)}`);
  add('oct', ([value]) => `0o${BigInt(Number(value)).toString(8)}`);
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
  for (const name of ['exit', 'quit']) {
    add(name, (args) => {
      throw pyError('SystemExit', ...args);
    });
  }
  add('open', ([path = null, mode = 'r'], keywords) =>
    openFile(interpreter, path, String(keywords.get('mode') ?? mode)),
  );
  for (const name of [
    'eval',
    'exec',
    'compile',
    '__import__',
    'globals',
    'locals',
    'vars',
    'dir',
    'help',
    'memoryview',
    'bytearray',
    'complex',
  ]) {
    add(name, () => {
      throw pyError('NotImplementedError', `drydock: not simulated: python: ${name}`);
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

/** Lines of standard input that were read but not asked for. */
const readers = new WeakMap<Interpreter, AsyncGenerator<string>>();

export async function readLine(interpreter: Interpreter): Promise<string | undefined> {
  let lines = readers.get(interpreter);
  if (lines === undefined) readers.set(interpreter, (lines = interpreter.process.lines()));
  const { value, done } = await lines.next();
  return done === true ? undefined : value;
}
