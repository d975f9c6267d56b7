import { decode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { Process, Program } from '../../../kernel/process.ts';
import { numberedError } from '../errno-number.ts';
import { installBuiltins, readLine } from './builtins.ts';
import { isApp, serveApp } from './flask.ts';
import { httpServer } from './http-server.ts';
import { Interpreter } from './interpreter.ts';
import { moduleOf } from './module-of.ts';
import { standardModule, UNSIMULATED } from './modules.ts';
import { parsePython } from './parse.ts';
import { SyntaxFault } from './tokens.ts';
import { syntaxText, traceback } from './traceback.ts';
import { PyError, PyInstance, PyModule, PyTuple, Scope } from './values.ts';

/** The image's version; Debian 12's without a variable. */
const pythonVersion = (process: Process): string => process.env.get('PYTHON_VERSION') ?? '3.11.2';

interface Start {
  readonly interpreter: Interpreter;
  readonly version: string;
}

function start(process: Process, argv: readonly string[], directory: string, unbuffered: boolean): Start {
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

async function loadFile(interpreter: Interpreter, name: string, directory: string): Promise<PyModule | undefined> {
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
async function runText(interpreter: Interpreter, source: string, file: string, scope = new Scope()): Promise<number> {
  if (file !== '<string>' && file !== '<stdin>') {
    interpreter.sources.set(file, source);
    scope.variables.set('__file__', file);
  }
  const code = await guarded(interpreter, source, file, async () => {
    const statements = parsePython(source);
    const stopped = new Promise<never>((_resolve, reject) => (interpreter.stopWith = reject));
    await interpreter.process.waitFor(Promise.race([interpreter.run(statements, scope, file), stopped]));
    return 0;
  });
  await interpreter.flush();
  return code;
}

async function guarded(
  interpreter: Interpreter,
  source: string,
  file: string,
  work: () => Promise<number>,
): Promise<number> {
  const { process } = interpreter;
  try {
    return await work();
  } catch (error) {
    if (error instanceof SyntaxFault) {
      await process.err(syntaxText(source, file, error));
      return 1;
    }
    if (error instanceof NotSimulated) {
      const line = interpreter.stack.at(-1)?.place.line;
      await process.err(
        `drydock: not simulated: python: module ${error.message}${line === undefined ? '' : ` (line ${line})`}\n`,
      );
      return 1;
    }
    if (!(error instanceof PyError)) throw error;
    if (error.value.type.name === 'SystemExit') return exitCodeOf(interpreter, error);
    await process.err(await traceback(interpreter, error));
    if (error.value.type.name !== 'KeyboardInterrupt') return 1;
    process.onSignal('INT', 'default');
    process.deliver('INT', process);
    return 130;
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

/** python3: -c, -m, a file, standard input, or a prompt. */
export const python: Program = async (process) => {
  const name = process.argv[0] ?? 'python3';
  const rest = process.argv.slice(1);
  const version = pythonVersion(process);
  let unbuffered = false;
  for (let word = rest[0]; word?.startsWith('-') === true && word !== '-'; word = rest[0]) {
    rest.shift();
    if (word === '-V' || word === '--version') {
      await process.out(`Python ${version}\n`);
      return 0;
    }
    if (word === '-h' || word === '--help') {
      await process.out(`usage: ${name} [option] ... [-c cmd | -m mod | file | -] [arg] ...\n`);
      return 0;
    }
    if (word === '-c') {
      const { interpreter } = start(process, ['-c', ...rest.slice(1)], process.cwd, unbuffered);
      return runText(interpreter, `${rest[0] ?? ''}\n`, '<string>');
    }
    if (word === '-m') return runModule(process, rest, unbuffered);
    if (/^-[uBEsSIOi]+$/.test(word)) unbuffered ||= word.includes('u');
    else if (word === '-W' || word === '-X') rest.shift();
    else {
      await process.err(
        `unknown option ${word}\nusage: ${name} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry \`python -h' for more information.\n`,
      );
      return 2;
    }
  }
  const [file] = rest;
  if (file === undefined && process.files.get(0)?.terminal !== undefined) return prompt(process, version);
  if (file === undefined || file === '-') {
    const { interpreter } = start(process, [file ?? '', ...rest.slice(1)], process.cwd, unbuffered);
    return runText(interpreter, decode(await process.readAll()), '<stdin>');
  }
  return runFile(process, name, file, rest, unbuffered);
};

async function runFile(
  process: Process,
  name: string,
  file: string,
  argv: readonly string[],
  unbuffered: boolean,
): Promise<number> {
  const absolute = file.startsWith('/') ? file : `${process.cwd.replace(/\/$/, '')}/${file}`;
  let source: string;
  try {
    if (process.fs.isDirectory(file)) {
      await process.err(`${process.exe}: can't find '__main__' module in '${file}'\n`);
      return 1;
    }
    source = decode(process.fs.readFile(file));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    await process.err(`${name}: can't open file '${absolute}': [Errno ${numberedError(error).replace(': ', '] ')}\n`);
    return 2;
  }
  const { interpreter } = start(process, argv, absolute.slice(0, absolute.lastIndexOf('/')) || '/', unbuffered);
  return runText(interpreter, source, absolute);
}

async function runModule(
  process: Process,
  [module = '', ...args]: readonly string[],
  unbuffered: boolean,
): Promise<number> {
  if (module === 'http.server') return httpServer(process, args, pythonVersion(process));
  if (module === 'flask') return flaskCommand(process, args);
  const path = `${process.cwd.replace(/\/$/, '')}/${module.replaceAll('.', '/')}.py`;
  if (process.fs.exists(path)) return runFile(process, 'python', path, [path, ...args], unbuffered);
  if (UNSIMULATED.has(module) || module === 'pip' || module === 'venv') {
    await process.err(`drydock: not simulated: python -m ${module}\n`);
    return 1;
  }
  await process.err(`${process.exe}: No module named ${module}\n`);
  return 1;
}

/** The interactive prompt: a block ends with an empty line. */
async function prompt(process: Process, version: string): Promise<number> {
  const { interpreter } = start(process, [''], process.cwd, true);
  await process.out(
    `Python ${version} (main) [GCC 12.2.0] on linux\nType "help", "copyright", "credits" or "license" for more information.\n`,
  );
  const scope = new Scope();
  let source = '';
  for (;;) {
    await process.out(source === '' ? '>>> ' : '... ');
    let line: string | undefined;
    try {
      line = await readLine(interpreter);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      await process.out('\nKeyboardInterrupt\n');
      source = '';
      interpreter.interrupted = false;
      continue;
    }
    if (line === undefined) {
      await process.out('\n');
      return 0;
    }
    source += `${line}\n`;
    if (line.trim() !== '' && (/:\s*$/.test(line) || /\n\s/.test(source) || source.split('\n').length > 2)) continue;
    const text = source;
    source = '';
    let ended: number | undefined;
    const code = await guarded(interpreter, text, '<stdin>', async () => {
      for (const statement of parsePython(text)) {
        if (statement.type === 'expression') {
          await interpreter.run(
            [{ ...statement, type: 'assign', targets: [{ ...statement, type: 'name', name: '_' }] }],
            scope,
            '<stdin>',
          );
          const value = scope.variables.get('_') ?? null;
          if (value !== null) await process.out(`${await interpreter.repr(value)}\n`);
        } else await interpreter.run([statement], scope, '<stdin>');
      }
      return -1;
    });
    interpreter.stack.length = 0;
    if (code !== -1 && /\b(exit|quit)\(/.test(text)) ended = code;
    if (ended !== undefined) return ended;
  }
}

const NO_APP =
  "Could not locate a Flask application. Use the 'flask --app' option, 'FLASK_APP' environment variable, or a 'wsgi.py' or 'app.py' file in the current directory.";

/** flask: run, --version */
async function flaskCommand(process: Process, given: readonly string[] = process.argv.slice(1)): Promise<number> {
  const rest = [...given];
  const version = pythonVersion(process);
  let app = process.env.get('FLASK_APP');
  let debug = /^(1|true|yes|on)$/i.test(process.env.get('FLASK_DEBUG') ?? '');
  let host = process.env.get('FLASK_RUN_HOST') ?? '127.0.0.1';
  let port = Number(process.env.get('FLASK_RUN_PORT') ?? 5000);
  let command: string | undefined;
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [name = '', attached] = word.split('=');
    const value = () => attached ?? rest.shift() ?? '';
    if (name === '--version') {
      await process.out(`Python ${version}\nFlask 2.2.2\nWerkzeug 2.2.2\n`);
      return 0;
    }
    if (name === '--app' || name === '-A') app = value();
    else if (name === '--debug' && command === undefined) debug = true;
    else if (name === '--no-debug') debug = false;
    else if (name === '--host' || name === '-h') host = value();
    else if (name === '--port' || name === '-p') port = Number(value());
    else if (name.startsWith('-')) {
      const known =
        /^--(no-)?(reload|debugger|reloader)$/.test(name) || name === '--with-threads' || name === '--without-threads';
      if (known) continue;
      await process.err(
        `Usage: flask ${command ?? ''} [OPTIONS]\nTry 'flask ${command ?? ''} --help' for help.\n\nError: No such option: ${name}\n`,
      );
      return 2;
    } else command ??= word;
  }
  if (command !== 'run') {
    await process.err(`drydock: not simulated: flask ${command ?? ''}\n`);
    return 1;
  }
  const usage = (message: string) =>
    process.err(`Usage: flask run [OPTIONS]\nTry 'flask run --help' for help.\n\nError: ${message}\n`);
  app ??= ['wsgi.py', 'app.py'].find((file) => process.fs.exists(file));
  if (app === undefined) {
    await usage(NO_APP);
    return 2;
  }
  const [module = '', wanted] = app.split(':');
  const name = module.replace(/\.py$/, '').replaceAll('/', '.');
  const { interpreter } = start(process, ['flask', ...given], process.cwd, true);
  const code = await guarded(interpreter, '', name, async () => {
    const flask = await interpreter.import('flask');
    const loaded = await loadFile(interpreter, name, process.cwd);
    if (loaded === undefined) {
      await usage(`Could not import '${name}'.`);
      return 2;
    }
    const candidates = wanted === undefined ? ['app', 'application'] : [wanted];
    const found =
      candidates.map((key) => loaded.attributes.get(key) ?? null).find(isApp) ??
      [...loaded.attributes.values()].find(isApp);
    if (found === undefined) {
      await usage(
        `Failed to find Flask application or factory in module '${name}'. Use '${name}:name' to specify one.`,
      );
      return 2;
    }
    const request = flask.attributes.get('request');
    if (!(request instanceof PyInstance)) throw new Error('flask without request');
    await serveApp(interpreter, found, { host, port, debug, version, request, shown: app ?? name });
    return 0;
  });
  await interpreter.flush();
  return code;
}

export const flask: Program = (process) => flaskCommand(process);
