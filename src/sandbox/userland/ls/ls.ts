import { Errno } from '../../kernel/errno.ts';
import { AccountNames } from '../text/accounts.ts';
import { layOut, layOutEvenly } from '../text/columns.ts';
import { globRegex } from '../text/glob.ts';
import { terminalOf } from '../text/screen.ts';
import { humanSize, humanSizeBusybox } from '../text/size.ts';
import type { Call } from '../tool/call.ts';
import { quoteName } from '../tool/quote.ts';
import type { Tool } from '../tool/tool.ts';
import { type Listed, lookAt, sortListed } from './listed.ts';
import { blocksOf, formatLong, type LongStyle } from './long.ts';
import { type NameStyle, showName } from './name.ts';

const LONG_OPTIONS =
  'all=a almost-all=A ignore-backups=B directory=d classify::=F file-type human-readable=h inode=i dereference=L ' +
  'numeric-uid-gid=n literal=N indicator-style:=indicator hide-control-chars=q quote-name=Q reverse=r recursive=R ' +
  'size=s sort: time: time-style: full-time width:=w color:: group-directories-first si no-group=G ignore:=I hide:=I ' +
  'dereference-command-line=H escape=b';

export const ls: Tool = {
  name: 'ls',
  about: 'List files, or what is in directories (the current one by default), sorted by name',
  gnu: {
    short: 'aAbBcCdfFgGhHiI:klLmnNopqQrRsStuUvw:xX1',
    long: LONG_OPTIONS,
    usage: '[OPTION]... [FILE]...',
    failure: 2,
  },
  busybox: {
    short: '1AaCxdLHRFplinshrSXvctuw:gk',
    long: 'full-time group-directories-first color::',
    usage: '[-1AaCxdLHRFplinshrSXvctu] [-w WIDTH] [FILE]...',
  },
  async run(call) {
    const lister = new Lister(call);
    await lister.list(call.operands.length === 0 ? ['.'] : call.operands);
  },
};

type Form = 'long' | 'columns' | 'across' | 'commas' | 'single';

class Lister {
  readonly #call: Call;
  readonly #form: Form;
  readonly #width: number;
  readonly #long: LongStyle;
  readonly #names: NameStyle;
  #printed = false;

