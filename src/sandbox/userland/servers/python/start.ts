import { decode } from '../../../kernel/bytes.ts';
import type { Process } from '../../../kernel/process.ts';
import { installBuiltins } from './builtins.ts';
import { Interpreter } from './interpreter.ts';
import { moduleOf } from './module-of.ts';
import { standardModule, UNSIMULATED } from './modules.ts';
import { parsePython } from './parse.ts';
import { SyntaxFault } from './tokens.ts';
import { syntaxText, traceback } from './traceback.ts';
import { PyModule, Scope, PyError, PyTuple } from './values.ts';

/** The image's version; Debian 12's without a variable. */
export const pythonVersion = (process: Process): string => process.env.get('PYTHON_VERSION') ?? '3.11.2';

interface Start {
  readonly interpreter: Interpreter;
  readonly version: string;
}

export function start(process: Process, argv: readonly string[], directory: string, unbuffered: boolean): Start {
  const version = pythonVersion(process);
  const interpreter = new Interpreter(process);
  interpreter.unbuffered =
    unbuffered || process.files.get(1)?.terminal !== undefined || (process.env.get('PYTHONUNBUFFERED') ?? '') !== '';
  installBuiltins(interpreter);
  process.onSignal('INT', () => {
    interpreter.interrupted = true;
  });
  interpreter.load = async (name) => {
    const standard = standardModule(interpreter, name, version, argv);
    if (standard !== undefined) return standard;
    const own = await loadFile(interpreter, name, directory);
    if (own !== undefined) return own;
    if (UNSIMULATED.has(name)) throw new NotSimulated(name);
    return undefined;
  };
  return { interpreter, version };
}

/** A module of real Python that is missing here. */
class NotSimulated extends Error {}

export async function loadFile(
  interpreter: Interpreter,
  name: string,
  directory: string,
): Promise<PyModule | undefined> {
  const { fs } = interpreter.process;
  const base = `${directory.replace(/\/$/, '')}/${name.replaceAll('.', '/')}`;
  const path = [`${base}.py`, `${base}/__init__.py`].find((candidate) => fs.exists(candidate));
  if (path === undefined) return fs.isDirectory(base) ? moduleOf(name, {}) : undefined;
  const source = decode(fs.readFile(path));
  interpreter.sources.set(path, source);
  const scope = new Scope();
  scope.variables.set('__name__', name);
  scope.variables.set('__file__', path);
  const module = new PyModule(name, scope.variables);
  interpreter.modules.set(name, module);
  await interpreter.run(parsePython(source), scope, path);
  return module;
}

/** Runs a text to its end. @returns the exit code */
export async function runText(
  interpreter: Interpreter,
  source: string,
  file: string,
  scope = new Scope(),
): Promise<number> {
  if (file !== '<string>' && file !== '<stdin>') {
    interpreter.sources.set(file, source);
    scope.variables.set('__file__', file);
  }
  const code = await runToEnd(interpreter, source, file, async () => {
    const statements = parsePython(source);
    const stopped = new Promise<never>((_resolve, reject) => (interpreter.stopWith = reject));
    await interpreter.process.waitFor(Promise.race([interpreter.run(statements, scope, file), stopped]));
    return 0;
  });
  await interpreter.flush();
  return code;
}

/** How a part of a program came to its end, and the exit code of a program that ends with it. */
export interface Ended {
  readonly by: 'end' | 'exit' | 'error' | 'interrupt';
  readonly code: number;
}

/** Runs a whole program: Ctrl-C ends it as a signal does. */
export async function runToEnd(
  interpreter: Interpreter,
  source: string,
  file: string,
  work: () => Promise<number>,
): Promise<number> {
  const { process } = interpreter;
  const { by, code } = await guarded(interpreter, source, file, work);
  if (by === 'interrupt') {
    process.onSignal('INT', 'default');
    process.deliver('INT', process);
  }
  return code;
}

/** Runs a part of a program, and says what it fails with. */
export async function guarded(
  interpreter: Interpreter,
  source: string,
  file: string,
  work: () => Promise<number>,
): Promise<Ended> {
  const { process } = interpreter;
  try {
    return { by: 'end', code: await work() };
  } catch (error) {
    if (error instanceof SyntaxFault) {
      await process.err(syntaxText(source, file, error));
      return { by: 'error', code: 1 };
    }
    if (error instanceof NotSimulated) {
      const line = interpreter.stack.at(-1)?.place.line;
      await process.err(
        `drydock: not simulated: python: module ${error.message}${line === undefined ? '' : ` (line ${line})`}\n`,
      );
      return { by: 'error', code: 1 };
    }
    if (!(error instanceof PyError)) throw error;
    if (error.value.type.name === 'SystemExit') return { by: 'exit', code: await exitCodeOf(interpreter, error) };
    await process.err(await traceback(interpreter, error));
    return error.value.type.name === 'KeyboardInterrupt' ? { by: 'interrupt', code: 130 } : { by: 'error', code: 1 };
  }
}

async function exitCodeOf(interpreter: Interpreter, { value }: PyError): Promise<number> {
  const args = value.attributes.get('args');
  const [code = null] = args instanceof PyTuple ? args.items : [];
  if (code === null) return 0;
  if (typeof code === 'bigint' || typeof code === 'boolean') return Number(code) & 255;
  await interpreter.process.err(`${await interpreter.str(code)}\n`);
  return 1;
}
