import { Errno } from '../kernel/errno.ts';
import { readLines } from './tool/input.ts';
import { compareVersions } from './text/version-order.ts';
import { MONTHS } from './text/strftime.ts';
import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';

export const sort: Tool = {
  name: 'sort',
  about: 'Sort the lines of files',
  gnu: {
    short: 'bcCdfghik:Mmno:RrS:st:T:uVz',
    long:
      'ignore-leading-blanks=b check::=c dictionary-order=d ignore-case=f general-numeric-sort=g human-numeric-sort=h ' +
      'ignore-nonprinting=i key:=k month-sort=M merge=m numeric-sort=n output:=o random-sort=R reverse=r stable=s ' +
      'field-separator:=t unique=u version-sort=V zero-terminated=z parallel: buffer-size:=S temporary-directory:=T sort: debug batch-size: compress-program: files0-from: random-source:',
    usage: '[OPTION]... [FILE]...\n[OPTION]... --files0-from=F',
    failure: 2,
  },
  busybox: {
    short: 'nrughMcszbdfiko:t:k:mS:T:V',
    usage: '[-nrughMcszbdfiokt] [-o FILE] [-k START[.OFS][OPTS][,END[.OFS][OPTS]] [-t CHAR] [FILE]...',
    failure: 2,
  },
  async run(call) {
    const end = call.has('z') ? '\0' : '\n';
    const keys = await readKeys(call);
    const compare = comparator(call, keys);
    const lines: string[] = [];
    for (const path of call.operands.length === 0 ? ['-'] : call.operands) {
      try {
        lines.push(...(await readLines(call.process, path, end)));
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        const reads = error.code === 'EISDIR' ? 'read failed' : 'cannot read';
        return call.die(call.gnu ? `${reads}: ${path}: ${error.message}` : `${path}: ${error.message}`);
      }
    }
    if (call.has('c') || call.has('C')) return check(call, lines, compare);
    const whole = (a: string, b: string) =>
      compare(a, b) || (call.has('s') || call.has('u') ? 0 : lastResort(call, a, b));
    lines.sort(whole);
    const kept = call.has('u')
      ? lines.filter((line, index) => index === 0 || compare(lines[index - 1] ?? '', line) !== 0)
      : lines;
    const output = call.value('o');
    if (output !== undefined)
      call.process.setFile(1, call.process.open(output, { write: true, create: true, truncate: true }));
    for (const line of kept) {
      call.print(line + end);
      await call.drain();
    }
    return 0;
  },
};

interface Position {
  readonly field: number;
  /** Characters into the field; 0 for its end. */
  readonly character: number;
  readonly skipBlanks: boolean;
}

interface Key {
  readonly start: Position;
  readonly end: Position | undefined;
  /** Ordering letters of its own; those of the call otherwise. */
  readonly letters: string;
}

async function readKeys(call: Call): Promise<Key[]> {
  const global = call.options.given
    .map(([key]) => key)
    .filter((key) => 'bdfghiMnRrV'.includes(key))
    .join('');
  const word = call.value('sort');
  const letters =
    global +
    (word === undefined
      ? ''
      : ({ numeric: 'n', 'general-numeric': 'g', 'human-numeric': 'h', month: 'M', version: 'V', random: 'R' }[word] ??
        ''));
  const keys: Key[] = [];
  for (const text of call.options.values('k')) {
    const match = /^(\d+)(?:\.(\d+))?([bdfghiMnRrV]*)(?:,(\d+)(?:\.(\d+))?([bdfghiMnRrV]*))?$/.exec(text);
    if (match === null) {
      return call.die(
        call.gnu
          ? `invalid number at field start: invalid count at start of ${call.quote(text)}`
          : `bad field specification`,
      );
    }
    const own = `${match[3] ?? ''}${match[6] ?? ''}`;
    if (match[1] === '0') return call.die(`field number is zero: invalid field specification ${call.quote(text)}`);
    keys.push({
      start: {
        field: Number(match[1]) - 1,
        character: Number(match[2] ?? 1),
        skipBlanks: /b/.test((match[3] ?? '') || (own === '' ? letters : '')),
      },
      end:
        match[4] === undefined
          ? undefined
          : {
              field: Number(match[4]) - 1,
              character: Number(match[5] ?? 0),
              skipBlanks: (match[6] ?? '').includes('b'),
            },
      letters: own === '' ? letters : own,
    });
  }
  if (keys.length === 0)
    keys.push({ start: { field: 0, character: 1, skipBlanks: letters.includes('b') }, end: undefined, letters });
  return keys;
}

