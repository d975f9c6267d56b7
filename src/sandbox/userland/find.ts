import { Errno } from '../kernel/errno.ts';
import type { FileType, Stat } from '../kernel/fs/file-system.ts';
import { exitCode } from '../kernel/exit-status.ts';
import { isThere } from './cp.ts';
import { formatLong, blocksOf } from './ls/long.ts';
import { lookAt } from './ls/listed.ts';
import { AccountNames, findGid, findUid } from './text/accounts.ts';
import { changeMode, formatMode } from './text/file-mode.ts';
import { globRegex } from './text/glob.ts';
import { baseName, directoryName, joinPath } from './text/path.ts';
import { posixRegex } from './text/posix-regex.ts';
import { strftime } from './text/strftime.ts';
import type { Call } from './tool/call.ts';
import { quoteName } from './tool/quote.ts';
import { lookUp } from './tool/run-program.ts';
import type { Tool } from './tool/tool.ts';

export const find: Tool = {
  name: 'find',
  about: 'Look for files below directories that an expression holds for',
  gnu: { raw: true, usage: '[-H] [-L] [-P] [path...] [expression]', package: 'GNU findutils) 4.9.0' },
  busybox: { raw: true, usage: '[-HL] [PATH]... [OPTIONS] [ACTIONS]' },
  async run(call) {
    const words = [...call.operands];
    let follow = false;
    while (/^-[HLP]$/.test(words[0] ?? '')) follow = words.shift() === '-L';
    const paths: string[] = [];
    while (words[0] !== undefined && !/^(-.+|[!()])$/.test(words[0])) paths.push(words.shift() ?? '');
    const expression = new Expression(call, words);
    const test = await expression.compile();
    const walk = new Walk(call, expression, test, follow);
    for (const path of paths.length === 0 ? ['.'] : paths) await walk.visit(path, 0, path);
    await expression.finish();
    return Math.max(call.status, expression.status);
  },
};

interface Visited {
  readonly path: string;
  readonly name: string;
  readonly stat: Stat;
  readonly depth: number;
  readonly start: string;
}

type Test = (file: Visited) => boolean | Promise<boolean>;

class Walk {
  readonly #call: Call;
  readonly #expression: Expression;
  readonly #test: Test;
  readonly #follow: boolean;

  constructor(call: Call, expression: Expression, test: Test, follow: boolean) {
    this.#call = call;
    this.#expression = expression;
    this.#test = test;
    this.#follow = follow;
  }

  async visit(path: string, depth: number, start: string): Promise<void> {
    const call = this.#call;
    const { fs } = call.process;
    const { minDepth, maxDepth, depthFirst } = this.#expression;
    await call.process.step();
    try {
      const stat = this.#follow && fs.exists(path) ? fs.stat(path) : fs.lstat(path);
      const file: Visited = { path, name: baseName(path), stat, depth, start };
      const look = async () => {
        this.#expression.pruned = false;
        if (depth >= minDepth) await this.#test(file);
        await call.drain();
      };
      if (!depthFirst) await look();
      const pruned = this.#expression.pruned && !depthFirst;
      if (stat.type === 'directory' && depth < maxDepth && !pruned && isThere(call, path)) {
        for (const { name } of fs.readdir(path)) await this.visit(joinPath(path, name), depth + 1, start);
      }
      if (depthFirst) await look();
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      await call.complain(
        call.gnu ? `${quoteName(path)}: ${error.message}`.replace(/^'([^']*)'/, "'$1'") : `${path}: ${error.message}`,
      );
    }
  }
}

const TYPE_LETTERS: Readonly<Record<string, FileType>> = {
  f: 'file',
  d: 'directory',
  l: 'symlink',
  c: 'char',
  b: 'block',
  p: 'fifo',
  s: 'socket',
};

const SIZE_UNITS: Readonly<Record<string, number>> = { b: 512, c: 1, w: 2, k: 1024, M: 2 ** 20, G: 2 ** 30 };

interface Batch {
  readonly command: readonly string[];
  readonly paths: string[];
}

class Expression {
  minDepth = 0;
  maxDepth = Infinity;
  depthFirst = false;
  pruned = false;
  status = 0;
  readonly #call: Call;
  readonly #words: string[];
  readonly #batches: Batch[] = [];
  #acts = false;

  constructor(call: Call, words: readonly string[]) {
    this.#call = call;
    this.#words = [...words];
  }

