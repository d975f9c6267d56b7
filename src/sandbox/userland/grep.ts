import { decode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import { globRegex } from './text/glob.ts';
import { joinPath } from './text/path.ts';
import { onScreen } from './text/screen.ts';
import { escapeRegex } from './text/glob.ts';
import { PCRE, perlRegex, PerlRegexError } from './text/perl-regex.ts';
import { posixRegex, RegexError } from './text/posix-regex.ts';
import type { Call } from './tool/call.ts';
import { closeInput, type Line, lineBatches, openInput, readInput } from './tool/input.ts';
import type { Interface, Tool } from './tool/tool.ts';

const GNU: Interface = {
  short: 'A:B:C:EFGHILPRTUVZabce:f:hilm:noqrsvwxyz',
  long:
    'extended-regexp=E fixed-strings=F basic-regexp=G perl-regexp=P regexp:=e file:=f ignore-case=i no-ignore-case ' +
    'word-regexp=w line-regexp=x null-data=z no-messages=s invert-match=v max-count:=m byte-offset=b line-number=n ' +
    'line-buffered with-filename=H no-filename=h label: only-matching=o quiet=q silent=q binary-files: text=a ' +
    'directories: recursive=r dereference-recursive=R include: exclude: exclude-dir: files-without-match=L ' +
    'files-with-matches=l count=c null=Z initial-tab=T after-context:=A before-context:=B context:=C color:: colour::=color',
  usage: '[OPTION]... PATTERNS [FILE]...',
  failure: 2,
  package: 'GNU grep) 3.8',
};
const BUSYBOX: Interface = {
  short: 'HhnlLoqvsrRiwFEzm:A:B:C:e:f:xc',
  long: 'color::',
  usage: '[-HhnlLoqvsrRiwFEz] [-m N] [-A|B|C N] { PATTERN | -e PATTERN... | -f FILE... } [FILE]...',
  failure: 2,
};

const numbered = (args: readonly string[]): readonly string[] => args.map((arg) => arg.replace(/^-(\d+)$/, '-C$1'));

const named = (name: string, always: string): Tool => ({
  name,
  about: 'Search for patterns in files, or in standard input',
  gnu: GNU,
  busybox: BUSYBOX,
  rewrite: numbered,
  run: (call) => run(call, always),
});

export const grep = named('grep', '');
export const egrep = named('egrep', 'E');
export const fgrep = named('fgrep', 'F');

async function run(call: Call, always: string): Promise<number> {
  const operands = [...call.operands];
  const patterns = call.options.values('e').flatMap((text) => text.split('\n'));
  for (const path of call.options.values('f')) {
    const text = decode(await readInput(call.process, path));
    patterns.push(...(text === '' ? [] : text.replace(/\n$/, '').split('\n')));
  }
  if (!call.has('e') && !call.has('f')) {
    const [first] = operands;
    if (first === undefined) {
      if (call.gnu) await call.process.err(`Usage: ${call.name} [OPTION]... PATTERNS [FILE]...\n`);
      return call.misuse();
    }
    operands.shift();
    patterns.push(...first.split('\n'));
  }
  const matcher = await compile(call, patterns, always);
  return new Searcher(call, matcher).search(operands);
}

function refusalOf(error: RegexError | PerlRegexError | SyntaxError): string {
  if (error instanceof RegexError) return error.message;
  return (error instanceof PerlRegexError ? PCRE[error.fault] : undefined) ?? 'Invalid regular expression';
}

async function compile(call: Call, patterns: readonly string[], always: string): Promise<RegExp | undefined> {
  const kind = (call.options.lastOf('EFGP') ?? always) || 'G';
  if (patterns.length === 0) return undefined;
  try {
    const sources = patterns.map((pattern) => {
      if (kind === 'F') return escapeRegex(pattern);
      if (kind === 'P') return perlRegex(pattern, 'u').source;
      return posixRegex(pattern, { extended: kind === 'E' }).source;
    });
    const parts = sources.length === 1 ? (sources[0] ?? '') : renumber(sources);
    const word = '[\\p{L}\\p{N}_]';
    const source = call.has('x') ? `^(?:${parts})$` : call.has('w') ? `(?<!${word})(?:${parts})(?!${word})` : parts;
    return new RegExp(source, `gu${call.options.lastOf('iy') === undefined ? '' : 'i'}`);
  } catch (error) {
    if (error instanceof RegexError || error instanceof PerlRegexError || error instanceof SyntaxError) {
      const words = refusalOf(error);
      return call.die(call.gnu ? words : `bad regex '${patterns[0] ?? ''}': ${words}`);
    }
    throw error;
  }
}

/** Puts alternatives together; their back references go on counting. */
function renumber(sources: readonly string[]): string {
  let before = 0;
  return sources
    .map((source) => {
      const groups = (source.match(/\\.|\[(?:\\.|[^\]])*\]|\((?!\?)/g) ?? []).filter((part) => part === '(').length;
      const shifted = source.replace(/\(\?:\\(\d)\)/g, (_, number: string) => `(?:\\${Number(number) + before})`);
      before += groups;
      return `(?:${shifted})`;
    })
    .join('|');
}

interface Found {
  readonly matched: boolean;
}

class Searcher {
  readonly #call: Call;
  readonly #matcher: RegExp | undefined;
  readonly #invert: boolean;
  readonly #limit: number;
  readonly #before: number;
  readonly #after: number;
  readonly #color: boolean;
  #names = false;
  #any = false;
  #failed = false;
  /** A line of context was printed: the next group starts with `--`. */
  #grouped = false;

  constructor(call: Call, matcher: RegExp | undefined) {
    this.#call = call;
    this.#matcher = matcher;
    this.#invert = call.has('v');
    this.#limit = Number(call.value('m') ?? Infinity);
    this.#before = Number(call.value('B') ?? call.value('C') ?? 0);
    this.#after = Number(call.value('A') ?? call.value('C') ?? 0);
    const color = call.value('color');
    this.#color = call.has('color') && (color === 'always' || (color !== 'never' && onScreen(call.process)));
  }

  async search(operands: readonly string[]): Promise<number> {
    const call = this.#call;
    const recursive = call.options.lastOf('rR') !== undefined;
    const paths = operands.length > 0 ? operands : recursive ? ['.'] : ['-'];
    this.#names = !call.has('h') && (call.has('H') || paths.length > 1 || recursive);
    if (call.options.lastOf('hH') === 'H') this.#names = true;
    for (const path of paths) {
      if (recursive && path !== '-') await this.#tree(path, operands.length === 0 ? '' : path, true);
      else await this.#file(path, path);
      if (this.#any && call.has('q')) return 0;
    }
    return this.#failed ? (this.#any && call.has('q') ? 0 : 2) : this.#any ? 0 : 1;
  }

  async #tree(path: string, shown: string, named: boolean): Promise<void> {
    const { process } = this.#call;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const matches = (key: string) => this.#call.options.values(key).some((glob) => globRegex(glob).test(name));
    try {
      const stat = named || this.#call.has('R') ? process.fs.stat(path) : process.fs.lstat(path);
      if (stat.type === 'directory') {
        if (!named && matches('exclude-dir')) return;
        for (const entry of process.fs.readdir(path)) {
          await this.#tree(joinPath(path, entry.name), shown === '' ? entry.name : joinPath(shown, entry.name), false);
        }
        return;
      }
      if (stat.type !== 'file' && !named) return;
      if (this.#call.has('include') && !matches('include')) return;
      if (matches('exclude')) return;
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return this.#refuse(path, error);
    }
    await this.#file(path, shown);
  }

  async #refuse(path: string, { message }: Errno): Promise<void> {
    this.#failed = true;
    if (!this.#call.has('s')) await this.#call.warn(`${path}: ${message}`);
  }

  async #file(path: string, shown: string): Promise<void> {
    const call = this.#call;
    const { process } = call;
    const name = shown === '-' ? (call.value('label') ?? '(standard input)') : shown;
    let fd: number;
    try {
      fd = openInput(process, path);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return this.#refuse(path, error);
    }
    try {
      await this.#lines(fd, name);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      if (error.code !== 'EISDIR' || call.gnu) await this.#refuse(path, error);
    } finally {
      closeInput(process, fd);
    }
  }

  async #lines(fd: number, name: string): Promise<void> {
    const call = this.#call;
    const lists = call.options.lastOf('lL');
    const silent = call.has('q') || call.has('c') || lists !== undefined;
    let matches = 0;
    let number = 0;
    let offset = 0;
    let lastPrinted = 0;
    let after = 0;
    let binary = false;
    const before: { line: Line; number: number }[] = [];
    outer: for await (const batch of lineBatches(call.process, fd, call.has('z') ? 0 : 10)) {
      for (const line of batch) {
        number++;
        binary ||= call.gnu && !call.has('a') && /[\0\ufffd]/.test(line.text) && !call.has('z');
        const { matched } = this.#match(line.text);
        if (matched) {
          matches++;
          this.#any = true;
          if (call.has('q')) break outer;
          if (silent) {
            if (lists !== undefined) break outer;
          } else if (binary) {
            call.print(`${call.name}: ${name}: binary file matches\n`.replace(/^grep: /, 'grep: '));
            break outer;
          } else {
            const context = this.#before + this.#after > 0;
            const first = before[0]?.number ?? number;
            if (context && this.#grouped && first > lastPrinted + 1) call.print('--\n');
            for (const earlier of before) this.#show(name, earlier.number, earlier.line, '-', 0);
            before.length = 0;
            this.#show(name, number, line, ':', offset);
            lastPrinted = number;
            this.#grouped = true;
            after = this.#after;
          }
          if (matches >= this.#limit) {
            if (after === 0 || silent) break outer;
          }
        } else if (after > 0 && !silent) {
          after--;
          this.#show(name, number, line, '-', offset);
          lastPrinted = number;
          if (after === 0 && matches >= this.#limit) break outer;
        } else if (this.#before > 0) {
          before.push({ line, number });
          if (before.length > this.#before) before.shift();
        }
        offset += line.text.length + 1;
        const pause = call.process.step();
        if (pause !== undefined) await pause;
      }
      await call.flush();
    }
    const prefix = this.#names ? `${name}${call.has('Z') ? '\0' : ':'}` : '';
    if (call.has('c') && lists === undefined && !call.has('q')) call.print(`${prefix}${matches}\n`);
    if (call.has('q')) return;
    if (lists === 'l' && matches > 0) call.print(`${name}${call.has('Z') ? '\0' : '\n'}`);
    if (lists === 'L' && matches === 0) call.print(`${name}\n`);
  }

  #match(text: string): Found {
    if (this.#matcher === undefined) return { matched: this.#invert };
    this.#matcher.lastIndex = 0;
    return { matched: this.#matcher.test(text) !== this.#invert };
  }

  #show(name: string, number: number, line: Line, separator: string, offset: number): void {
    const call = this.#call;
    const paint = (code: string, text: string) => (this.#color ? `\x1b[${code}m\x1b[K${text}\x1b[m\x1b[K` : text);
    const mark = paint('36', separator);
    const prefix =
      (this.#names ? paint('35', name) + (call.has('Z') ? '\0' : mark) : '') +
      (call.has('n') ? paint('32', String(number)) + mark : '');
    const at = (byte: number) => (call.has('b') ? `${byte}${mark}` : '');
    const end = call.has('z') ? '\0' : '\n';
    if (call.has('o')) {
      if (separator === '-' || this.#invert) return;
      for (const match of this.#matches(line.text)) {
        call.print(prefix + at(offset + match.index) + paint('01;31', match[0]) + end);
      }
      return;
    }
    let { text } = line;
    if (this.#color && separator === ':' && !this.#invert && this.#matcher !== undefined) {
      this.#matcher.lastIndex = 0;
      text = text.replace(this.#matcher, (part) => (part === '' ? '' : paint('01;31', part)));
    }
    call.print(prefix + at(offset) + text + end);
  }

  *#matches(text: string): Iterable<RegExpExecArray> {
    if (this.#matcher === undefined) return;
    this.#matcher.lastIndex = 0;
    for (const match of text.matchAll(this.#matcher)) if (match[0] !== '') yield match;
  }
}
