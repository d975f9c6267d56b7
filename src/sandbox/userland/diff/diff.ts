import { decode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import { baseName, joinPath } from '../text/path.ts';
import { strftime } from '../text/strftime.ts';
import type { Call } from '../tool/call.ts';
import { readInput } from '../tool/input.ts';
import { type Change, changesBetween } from './changes.ts';

/** Runs GNU diff 3.8, or BusyBox's, which knows unified output only. */
export async function runDiff(call: Call): Promise<number> {
  const [first, second, extra] = call.operands;
  if (first === undefined || second === undefined) {
    if (!call.gnu) return call.misuse(undefined, 1);
    await call.warn(`missing operand after ${call.quote(first ?? call.name)}`);
    return call.die(`Try '${call.name} --help' for more information.`);
  }
  if (extra !== undefined) {
    if (!call.gnu) return call.misuse(undefined, 1);
    await call.warn(`extra operand ${call.quote(extra)}`);
    return call.die(`Try '${call.name} --help' for more information.`);
  }
  if (call.has('y') || call.has('e')) {
    await call.process.err(`drydock: not simulated: diff -${call.options.lastOf('ye') ?? ''}\n`);
    return 2;
  }
  return new Differ(call).compare(first, second, true);
}

interface Text {
  readonly path: string;
  readonly lines: readonly string[];
  /** What is compared: without what the options ignore. */
  readonly keys: readonly string[];
  readonly mtime: number;
  readonly ended: boolean;
  readonly binary: boolean;
}

class Differ {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** @returns 0 same, 1 different, 2 trouble */
  async compare(first: string, second: string, named = false): Promise<number> {
    const { fs } = this.#call.process;
    await this.#call.process.step();
    const [a, b] = [first !== '-' && fs.isDirectory(first), second !== '-' && fs.isDirectory(second)];
    if (a && b && (named || this.#call.has('r'))) return this.#directories(first, second);
    if (a && b) {
      this.#call.print(`Common subdirectories: ${first} and ${second}\n`);
      return 0;
    }
    if (named && a && !b) return this.#files(joinPath(first, baseName(second)), second, named);
    if (named && b && !a) return this.#files(first, joinPath(second, baseName(first)), named);
    if (a !== b) {
      const kind = (directory: boolean) => (directory ? 'directory' : 'regular file');
      this.#call.print(`File ${first} is a ${kind(a)} while file ${second} is a ${kind(b)}\n`);
      return 1;
    }
    return this.#files(first, second, named);
  }

  async #directories(first: string, second: string): Promise<number> {
    const { fs } = this.#call.process;
    const names = (path: string) => fs.readdir(path).map(({ name }) => name);
    const [left, right] = [names(first), names(second)];
    let status = 0;
    for (const name of [...new Set([...left, ...right])].sort()) {
      if (left.includes(name) && right.includes(name)) {
        status = Math.max(status, await this.compare(joinPath(first, name), joinPath(second, name)));
      } else if (this.#call.has('N')) {
        status = Math.max(status, await this.#files(joinPath(first, name), joinPath(second, name), false));
      } else {
        this.#call.print(`Only in ${left.includes(name) ? first : second}: ${name}\n`);
        status = Math.max(status, 1);
      }
    }
    return status;
  }

  async #files(first: string, second: string, named: boolean): Promise<number> {
    const call = this.#call;
    const texts: Text[] = [];
    for (const path of [first, second]) {
      try {
        texts.push(await this.#read(path));
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        await call.complain(call.gnu ? `${path}: ${error.message}` : `can't stat '${path}': ${error.message}`, 2);
        if (!call.gnu) return call.operands.includes(path) ? 2 : 1;
      }
    }
    const [before, after] = texts;
    if (before === undefined || after === undefined) return 2;
    const changes = changesBetween(before.keys, after.keys).filter((change) => !this.#onlyBlank(change, before, after));
    if (changes.length === 0) {
      if (call.has('s') && call.gnu) call.print(`Files ${first} and ${second} are identical\n`);
      return 0;
    }
    if (call.has('q') || before.binary || after.binary) {
      const kind = call.has('q') ? 'Files' : 'Binary files';
      call.print(`${kind} ${first} and ${second} differ\n`);
      return call.has('q') || !call.gnu ? 1 : 2;
    }
    if (!named && call.gnu) {
      const letters = call.options.given.map(([key, value]) => `-${key}${value}`).join(' ');
      call.print(`diff ${letters} ${first} ${second}\n`);
    }
    if (call.has('u') || call.has('U') || !call.gnu) this.#unified(before, after, changes);
    else if (call.has('c') || call.has('C')) this.#context(before, after, changes);
    else this.#normal(before, after, changes);
    return 1;
  }

  async #read(path: string): Promise<Text> {
    const call = this.#call;
    const { fs, kernel } = call.process;
    const absent = call.has('N') && path !== '-' && !fs.exists(path);
    const text = absent ? '' : decode(await readInput(call.process, path));
    const lines = text.split('\n');
    const ended = lines.at(-1) === '';
    if (ended) lines.pop();
    const keys = lines.map((line, index) => this.#key(line) + (!ended && index === lines.length - 1 ? '\0' : ''));
    const mtime = path === '-' ? kernel.clock.now() : absent ? 0 : fs.stat(path).mtime;
    return {
      path,
      lines,
      keys,
      mtime,
      ended: ended || lines.length === 0,
      binary: text.includes('\0') && !call.has('a'),
    };
  }

  #key(line: string): string {
    let key = line;
    if (this.#call.has('w')) key = key.replace(/\s+/g, '');
    else if (this.#call.has('b')) key = key.replace(/\s+/g, ' ').trimEnd();
    return this.#call.has('i') ? key.toLowerCase() : key;
  }

  #onlyBlank({ from, fromEnd, to, toEnd }: Change, before: Text, after: Text): boolean {
    if (!this.#call.has('B')) return false;
    return [...before.lines.slice(from, fromEnd), ...after.lines.slice(to, toEnd)].every((line) => line.trim() === '');
  }

  #line(sign: string, text: Text, index: number): void {
    const last = index === text.lines.length - 1 && !text.ended;
    this.#call.print(`${sign}${text.lines[index] ?? ''}\n${last ? '\\ No newline at end of file\n' : ''}`);
  }

  #normal(before: Text, after: Text, changes: readonly Change[]): void {
    const span = (start: number, end: number) =>
      end - start > 1 ? `${start + 1},${end}` : `${end - start === 1 ? start + 1 : start}`;
    for (const { from, fromEnd, to, toEnd } of changes) {
      const letter = from === fromEnd ? 'a' : to === toEnd ? 'd' : 'c';
      this.#call.print(`${span(from, fromEnd)}${letter}${span(to, toEnd)}\n`);
      for (let index = from; index < fromEnd; index++) this.#line('< ', before, index);
      if (letter === 'c') this.#call.print('---\n');
      for (let index = to; index < toEnd; index++) this.#line('> ', after, index);
    }
  }

  #titles(before: Text, after: Text, signs: readonly [string, string]): void {
    const labels = this.#call.options.values('L');
    [before, after].forEach(({ path, mtime }, index) => {
      const time = this.#call.gnu ? `\t${strftime('%Y-%m-%d %H:%M:%S.%N %z', mtime)}` : '';
      this.#call.print(`${signs[index] ?? ''} ${labels[index] ?? path + time}\n`);
    });
  }

  /** Changes that are near each other, with the lines around them. */
  *#hunks(
    before: Text,
    changes: readonly Change[],
    context: number,
  ): Generator<{ changes: Change[]; start: number; end: number }> {
    let group: Change[] = [];
    const close = () => {
      const [first, last] = [group[0], group.at(-1)];
      return {
        changes: group,
        start: Math.max(0, (first?.from ?? 0) - context),
        end: Math.min(before.lines.length, (last?.fromEnd ?? 0) + context),
      };
    };
    for (const change of changes) {
      const last = group.at(-1);
      if (last !== undefined && change.from - last.fromEnd > 2 * context) {
        yield close();
        group = [];
      }
      group.push(change);
    }
    if (group.length > 0) yield close();
  }

  #unified(before: Text, after: Text, changes: readonly Change[]): void {
    const context = Number(this.#call.value('U') || 3);
    this.#titles(before, after, ['---', '+++']);
    for (const { changes: group, start, end } of this.#hunks(before, changes, context)) {
      const [first, last] = [group[0], group.at(-1)];
      const newStart = (first?.to ?? 0) - ((first?.from ?? 0) - start);
      const newEnd = (last?.toEnd ?? 0) + (end - (last?.fromEnd ?? 0));
      const range = (from: number, to: number) =>
        to - from === 1 ? `${to}` : `${to === from ? from : from + 1},${to - from}`;
      this.#call.print(`@@ -${range(start, end)} +${range(newStart, newEnd)} @@\n`);
      let at = start;
      for (const { from, fromEnd, to, toEnd } of group) {
        for (; at < from; at++) this.#line(' ', before, at);
        for (; at < fromEnd; at++) this.#line('-', before, at);
        for (let index = to; index < toEnd; index++) this.#line('+', after, index);
      }
      for (; at < end; at++) this.#line(' ', before, at);
    }
  }

  #context(before: Text, after: Text, changes: readonly Change[]): void {
    const context = Number(this.#call.value('C') || 3);
    this.#titles(before, after, ['***', '---']);
    for (const { changes: group, start, end } of this.#hunks(before, changes, context)) {
      const [first, last] = [group[0], group.at(-1)];
      const newStart = (first?.to ?? 0) - ((first?.from ?? 0) - start);
      const newEnd = (last?.toEnd ?? 0) + (end - (last?.fromEnd ?? 0));
      const range = (from: number, to: number) => (to - from <= 1 ? `${to}` : `${from + 1},${to}`);
      this.#call.print(`***************\n*** ${range(start, end)} ****\n`);
      if (group.some(({ from, fromEnd }) => fromEnd > from)) {
        this.#side(
          before,
          start,
          end,
          group.map(({ from, fromEnd, to, toEnd }) => [from, fromEnd, toEnd > to ? '! ' : '- '] as const),
        );
      }
      this.#call.print(`--- ${range(newStart, newEnd)} ----\n`);
      if (group.some(({ to, toEnd }) => toEnd > to)) {
        this.#side(
          after,
          newStart,
          newEnd,
          group.map(({ from, fromEnd, to, toEnd }) => [to, toEnd, fromEnd > from ? '! ' : '+ '] as const),
        );
      }
    }
  }

  #side(text: Text, start: number, end: number, marks: readonly (readonly [number, number, string])[]): void {
    for (let index = start; index < end; index++) {
      const mark = marks.find(([from, to]) => index >= from && index < to);
      this.#line(mark?.[2] ?? '  ', text, index);
    }
  }
}
