import { addIteration } from './builtins/iteration.ts';
import { addNumbers } from './builtins/numbers.ts';
import { addObjects } from './builtins/objects.ts';
import { tableOf } from './builtins/table.ts';
import { addTypes } from './builtins/types.ts';
import { pyError } from './exceptions.ts';
import { openFile } from './file.ts';
import type { Interpreter } from './interpreter.ts';
import { PyClass, PyInstance } from './values.ts';

/** The functions and types that are always there. */
export function installBuiltins(interpreter: Interpreter): void {
  const table = tableOf(interpreter);
  const { add } = table;
  interpreter.builtins.set('object', new PyClass('object', []));
  interpreter.builtins.set('__name__', '__main__');
  addTypes(table);
  addNumbers(table);
  addIteration(table);
  addObjects(table);
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

/** Lines of standard input that were read but not asked for. */
const readers = new WeakMap<Interpreter, AsyncGenerator<string>>();

export async function readLine(interpreter: Interpreter): Promise<string | undefined> {
  let lines = readers.get(interpreter);
  if (lines === undefined) readers.set(interpreter, (lines = interpreter.process.lines()));
  const { value, done } = await lines.next();
  return done === true ? undefined : value;
}