  async compile(): Promise<Test> {
    const test = this.#words.length === 0 ? () => true : await this.#list();
    const extra = this.#words[0];
    if (extra === ')') return this.#call.die(this.#call.gnu ? "you have too many ')'" : `unrecognized: ${extra}`);
    if (extra !== undefined) return this.#unknown(extra);
    if (this.#acts) return test;
    return async (file) => {
      if (!(await test(file))) return false;
      this.#call.print(`${file.path}\n`);
      return true;
    };
  }

  /** Runs what `-exec … +` has gathered. */
  async finish(): Promise<void> {
    for (const { command, paths } of this.#batches) {
      if (paths.length > 0 && (await this.#run([...command, ...paths])) !== 0) this.status = 1;
    }
  }

  async #unknown(word: string): Promise<never> {
    if (!this.#call.gnu) return this.#call.misuse(`unrecognized: ${word}`);
    if (word.startsWith('-')) return this.#call.die(`unknown predicate \`${word}'`);
    await this.#call.warn(`paths must precede expression: \`${word}'`);
    return this.#call.process.exit(1);
  }

  async #list(): Promise<Test> {
    let test = await this.#or();
    while (this.#words[0] === ',') {
      this.#words.shift();
      const [first, second] = [test, await this.#or()];
      test = async (file) => {
        await first(file);
        return second(file);
      };
    }
    return test;
  }

  async #or(): Promise<Test> {
    let test = await this.#and();
    while (this.#words[0] === '-o' || this.#words[0] === '-or') {
      this.#words.shift();
      const [first, second] = [test, await this.#and()];
      test = async (file) => (await first(file)) || (await second(file));
    }
    return test;
  }

  async #and(): Promise<Test> {
    let test = await this.#not();
    for (
      let word = this.#words[0];
      word !== undefined && !['-o', '-or', ')', ','].includes(word);
      word = this.#words[0]
    ) {
      if (word === '-a' || word === '-and') this.#words.shift();
      const [first, second] = [test, await this.#not()];
      test = async (file) => (await first(file)) && (await second(file));
    }
    return test;
  }

  async #not(): Promise<Test> {
    if (this.#words[0] !== '!' && this.#words[0] !== '-not') return this.#primary();
    this.#words.shift();
    const test = await this.#not();
    return async (file) => !(await test(file));
  }

  async #value(word: string): Promise<string> {
    const value = this.#words.shift();
    if (value !== undefined) return value;
    return this.#call.die(this.#call.gnu ? `missing argument to \`${word}'` : `${word} requires an argument`);
  }

  async #primary(): Promise<Test> {
    const call = this.#call;
    const { process } = call;
    const word = this.#words.shift();
    if (word === undefined) return call.die('expected an expression');
    const value = () => this.#value(word);
    switch (word) {
      case '(': {
        const test = await this.#list();
        if (this.#words.shift() !== ')')
          return call.die(`invalid expression; I was expecting to find a ')' somewhere but did not see one.`);
        return test;
      }
      case '-name':
      case '-iname': {
        const pattern = globRegex(await value(), word === '-iname' ? 'i' : '');
        return ({ name }) => pattern.test(name);
      }
      case '-path':
      case '-wholename':
      case '-ipath': {
        const pattern = globRegex(await value(), word === '-ipath' ? 'i' : '');
        return ({ path }) => pattern.test(path);
      }
      case '-regex':
      case '-iregex': {
        const pattern = posixRegex(await value(), { extended: false, ignoreCase: word === '-iregex' });
        return ({ path }) => pattern.exec(path)?.[0] === path;
      }
      case '-type': {
        const letters = await value();
        const types = letters.split(',').map((letter) => TYPE_LETTERS[letter]);
        if (types.includes(undefined))
          return call.die(
            call.gnu ? `Unknown argument to -type: ${letters}` : `invalid argument '${letters}' to '-type'`,
          );
        return ({ stat }) => types.includes(stat.type);
      }
      case '-maxdepth':
        this.maxDepth = Number(await value());
        return () => true;
      case '-mindepth':
        this.minDepth = Number(await value());
        return () => true;
      case '-depth':
      case '-d':
        this.depthFirst = true;
        return () => true;
      case '-mount':
      case '-xdev':
      case '-noleaf':
      case '-follow':
      case '-daystart':
      case '-true':
        return () => true;
      case '-false':
        return () => false;
      case '-size': {
        const text = await value();
        const [, , , unit = ''] = /^([-+]?)(\d+)(.*)$/.exec(text) ?? [];
        const size = SIZE_UNITS[unit || 'b'] ?? 512;
        const compare = comparison(text);
        return ({ stat }) => compare(Math.ceil(stat.size / size));
      }
      case '-mtime':
      case '-mmin':
      case '-ctime':
      case '-cmin':
      case '-atime':
      case '-amin': {
        const compare = comparison(await value());
        const unit = word.endsWith('min') ? 60_000 : 86_400_000;
        return ({ stat }) => compare(Math.floor((process.kernel.clock.now() - stat.mtime) / unit));
      }
      case '-newer': {
        const { mtime } = process.fs.stat(await value());
        return ({ stat }) => stat.mtime > mtime;
      }
      case '-user':
      case '-uid': {
        const name = await value();
        const uid = findUid(process, name);
        if (uid === undefined)
          return call.die(call.gnu ? `'${name}' is not the name of a known user` : `unknown user ${name}`);
        return ({ stat }) => stat.uid === uid;
      }
      case '-group':
      case '-gid': {
        const name = await value();
        const gid = findGid(process, name);
        if (gid === undefined)
          return call.die(call.gnu ? `'${name}' is not the name of an existing group` : `unknown group ${name}`);
        return ({ stat }) => stat.gid === gid;
      }
      case '-nouser':
        return ({ stat }) => new AccountNames(process).user(stat.uid) === undefined;
      case '-nogroup':
        return ({ stat }) => new AccountNames(process).group(stat.gid) === undefined;
      case '-perm':
        return this.#permission(await value());
      case '-readable':
      case '-writable':
      case '-executable':
        return ({ path }) => process.fs.may(path, word === '-executable' ? 'x' : word.slice(1, 2));
      case '-empty':
        return ({ stat, path }) =>
          (stat.type === 'file' && stat.size === 0) ||
          (stat.type === 'directory' && process.fs.readdir(path).length === 0);
      case '-links': {
        const compare = comparison(await value());
        return ({ stat }) => compare(stat.nlink);
      }
      case '-inum': {
        const compare = comparison(await value());
        return ({ stat }) => compare(stat.ino);
      }
      case '-samefile': {
        const { ino, dev } = process.fs.stat(await value());
        return ({ stat }) => stat.ino === ino && stat.dev === dev;
      }
      case '-prune':
        return () => (this.pruned = true);
      case '-print':
        return this.#action(({ path }) => call.print(`${path}\n`));
      case '-print0':
        return this.#action(({ path }) => call.print(`${path}\0`));
      case '-printf': {
        const format = await value();
        const names = new AccountNames(process);
        return this.#action((file) => call.print(printFormat(format, file, names)));
      }
      case '-ls': {
        const names = new AccountNames(process);
        return this.#action(({ path }) => {
          const entry = lookAt(process, path, path, false);
          const style = {
            busybox: false,
            names,
            owner: true,
            group: true,
            human: undefined,
            inode: true,
            blocks: true,
            time: 'locale',
            now: process.kernel.clock.now(),
          };
          call.print(formatLong([entry], style, ({ path: shown }) => shown));
        });
      }
      case '-quit':
        this.#acts = true;
        return async () => {
          await this.finish();
          await call.flush();
          return process.exit(call.status);
        };
      case '-delete':
        if (!call.gnu) return this.#unknown(word);
        this.depthFirst = true;
        this.#acts = true;
        return async ({ path, stat }) => {
          if (path === '.') return true;
          try {
            if (stat.type === 'directory') process.fs.rmdir(path);
            else process.fs.unlink(path);
            return true;
          } catch (error) {
            if (!(error instanceof Errno)) throw error;
            await call.complain(
              call.gnu ? `cannot delete ${quoteName(path)}: ${error.message}` : `${path}: ${error.message}`,
            );
            return false;
          }
        };
      case '-exec':
      case '-execdir':
      case '-ok':
        return this.#execute(word);
      default:
        return this.#unknown(word);
    }
  }

