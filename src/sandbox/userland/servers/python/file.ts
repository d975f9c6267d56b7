import { concat, decode, encode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import { osError, pyError } from './exceptions.ts';
import type { Interpreter } from './interpreter.ts';
import { listIterator } from './objects.ts';
import { PyBuiltin, PyClass, PyInstance, PyList, type Native, type Value } from './values.ts';

const FILE = new PyClass('_io.TextIOWrapper', []);
for (const name of ['__enter__', '__exit__', '__iter__']) {
  FILE.attributes.set(
    name,
    new PyBuiltin(name, ([self = null]) => {
      const own = self instanceof PyInstance ? self.attributes.get(name) : undefined;
      return own instanceof PyBuiltin ? own.call([], new Map()) : null;
    }),
  );
}

/** A file object on something that takes text, or has it. */
export function fileObject(parts: {
  write?: (text: string) => Promise<void>;
  read?: () => Promise<string>;
  close?: () => void;
  binary?: boolean;
  name?: string;
}): PyInstance {
  const object = new PyInstance(FILE);
  let rest: string | undefined;
  const add = (name: string, call: Native) => void object.attributes.set(name, new PyBuiltin(name, call));
  const load = async (): Promise<string> => (rest ??= (await parts.read?.()) ?? '');
  const line = async (): Promise<string> => {
    const text = await load();
    const end = text.indexOf('\n');
    const taken = end < 0 ? text : text.slice(0, end + 1);
    rest = text.slice(taken.length);
    return taken;
  };
  const lines = async (): Promise<string[]> => {
    const all: string[] = [];
    for (let one = await line(); one !== ''; one = await line()) all.push(one);
    return all;
  };
  add('write', async ([text = '']) => {
    if (parts.write === undefined) throw pyError('OSError', 'not writable');
    const shown = text instanceof Uint8Array ? decode(text) : text;
    if (typeof shown !== 'string') throw pyError('TypeError', 'write() argument must be str, not ' + typeof text);
    await parts.write(shown);
    return BigInt(shown.length);
  });
  add('read', async () => {
    if (parts.read === undefined) throw pyError('OSError', 'not readable');
    const text = await load();
    rest = '';
    return parts.binary === true ? encode(text) : text;
  });
  add('readline', line);
  add('readlines', async () => new PyList(await lines()));
  add('writelines', async ([items]) => {
    if (items instanceof PyList) for (const item of items.items) await parts.write?.(String(item));
    return null;
  });
  add('flush', () => null);
  add('isatty', () => false);
  const close = (): Value => {
    parts.close?.();
    return null;
  };
  add('close', close);
  add('__enter__', () => object);
  add('__exit__', close);
  add('__iter__', async () => listIterator(await lines()));
  object.attributes.set('name', parts.name ?? '');
  return object;
}

/** `open(path, mode)` */
export function openFile({ process }: Interpreter, path: Value, mode: string): Value {
  const name = String(path);
  try {
    const writes = /[wax+]/.test(mode);
    const file = process
      .open(name, {
        read: !/[wax]/.test(mode) || mode.includes('+'),
        ...(writes && { write: true }),
        ...(/[wax]/.test(mode) && { create: true }),
        ...(mode.includes('w') && { truncate: true }),
        ...(mode.includes('a') && { append: true }),
        ...(mode.includes('x') && { exclusive: true }),
      })
      .retain();
    if (process.fs.isDirectory(name)) throw new Errno('EISDIR', name);
    let closed = false;
    return fileObject({
      name,
      binary: mode.includes('b'),
      ...(writes && { write: (text: string) => file.write(process, encode(text)) }),
      ...(!/[wax]/.test(mode) && {
        read: async () => {
          const chunks: Uint8Array[] = [];
          for (let chunk = await file.read(process, 65_536); chunk !== null; chunk = await file.read(process, 65_536))
            chunks.push(chunk);
          return decode(concat(chunks));
        },
      }),
      close: () => {
        if (!closed) file.release();
        closed = true;
      },
    });
  } catch (error) {
    if (error instanceof Errno) throw osError(error, name);
    throw error;
  }
}
