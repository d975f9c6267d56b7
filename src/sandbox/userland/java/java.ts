import { unzipSync, zipSync } from 'fflate';
import { type Bytes, decode, encode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Process, Program } from '../../kernel/process.ts';
import { readClass, releaseOf, writeClass } from './class-file.ts';
import { type JavaClass, parseJava } from './parse.ts';
import { JavaException, JavaMachine } from './run.ts';
import { JavaFault } from './tokens.ts';

const versionOf = (process: Process): string => {
  const given = process.env.get('JAVA_VERSION')?.replace(/^jdk-/, '') ?? '21.0.9';
  return given.replace(/^8u(\d+).*/, '1.8.0_$1');
};

/** What javac, or java of a source file, says of a mistake. @returns the exit code */
async function tell(process: Process, file: string, source: string, fault: JavaFault): Promise<number> {
  if (fault.kind === 'not simulated') {
    await process.err(`drydock: not simulated: Java: ${fault.message} (${file}:${fault.line})\n`);
    return 1;
  }
  const line = source.split('\n')[fault.line - 1] ?? '';
  await process.err(`${file}:${fault.line}: error: ${fault.message}\n${line}\n${' '.repeat(fault.column)}^\n1 error\n`);
  return 1;
}

/** `javac [-d DIR] FILE.java…` */
export const javac: Program = async (process) => {
  const args = process.argv.slice(1);
  const version = versionOf(process);
  if (args.includes('-version') || args.includes('--version')) {
    await process.out(`javac ${version}\n`);
    return 0;
  }
  const at = args.indexOf('-d');
  const directory = at === -1 ? undefined : args[at + 1];
  const files = args.filter((arg, index) => arg.endsWith('.java') && (at === -1 || index !== at + 1));
  if (files.length === 0) {
    await process.err('error: no source files\n');
    return 2;
  }
  const made: { readonly path: string; readonly bytes: Bytes }[] = [];
  for (const file of files) {
    if (!process.fs.exists(file)) {
      const usage = 'Usage: javac <options> <source files>\nuse --help for a list of possible options\n';
      const legacy = 'Usage: javac <options> <source files>\nuse -help for a list of possible options\n';
      await process.err(
        releaseOf(version) < 9
          ? `javac: file not found: ${file}\n${legacy}`
          : `error: file not found: ${file}\n${usage}`,
      );
      return 2;
    }
    const source = decode(process.fs.readFile(file));
    try {
      for (const each of parseJava(source)) {
        checkName(each, file);
        const folder = directory ?? (file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.');
        const inside = directory === undefined ? '' : each.packageName.replaceAll('.', '/');
        const path = [folder, inside, `${each.name}.class`].filter((part) => part !== '').join('/');
        made.push({ path, bytes: writeClass(each.name, source, releaseOf(version)) });
      }
    } catch (error) {
      if (error instanceof JavaFault) return tell(process, file, source, error);
      throw error;
    }
  }
  for (const { path, bytes } of made) {
    process.fs.mkdir(path.slice(0, path.lastIndexOf('/')), { recursive: true });
    process.fs.writeFile(path, bytes);
  }
  return 0;
};

/** @throws {JavaFault} for a public class that isn't called as its file */
function checkName({ name, isPublic, token }: JavaClass, file: string): void {
  if (!isPublic || file.split('/').at(-1) === `${name}.java`) return;
  const message = `class ${name} is public, should be declared in a file named ${name}.java`;
  throw new JavaFault('error', message, { line: token.line, column: token.column - 'class '.length });
}

/** Classes by name, from directories and jars. */
class ClassPath {
  readonly #process: Process;
  readonly #parts: readonly string[];
  readonly #jars = new Map<string, Readonly<Record<string, Bytes>>>();

  constructor(process: Process, text: string) {
    this.#process = process;
    this.#parts = text.split(':');
  }

  find(name: string): Bytes | undefined {
    const { fs } = this.#process;
    const path = `${name.replaceAll('.', '/')}.class`;
    for (const part of this.#parts) {
      if (part.endsWith('.jar')) {
        if (!fs.exists(part)) continue;
        const entries = this.#jars.get(part) ?? unzipSync(fs.readFile(part));
        this.#jars.set(part, entries);
        if (entries[path] !== undefined) return entries[path];
      } else if (fs.exists(`${part}/${path}`)) return fs.readFile(`${part}/${path}`);
    }
    return undefined;
  }
}

async function launch(process: Process, name: string, args: readonly string[], path: ClassPath): Promise<number> {
  const version = versionOf(process);
  const bytes = path.find(name);
  const found = bytes && readClass(bytes);
  if (found === undefined) {
    await process.err(`Error: Could not find or load main class ${name}\n`);
    if (releaseOf(version) > 8) await process.err(`Caused by: java.lang.ClassNotFoundException: ${name}\n`);
    return 1;
  }
  const { release, of } = found;
  const own = releaseOf(version);
  if (release > own) {
    await process.err(
      `Error: LinkageError occurred while loading main class ${name}\n\tjava.lang.UnsupportedClassVersionError: ${name} has been compiled by a more recent version of the Java Runtime (class file version ${44 + release}.0), this version of the Java Runtime only recognizes class file versions up to ${44 + own}.0\n`,
    );
    return 1;
  }
  if (!of.methods.some((method) => method.name === 'main')) {
    await process.err(
      `Error: Main method not found in class ${name}, please define the main method as:\n   public static void main(String[] args)\nor a JavaFX application class must extend javafx.application.Application\n`,
    );
    return 1;
  }
  return execute(process, of, new Map([[of.name, of]]), args);
}

async function execute(
  process: Process,
  of: JavaClass,
  classes: ReadonlyMap<string, JavaClass>,
  args: readonly string[],
): Promise<number> {
  process.allocate(24 * 2 ** 20);
  try {
    await new JavaMachine(process, classes, versionOf(process)).main(of, args);
    return 0;
  } catch (error) {
    if (!(error instanceof JavaException)) throw error;
    if (error.thrown === 'drydock') await process.err(`drydock: ${error.message}\n`);
    else {
      const message = error.message === '' ? '' : `: ${error.message}`;
      await process.err(
        `Exception in thread "main" ${error.thrown}${message}\n\tat ${of.name}.main(${of.name}.java)\n`,
      );
    }
    return 1;
  }
}

/** `java [-cp PATH] CLASS`, `java -jar FILE`, `java FILE.java` since 11. */
export const runJava: Program = async (process) => {
  const args = process.argv.slice(1);
  let path = process.env.get('CLASSPATH') ?? '.';
  while (args[0]?.startsWith('-') === true) {
    const option = args.shift() ?? '';
    if (option === '-cp' || option === '-classpath' || option === '--class-path') path = args.shift() ?? '.';
    else if (option === '-jar') return runJar(process, args);
    else if (!/^-(X|D|ea|server|client|XX)/.test(option)) {
      await process.err(
        `Unrecognized option: ${option}\nError: Could not create the Java Virtual Machine.\nError: A fatal exception has occurred. Program will exit.\n`,
      );
      return 1;
    }
  }
  const [name, ...rest] = args;
  if (name === undefined) {
    await process.err('drydock: not simulated: java without a class\n');
    return 1;
  }
  if (!name.endsWith('.java') || releaseOf(versionOf(process)) < 11) {
    return launch(process, name, rest, new ClassPath(process, path));
  }
  if (!process.fs.exists(name)) {
    await process.err(`error: file not found: ${name}\n`);
    return 1;
  }
  const source = decode(process.fs.readFile(name));
  try {
    const classes = parseJava(source);
    const [first] = classes;
    if (first === undefined) throw new JavaFault('error', 'no class declared in source file', { line: 1, column: 0 });
    return await execute(process, first, new Map(classes.map((each) => [each.name, each])), rest);
  } catch (error) {
    if (!(error instanceof JavaFault)) throw error;
    const code = await tell(process, name, source, error);
    await process.err('error: compilation failed\n');
    return code;
  }
};

async function runJar(process: Process, [file = '', ...args]: readonly string[]): Promise<number> {
  if (!process.fs.exists(file)) {
    await process.err(`Error: Unable to access jarfile ${file}\n`);
    return 1;
  }
  const manifest = entriesOf(process, file)?.['META-INF/MANIFEST.MF'];
  if (manifest === undefined) {
    await process.err(`Error: Invalid or corrupt jarfile ${file}\n`);
    return 1;
  }
  const main = /^Main-Class: (\S+)/m.exec(decode(manifest))?.[1];
  if (main === undefined) {
    await process.err(`no main manifest attribute, in ${file}\n`);
    return 1;
  }
  return launch(process, main, args, new ClassPath(process, file));
}

/** undefined for what is no archive. */
function entriesOf(process: Process, file: string): Readonly<Record<string, Bytes>> | undefined {
  const bytes = process.fs.readFile(file);
  return bytes[0] === 0x50 && bytes[1] === 0x4b ? unzipSync(bytes) : undefined;
}

/** `jar cf|cfe|tf|xf FILE [MAIN] FILE…` */
export const jar: Program = async (process) => {
  const [first = '', ...rest] = process.argv.slice(1);
  const version = versionOf(process);
  if (first === '--version') {
    await process.out(`jar ${version}\n`);
    return 0;
  }
  const letters = first.replace(/^-/, '');
  const file = rest.shift() ?? '';
  if (!/^[ctx]v?f(e|ev|v|ve)?$/.test(letters)) {
    await process.err(`drydock: not simulated: jar ${first} (cf, cfe, tf and xf are)\n`);
    return 1;
  }
  if (!letters.startsWith('c')) {
    const entries = entriesOf(process, file) ?? {};
    for (const [name, bytes] of Object.entries(entries)) {
      if (letters.startsWith('t')) await process.out(`${name}\n`);
      else extract(process, name, bytes);
    }
    return 0;
  }
  const main = letters.includes('e') ? rest.shift() : undefined;
  const manifest = `Manifest-Version: 1.0\r\nCreated-By: ${version}\r\n${main === undefined ? '' : `Main-Class: ${main}\r\n`}\r\n`;
  const entries: Record<string, Bytes> = { 'META-INF/': new Uint8Array(), 'META-INF/MANIFEST.MF': encode(manifest) };
  let directory = '';
  for (let at = 0; at < rest.length; at++) {
    if (rest[at] === '-C') {
      directory = `${rest[++at] ?? '.'}/`;
      continue;
    }
    try {
      collect(process, directory, rest[at] ?? '', entries);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      await process.err(`${rest[at] ?? ''} : no such file or directory\n`);
      return 1;
    }
    directory = '';
  }
  process.fs.writeFile(file, zipSync(entries));
  return 0;
};

function collect(process: Process, directory: string, path: string, entries: Record<string, Bytes>): void {
  const { fs } = process;
  if (fs.stat(directory + path).type !== 'directory') {
    entries[path] = fs.readFile(directory + path);
    return;
  }
  for (const { name } of fs.readdir(directory + path))
    collect(process, directory, path === '.' ? name : `${path}/${name}`, entries);
}

function extract({ fs }: Process, name: string, bytes: Bytes): void {
  if (name.endsWith('/')) return fs.mkdir(name, { recursive: true });
  if (name.includes('/')) fs.mkdir(name.slice(0, name.lastIndexOf('/')), { recursive: true });
  fs.writeFile(name, bytes);
}