  #action(act: (file: Visited) => void): Test {
    this.#acts = true;
    return (file) => {
      act(file);
      return true;
    };
  }

  async #permission(text: string): Promise<Test> {
    const kind = /^[-/]/.exec(text)?.[0] ?? '';
    const mode = changeMode(text.slice(kind.length), { type: 'file', mode: 0 }, 0);
    if (mode === undefined)
      return this.#call.die(this.#call.gnu ? `invalid mode ${this.#call.quote(text)}` : `invalid mode '${text}'`);
    return ({ stat }) => {
      if (kind === '-') return (stat.mode & mode) === mode;
      return kind === '/' ? mode === 0 || (stat.mode & mode) !== 0 : stat.mode === mode;
    };
  }

  async #execute(word: string): Promise<Test> {
    this.#acts = true;
    const end = this.#words.findIndex(
      (part, index) => part === ';' || (part === '+' && this.#words[index - 1] === '{}'),
    );
    if (end < 0)
      return this.#call.die(this.#call.gnu ? `missing argument to \`${word}'` : `${word} requires an argument`);
    const command = this.#words.splice(0, end + 1);
    if (command.pop() === '+') {
      const batch: Batch = { command: command.slice(0, -1), paths: [] };
      this.#batches.push(batch);
      return ({ path }) => {
        batch.paths.push(path);
        return true;
      };
    }
    return async ({ path }) => (await this.#run(command.map((part) => part.replaceAll('{}', path)))) === 0;
  }

  async #run(argv: readonly string[]): Promise<number> {
    const { process } = this.#call;
    await this.#call.flush();
    try {
      const child = process.spawn(lookUp(process, argv));
      return exitCode(await process.wait(child));
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      await this.#call.complain(
        this.#call.gnu ? `${quoteName(argv[0] ?? '')}: ${error.message}` : `${argv[0] ?? ''}: ${error.message}`,
      );
      return 1;
    }
  }
}

