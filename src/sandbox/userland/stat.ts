import { Errno } from '../kernel/errno.ts';
import { deviceOf } from '../kernel/fs/device.ts';
import type { Stat } from '../kernel/fs/file-system.ts';
import { blocksOf } from './ls/long.ts';
import { statFileSystems } from './stat-file-system.ts';
import { AccountNames } from './text/accounts.ts';
import { formatMode, rawMode } from './text/file-mode.ts';
import { strftime } from './text/strftime.ts';
import { unescape } from './text/escape.ts';
import type { Call } from './tool/call.ts';
import { quoteForShell, quoteName } from './tool/quote.ts';
import type { Tool } from './tool/tool.ts';
import { decode } from '../kernel/bytes.ts';

export const stat: Tool = {
  name: 'stat',
  about: 'Show what a file system knows of files',
  gnu: {
    short: 'c:fLt',
    long: 'format:=c printf:=p dereference=L file-system=f terse=t cached:',
    usage: '[OPTION]... FILE...',
  },
  busybox: { short: 'lLtfc:', usage: '[-ltf] [-c FMT] FILE...' },
  async run(call) {
    if (call.operands.length === 0) return call.missingOperand();
    if (call.has('f')) return statFileSystems(call);
    const names = new AccountNames(call.process);
    const pattern = call.value('p');
    const format =
      pattern === undefined
        ? (call.value('c') ?? (call.has('t') ? '%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o' : undefined))
        : decode(unescape(pattern, 'printf').bytes);
    for (const path of call.operands) {
      try {
        const found = call.has('L') ? call.process.fs.stat(path) : call.process.fs.lstat(path);
        const target = found.type === 'symlink' ? call.process.fs.readlink(path) : undefined;
        const mount = call.process.fs.resolve(path, { follow: call.has('L') }).absolute;
        const fields = new Fields(call, path, found, target, names, mount);
        call.print(format === undefined ? fields.whole() : fields.format(format) + (pattern === undefined ? '\n' : ''));
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        await call.complain(
          call.gnu ? `cannot statx ${quoteName(path)}: ${error.message}` : `can't stat '${path}': ${error.message}`,
        );
      }
    }
    return call.status;
  },
};

const TYPES: Readonly<Record<Stat['type'], string>> = {
  file: 'regular file',
  directory: 'directory',
  symlink: 'symbolic link',
  char: 'character special file',
  block: 'block special file',
  fifo: 'fifo',
  socket: 'socket',
};

class Fields {
  readonly #call: Call;
  readonly #path: string;
  readonly #stat: Stat;
  readonly #target: string | undefined;
  readonly #names: AccountNames;
  readonly #absolute: string;

  constructor(
    call: Call,
    path: string,
    found: Stat,
    target: string | undefined,
    names: AccountNames,
    absolute: string,
  ) {
    this.#call = call;
    this.#path = path;
    this.#stat = found;
    this.#target = target;
    this.#names = names;
    this.#absolute = absolute;
  }

  format(format: string): string {
    return format.replace(/%([-#+ 0']*\d*(?:\.\d+)?)([a-zA-Z%]|[HL][dr])/g, (_whole, flags: string, letter: string) => {
      const value = this.#field(letter);
      if (value === undefined) return letter === '%' ? '%' : '?';
      const width = Number(/\d+/.exec(flags)?.[0] ?? 0);
      return flags.startsWith('-') ? value.padEnd(width) : value.padStart(width, flags.startsWith('0') ? '0' : ' ');
    });
  }

  #field(letter: string): string | undefined {
    const found = this.#stat;
    const { major, minor } = deviceOf(found.dev);
    const time = strftime('%Y-%m-%d %H:%M:%S.%N %z', found.mtime);
    const seconds = String(Math.floor(found.mtime / 1000));
    switch (letter) {
      case 'a':
        return found.mode.toString(8);
      case 'A':
        return formatMode(found);
      case 'b':
        return String(blocksOf(found));
      case 'B':
        return '512';
      case 'd':
        return String(major * 256 + minor);
      case 'D':
        return (major * 256 + minor).toString(16);
      case 'f':
        return rawMode(found).toString(16);
      case 'F':
        return found.type === 'file' && found.size === 0 ? 'regular empty file' : TYPES[found.type];
      case 'g':
        return String(found.gid);
      case 'G':
        return this.#names.group(found.gid) ?? 'UNKNOWN';
      case 'h':
        return String(found.nlink);
      case 'i':
        return String(found.ino);
      case 'm':
        return this.#absolute;
      case 'n':
        return this.#path;
      case 'N':
        return this.#target === undefined ? quoteForShell(this.#path) : `'${this.#path}' -> '${this.#target}'`;
      case 'o':
        return '4096';
      case 's':
        return String(found.size);
      case 't':
        return (found.rdev?.major ?? 0).toString(16);
      case 'T':
        return (found.rdev?.minor ?? 0).toString(16);
      case 'u':
        return String(found.uid);
      case 'U':
        return this.#names.user(found.uid) ?? 'UNKNOWN';
      case 'w':
        return time;
      case 'W':
        return seconds;
      case 'x':
      case 'y':
      case 'z':
        return time;
      case 'X':
      case 'Y':
      case 'Z':
        return seconds;
      default:
        return undefined;
    }
  }

  whole(): string {
    const found = this.#stat;
    const { gnu } = this.#call;
    const { major, minor } = deviceOf(found.dev);
    const name =
      this.#target === undefined
        ? this.#path
        : gnu
          ? `${this.#path} -> ${this.#target}`
          : `'${this.#path}' -> '${this.#target}'`;
    const device = gnu ? `${major},${minor}` : `${(major * 256 + minor).toString(16)}h/${major * 256 + minor}d`;
    const special =
      found.rdev === undefined
        ? ''
        : ` Device type: ${gnu ? `${found.rdev.major},${found.rdev.minor}` : `${found.rdev.major.toString(16)},${found.rdev.minor.toString(16)}`}`;
    const who = (id: number, text: string | undefined) =>
      `(${String(id).padStart(5)}/${(text ?? 'UNKNOWN').padStart(8)})`;
    const links = special === '' ? String(found.nlink) : String(found.nlink).padEnd(5);
    return (
      `  File: ${name}\n` +
      `  Size: ${String(found.size).padEnd(10)}\tBlocks: ${String(blocksOf(found)).padEnd(10)} IO Block: 4096   ${this.#field('F') ?? ''}\n` +
      `Device: ${device}\tInode: ${String(found.ino).padEnd(10)}  Links: ${links}${special}\n` +
      `Access: (${found.mode.toString(8).padStart(4, '0')}/${formatMode(found)})  Uid: ${who(found.uid, this.#names.user(found.uid))}   Gid: ${who(found.gid, this.#names.group(found.gid))}\n` +
      `Access: ${this.#field('x') ?? ''}\nModify: ${this.#field('y') ?? ''}\nChange: ${this.#field('z') ?? ''}\n` +
      (gnu ? ` Birth: ${this.#field('w') ?? ''}\n` : '')
    );
  }
}
