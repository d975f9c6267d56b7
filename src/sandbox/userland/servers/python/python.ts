import { decode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { Process, Program } from '../../../kernel/process.ts';
import { numberedError } from '../errno-number.ts';
import { readLine } from './builtins.ts';
import { flaskCommand } from './flask-command.ts';
import { httpServer } from './http-server.ts';
import { UNSIMULATED } from './modules.ts';
import { parsePython } from './parse.ts';
import { guarded, pythonVersion, runText, start } from './start.ts';
import { Scope } from './values.ts';

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
    const [, flags = '', last] = /^-([uBEsSIOi]+)([cm])$/.exec(word) ?? [];
    if (last !== undefined) {
      rest.unshift(`-${flags}`, `-${last}`);
      continue;
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
  if (module === 'http.server') return httpServer(process, args, { version: pythonVersion(process), unbuffered });
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
    const { by, code } = await guarded(interpreter, text, '<stdin>', async () => {
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
      return 0;
    });
    interpreter.stack.length = 0;
    if (by === 'exit') return code;
  }
}