/** Where each field starts and ends; without a separator a field takes the blanks before it along. */
function fieldBounds(line: string, separator: string | undefined): [number, number][] {
  const bounds: [number, number][] = [];
  if (separator === undefined) {
    for (const match of line.matchAll(/[ \t]*[^ \t]+|[ \t]+$/g))
      bounds.push([match.index, match.index + match[0].length]);
    return bounds;
  }
  let start = 0;
  for (let at = line.indexOf(separator); at >= 0; at = line.indexOf(separator, start)) {
    bounds.push([start, at]);
    start = at + separator.length;
  }
  bounds.push([start, line.length]);
  return bounds;
}

function keyText(line: string, key: Key, separator: string | undefined): string {
  if (key.start.field === 0 && key.start.character <= 1 && key.end === undefined)
    return key.start.skipBlanks ? line.trimStart() : line;
  const bounds = fieldBounds(line, separator);
  const skip = (at: number) => at + (/^[ \t]*/.exec(line.slice(at))?.[0].length ?? 0);
  const first = bounds[key.start.field];
  if (first === undefined) return '';
  const start = (key.start.skipBlanks ? skip(first[0]) : first[0]) + Math.max(0, key.start.character - 1);
  if (key.end === undefined) return line.slice(start);
  const last = bounds[key.end.field];
  if (last === undefined) return line.slice(start);
  const end =
    key.end.character === 0
      ? last[1]
      : Math.min(last[1], (key.end.skipBlanks ? skip(last[0]) : last[0]) + key.end.character);
  return line.slice(start, Math.max(start, end));
}

function comparator(call: Call, keys: readonly Key[]): (a: string, b: string) => number {
  const separator = call.value('t')?.replace(/^\\0$/, '\0').replace(/^\\t$/, '\t');
  const cache = new Map<string, string[]>();
  const texts = (line: string): string[] => {
    let found = cache.get(line);
    if (found === undefined) cache.set(line, (found = keys.map((key) => keyText(line, key, separator))));
    return found;
  };
  return (a, b) => {
    const [left, right] = [texts(a), texts(b)];
    for (const [index, key] of keys.entries()) {
      const difference = compareBy(key.letters, left[index] ?? '', right[index] ?? '');
      if (difference !== 0) return key.letters.includes('r') ? -difference : difference;
    }
    return 0;
  };
}

function compareBy(letters: string, a: string, b: string): number {
  if (letters.includes('n')) return leadingNumber(a) - leadingNumber(b);
  if (letters.includes('g')) return general(a) - general(b) || 0;
  if (letters.includes('h')) return human(a) - human(b);
  if (letters.includes('M')) return month(a) - month(b);
  if (letters.includes('V')) return compareVersions(a, b);
  let [x, y] = [a, b];
  if (letters.includes('d')) [x, y] = [x.replace(/[^\p{L}\p{N}\s]/gu, ''), y.replace(/[^\p{L}\p{N}\s]/gu, '')];
  if (letters.includes('f')) [x, y] = [x.toUpperCase(), y.toUpperCase()];
  return byCode(x, y);
}

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const leadingNumber = (text: string): number => Number(/^\s*(-?\d*\.?\d*)/.exec(text)?.[1] || 0) || 0;

function general(text: string): number {
  const value = parseFloat(text);
  return Number.isNaN(value) ? -Number.MAX_VALUE : value;
}

function human(text: string): number {
  const [, sign = '', digits = '0', unit = ''] = /^\s*(-?)(\d*\.?\d*)([kKMGTPEZY]?)/.exec(text) ?? [];
  const size = (' KMGTPEZY'.indexOf(unit.toUpperCase() || ' ') + 0) * 1e6 + (Number(digits) || 0);
  return (Number(digits) || 0) === 0 ? 0 : sign === '-' ? -size : size;
}

const month = (text: string): number =>
  MONTHS.findIndex((name) => name.slice(0, 3).toUpperCase() === text.trimStart().slice(0, 3).toUpperCase());

const lastResort = (call: Call, a: string, b: string): number => (call.has('r') ? -byCode(a, b) : byCode(a, b));

async function check(call: Call, lines: readonly string[], compare: (a: string, b: string) => number): Promise<number> {
  for (let index = 1; index < lines.length; index++) {
    const difference = compare(lines[index - 1] ?? '', lines[index] ?? '');
    if (difference < 0 || (difference === 0 && !call.has('u'))) continue;
    if (!call.has('C')) {
      if (call.gnu) await call.warn(`${call.operands[0] ?? '-'}:${index + 1}: disorder: ${lines[index] ?? ''}`);
      else await call.process.err(`Check line ${index}\n`);
    }
    return 1;
  }
  return 0;
}