/** `5`, `+5` and `-5`. */
function comparison(text: string): (value: number) => boolean {
  const number = parseInt(text.replace(/^[-+]/, ''), 10);
  if (text.startsWith('+')) return (value) => value > number;
  if (text.startsWith('-')) return (value) => value < number;
  return (value) => value === number;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '0': '\0', '\\': '\\', r: '\r' };

function printFormat(format: string, file: Visited, names: AccountNames): string {
  const { stat, path } = file;
  return format.replace(
    /\\(.)|%(-?\d*)(?:T([a-zA-Z@+])|([a-zA-Z%]))/g,
    (whole, escape?: string, width = '', time?: string, letter?: string) => {
      if (escape !== undefined) return ESCAPES[escape] ?? whole;
      const size = Math.abs(Number(width));
      const text =
        time !== undefined
          ? time === '@'
            ? (stat.mtime / 1000).toFixed(10)
            : time === '+'
              ? strftime('%Y-%m-%d+%H:%M:%S.%N0', stat.mtime)
              : strftime(`%${time}`, stat.mtime)
          : fieldOf(letter ?? '', file, stat, path, names);
      if (text === undefined) return whole;
      return width.startsWith('-') ? text.padEnd(size) : text.padStart(size);
    },
  );
}

function fieldOf(letter: string, file: Visited, stat: Stat, path: string, names: AccountNames): string | undefined {
  switch (letter) {
    case '%':
      return '%';
    case 'f':
      return file.name;
    case 'p':
      return path;
    case 'P':
      return path === file.start ? '' : path.slice(file.start.length).replace(/^\//, '');
    case 'h':
      return directoryName(path);
    case 'H':
      return file.start;
    case 's':
      return String(stat.size);
    case 'k':
      return String(blocksOf(stat) / 2);
    case 'b':
      return String(blocksOf(stat));
    case 'd':
      return String(file.depth);
    case 'm':
      return stat.mode.toString(8);
    case 'M':
      return formatMode(stat);
    case 'u':
      return names.user(stat.uid) ?? String(stat.uid);
    case 'g':
      return names.group(stat.gid) ?? String(stat.gid);
    case 'U':
      return String(stat.uid);
    case 'G':
      return String(stat.gid);
    case 'i':
      return String(stat.ino);
    case 'n':
      return String(stat.nlink);
    case 'y':
      return { file: 'f', directory: 'd', symlink: 'l', char: 'c', block: 'b', fifo: 'p', socket: 's' }[stat.type];
    case 't':
      return strftime('%a %b %e %H:%M:%S.%N0 %Y', stat.mtime);
    default:
      return undefined;
  }
}