  constructor(call: Call) {
    this.#call = call;
    const terminal = terminalOf(call.process, 1);
    this.#form = chooseForm(call, terminal !== undefined);
    this.#width = Number(call.value('w') ?? call.process.env.get('COLUMNS') ?? terminal?.size.columns ?? 80) || 80;
    const color = call.value('color');
    this.#names = {
      gnu: call.gnu,
      indicate: indicators(call),
      color: call.has('color') && (color === '' || color === 'always' || (color === 'auto' && terminal !== undefined)),
      quote: call.has('Q') ? 'always' : call.gnu && terminal !== undefined && !call.has('N') ? 'shell' : 'never',
      hideControls: terminal !== undefined || call.has('q'),
    };
    const numeric = call.has('n');
    this.#long = {
      busybox: !call.gnu,
      names: numeric ? undefined : new AccountNames(call.process),
      owner: !call.has('g') || !call.gnu,
      group: !(call.gnu && (call.has('o') || call.has('G'))),
      human: call.has('h') ? 1024 : call.has('si') ? 1000 : undefined,
      inode: call.has('i'),
      blocks: call.has('s'),
      time: call.has('full-time') ? 'full-iso' : (call.value('time-style') ?? 'locale'),
      now: call.process.kernel.clock.now(),
    };
  }

  async list(paths: readonly string[]): Promise<void> {
    const { process } = this.#call;
    const files: Listed[] = [];
    const directories: Listed[] = [];
    for (const path of paths) {
      try {
        const listed = lookAt(process, path, path, this.#followArguments(path));
        const isDirectory = listed.stat.type === 'directory' && !this.#call.has('d');
        (isDirectory ? directories : files).push(listed);
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        await this.#call.complain(
          this.#call.gnu ? `cannot access ${quoteName(path)}: ${error.message}` : `${path}: ${error.message}`,
        );
      }
    }
    this.#sort(files);
    this.#sort(directories);
    if (files.length > 0) this.#print(files);
    const title = paths.length > 1 || this.#call.has('R');
    for (const directory of directories) await this.#directory(directory.path, title);
  }

  #followArguments(path: string): boolean {
    const call = this.#call;
    if (call.has('L') || call.has('H') || path.endsWith('/')) return true;
    return !call.has('d') && !call.has('F') && this.#form !== 'long';
  }

  async #directory(path: string, title: boolean): Promise<void> {
    const { process } = this.#call;
    const fd = process.freeDescriptor();
    let entries: Listed[];
    try {
      process.setFile(fd, process.open(path));
      const names = this.#visible(process.fs.readdir(path).map(({ name }) => name));
      entries = await this.#lookAtAll(path, names);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      await this.#call.complain(
        this.#call.gnu
          ? `cannot open directory ${quoteName(path)}: ${error.message}`
          : `can't open '${path}': ${error.message}`,
        this.#call.gnu ? (path === this.#call.operands[0] ? 2 : 1) : 1,
      );
      return;
    } finally {
      if (process.files.has(fd)) process.closeFile(fd);
    }
    if (!this.#call.gnu && this.#form === 'long') entries = await this.#stillLinked(entries);
    this.#sort(entries);
    if (title) this.#call.print(`${this.#printed ? '\n' : ''}${path}:\n`);
    this.#printed = true;
    if (this.#form === 'long' || this.#call.has('s')) {
      const total = entries.reduce((sum, entry) => sum + blocksOf(entry.stat), 0);
      this.#call.print(`total ${this.#long.human === undefined ? total / 2 : formatTotal(total * 512, this.#long)}\n`);
    }
    this.#print(entries);
    await this.#call.drain();
    if (!this.#call.has('R')) return;
    for (const entry of entries) {
      if (entry.stat.type === 'directory' && entry.name !== '.' && entry.name !== '..') {
        await this.#directory(entry.path, true);
      }
    }
  }

  async #lookAtAll(path: string, names: readonly string[]): Promise<Listed[]> {
    const entries: Listed[] = [];
    for (const name of names) {
      const inside = path.endsWith('/') ? path + name : `${path}/${name}`;
      try {
        entries.push(lookAt(this.#call.process, name, inside, this.#call.has('L')));
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        await this.#call.complain(
          this.#call.gnu ? `cannot access ${quoteName(inside)}: ${error.message}` : `${inside}: ${error.message}`,
          1,
        );
      }
    }
    return entries;
  }

  /** BusyBox reads links when it has closed the directory: its own descriptor in /proc/self/fd is gone by then. */
  async #stillLinked(entries: readonly Listed[]): Promise<Listed[]> {
    const seen: Listed[] = [];
    for (const entry of entries) {
      try {
        if (entry.target !== undefined) this.#call.process.fs.readlink(entry.path);
        seen.push(entry);
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        await this.#call.warn(`${entry.path}: cannot read link: ${error.message}`);
        seen.push({ ...entry, target: undefined });
      }
    }
    return seen;
  }

  #visible(names: readonly string[]): string[] {
    const { options } = this.#call;
    const which = options.lastOf('aAf');
    const ignored = options.values('I').map((pattern) => globRegex(pattern));
    const shown = names.filter(
      (name) =>
        (which !== undefined || !name.startsWith('.')) &&
        !(options.has('B') && name.endsWith('~')) &&
        !ignored.some((pattern) => pattern.test(name)),
    );
    return which === 'a' || which === 'f' ? ['.', '..', ...shown] : shown;
  }

  #sort(entries: Listed[]): void {
    sortListed(this.#call, entries);
  }

  #print(entries: readonly Listed[]): void {
    this.#printed = true;
    if (entries.length === 0) return;
    const call = this.#call;
    if (this.#form === 'long') {
      call.print(formatLong(entries, this.#long, (entry) => showName(entry, this.#names)));
      return;
    }
    const inodeWidth = Math.max(...entries.map(({ stat }) => String(stat.ino).length));
    const blockWidth = Math.max(...entries.map(({ stat }) => String(blocksOf(stat) / 2).length));
    const align = this.#form !== 'commas';
    const cells = entries.map((entry) => {
      const before = [
        ...(call.has('i') ? [String(entry.stat.ino).padStart(align ? inodeWidth : 0)] : []),
        ...(call.has('s') ? [String(blocksOf(entry.stat) / 2).padStart(align ? blockWidth : 0)] : []),
      ];
      return [...before, showName(entry, this.#names)].join(' ');
    });
    if (this.#form === 'commas') call.print(wrapCommas(cells, this.#width));
    else if (this.#form === 'single') call.print(cells.map((cell) => `${cell}\n`).join(''));
    else {
      const lines = (call.gnu ? layOut : layOutEvenly)(cells, this.#width, this.#form === 'across');
      call.print(lines.map((line) => `${line}\n`).join(''));
    }
  }
}

function formatTotal(bytes: number, style: LongStyle): string {
  return style.busybox ? humanSizeBusybox(bytes) : humanSize(bytes, style.human);
}

function wrapCommas(cells: readonly string[], width: number): string {
  let out = '';
  let column = 0;
  cells.forEach((cell, index) => {
    if (index > 0) {
      const fits = column + cell.length + 2 < width;
      out += fits ? ', ' : ',\n';
      column = fits ? column + 2 : 0;
    }
    out += cell;
    column += cell.length;
  });
  return `${out}\n`;
}

function chooseForm(call: Call, terminal: boolean): Form {
  const last = call.options.given.findLast(([key]) => 'lgnoC1xm'.includes(key) || key === 'full-time')?.[0];
  switch (last) {
    case 'l':
    case 'n':
    case 'full-time':
      return 'long';
    case 'g':
    case 'o':
      return call.gnu ? 'long' : 'single';
    case 'C':
      return 'columns';
    case 'x':
      return 'across';
    case 'm':
      return 'commas';
    case '1':
      return call.has('l') || call.has('n') ? 'long' : 'single';
    default:
      return terminal ? 'columns' : 'single';
  }
}

function indicators(call: Call): NameStyle['indicate'] {
  const style = call.value('indicator');
  if (call.has('F') || style === 'classify') return 'classify';
  if (call.has('file-type') || style === 'file-type') return 'type';
  return call.has('p') || style === 'slash' ? 'slash' : 'none';
}
