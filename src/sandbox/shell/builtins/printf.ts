import type { Builtin } from '../builtin.ts';
import { evaluate } from '../arithmetic/evaluate.ts';
import { ShellError } from '../error.ts';
import { quoteWord } from '../expand/quote.ts';
import { setElement, setParameter } from '../parameter.ts';
import { clockText } from '../prompt.ts';
import type { Shell } from '../shell.ts';
import { unescapeEcho, unescapeText } from '../text/escape.ts';

export const printf: Builtin = async (shell, args) => {
  let words = args;
  let target: string | undefined;
  if (words[0] === '-v' && shell.dialect.name === 'bash') {
    target = words[1] ?? '';
    words = words.slice(2);
  }
  if (shell.dialect.name === 'dash' && /^-[^-]/.test(words[0] ?? ''))
    throw new ShellError(`Illegal option ${words[0]?.slice(0, 2) ?? ''}`, 2);
  if (words[0] === '--') words = words.slice(1);
  try {
    return await print(shell, words, target);
  } catch (error) {
    if (!(error instanceof ShellError) || shell.dialect.name !== 'ash') throw error;
    // busybox names neither the command nor the line.
    await shell.say(`${shell.name}: ${error.message}\n`);
    return error.status;
  }
};

async function print(shell: Shell, words: readonly string[], target: string | undefined): Promise<number> {
  const [format, ...values] = words;
  if (format === undefined) {
    await shell.say(
      shell.dialect.name === 'bash'
        ? 'printf: usage: printf [-v var] format [arguments]\n'
        : shell.dialect.name === 'dash'
          ? `${shell.prefix}printf: usage: printf format [arg ...]\n`
          : `${shell.name}: usage: printf FORMAT [ARGUMENT...]\n`,
    );
    return 2;
  }
  const { text, problems } = formatText(shell, format, values);
  if (target === undefined) await shell.process.out(text);
  else {
    const [, name, index] = /^(\w+)\[(.+)\]$/.exec(target) ?? [];
    if (name !== undefined && index !== undefined) setElement(shell, name, index, text);
    else setParameter(shell, target, text);
  }
  for (const problem of problems) {
    if (shell.dialect.name === 'ash') await shell.say(`${shell.name}: ${problem}\n`);
    else await shell.complain(`printf: ${problem}`);
  }
  return problems.length > 0 ? 1 : 0;
}

interface Work {
  readonly shell: Shell;
  readonly values: readonly string[];
  readonly problems: string[];
  at: number;
  ended: boolean;
}

const DIRECTIVE = /%(%|([-+ 0#']*)(\*|\d+)?(?:\.(\*|-?\d*))?[hlqLjzt]*?(?:\(([^)]*)\)T|([a-zA-Z])))|%(.?)/g;

/** Applies a format again and again until the arguments are used up. */
function formatText(shell: Shell, format: string, values: readonly string[]): { text: string; problems: string[] } {
  const work: Work = { shell, values, problems: [], at: 0, ended: false };
  const plain = shell.dialect.name === 'bash' ? format.replace(/\\"/g, '"') : format;
  let text = '';
  do {
    const before = work.at;
    text += once(work, plain);
    shell.checkLength(text.length);
    if (work.at === before) break;
  } while (work.at < values.length && !work.ended);
  return { text, problems: work.problems };
}

function once(work: Work, format: string): string {
  let out = '';
  let last = 0;
  for (const match of format.matchAll(DIRECTIVE)) {
    out += unescapeText(format.slice(last, match.index), work.shell.dialect.name);
    if (work.ended) return out;
    last = match.index + match[0].length;
    const [, directive, flags = '', width, precision, time, letter, bad] = match;
    if (directive === '%') out += '%';
    else if (bad !== undefined || (letter === 'q' && work.shell.dialect.name !== 'bash'))
      refuseDirective(work.shell, match, bad ?? 'q');
    else if (letter !== undefined && !/[diouxXeEfFgGscbq]/.test(letter)) refuseDirective(work.shell, match, letter);
    else out += one(work, { flags, width, precision, time, letter: letter ?? 'T' });
  }
  return work.ended ? out : out + unescapeText(format.slice(last), work.shell.dialect.name);
}

function refuseDirective({ dialect }: Shell, match: RegExpExecArray, letter: string): never {
  if (dialect.name === 'dash') throw new ShellError(`${match[0]}: invalid directive`, 2);
  if (dialect.name === 'ash')
    throw new ShellError(
      `${match[0].endsWith('q') ? match.input.slice(match.index) : `%${match.input.slice(match.index + match[0].length)}`}: invalid format`,
    );
  throw new ShellError(`\`${letter}': invalid format character`);
}

interface Directive {
  readonly flags: string;
  readonly width: string | undefined;
  readonly precision: string | undefined;
  readonly time: string | undefined;
  readonly letter: string;
}

function one(work: Work, { flags, width, precision, time, letter }: Directive): string {
  const next = () => work.values[work.at++];
  let columns = width === '*' ? Number(next() ?? 0) : Number(width ?? 0);
  const left = flags.includes('-') || columns < 0;
  columns = Math.abs(columns);
  const digits = precision === undefined ? undefined : precision === '*' ? Number(next() ?? 0) : Number(precision);
  const value = next();
  const text = convert(work, { letter, flags, digits, time }, value);
  if (left) return text.padEnd(columns);
  const zero = flags.includes('0') && !'sbqc'.includes(letter) && !(digits !== undefined && 'diuxXo'.includes(letter));
  if (!zero) return text.padStart(columns);
  const sign = /^[-+ ]?(?:0[xX])?/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(columns - sign.length, '0');
}

interface Conversion {
  readonly letter: string;
  readonly flags: string;
  readonly digits: number | undefined;
  readonly time: string | undefined;
}

function convert(work: Work, { letter, flags, digits, time }: Conversion, value: string | undefined): string {
  switch (letter) {
    case 's':
      return digits === undefined ? (value ?? '') : (value ?? '').slice(0, digits);
    case 'b': {
      const { text, ended } = unescapeEcho(value ?? '');
      if (ended) work.ended = true;
      return text;
    }
    case 'q':
      return quoteWord(value ?? '');
    case 'c':
      return [...(value ?? '')][0] ?? '';
    case 'd':
    case 'i':
      return signed(integer(work, value), flags, digits);
    case 'u':
      return BigInt.asUintN(64, integer(work, value))
        .toString()
        .padStart(digits ?? 0, '0');
    case 'x':
    case 'X':
    case 'o': {
      const number = BigInt.asUintN(64, integer(work, value));
      const base = number.toString(letter === 'o' ? 8 : 16).padStart(digits ?? 0, '0');
      const marked = flags.includes('#') && number !== 0n ? (letter === 'o' ? `0${base}` : `0x${base}`) : base;
      return letter === 'X' ? marked.toUpperCase() : marked;
    }
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return float(work, letter, flags, digits ?? 6, value);
    case 'T':
      return clockText(work.shell, time === '' ? '%H:%M:%S' : (time ?? ''), seconds(work.shell, value));
    default:
      throw new ShellError(`\`${letter}': invalid format character`);
  }
}

const seconds = (shell: Shell, value: string | undefined): number =>
  value === undefined || value === '-1'
    ? shell.process.kernel.clock.now()
    : value === '-2'
      ? shell.startTime
      : Number(value) * 1000;

function signed(number: bigint, flags: string, digits: number | undefined): string {
  const magnitude = (number < 0n ? -number : number).toString().padStart(digits ?? 0, '0');
  return (number < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + magnitude;
}

function badNumber({ dialect }: Shell, value: string, nothing: boolean): string {
  if (dialect.name === 'ash') return `invalid number '${value}'`;
  if (dialect.name === 'bash') return `${value}: invalid number`;
  return `${value}: ${nothing ? 'expected numeric value' : 'not completely converted'}`;
}

function integer(work: Work, value: string | undefined): bigint {
  const text = (value ?? '').trim();
  if (text === '') return 0n;
  if (/^["']/.test(text)) return BigInt(text.codePointAt(1) ?? 0);
  const [number] = /^[-+]?(?:0[xX][\da-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(text) ?? [];
  if (number !== text) work.problems.push(badNumber(work.shell, value ?? '', number === undefined));
  if (number === undefined || (number !== text && work.shell.dialect.name === 'ash')) return 0n;
  const negative = number.startsWith('-');
  const magnitude = evaluate(work.shell, number.replace(/^[-+]/, ''));
  return negative ? -magnitude : magnitude;
}

function float(work: Work, letter: string, flags: string, digits: number, value: string | undefined): string {
  const text = (value ?? '').trim();
  const [number] = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(text) ?? [];
  if (text !== '' && number !== text) work.problems.push(badNumber(work.shell, value ?? '', number === undefined));
  const parsed = Number(number ?? 0);
  const sign = parsed >= 0 && flags.includes('+') ? '+' : parsed >= 0 && flags.includes(' ') ? ' ' : '';
  const exponent = (plain: string) => plain.replace(/e([-+])(\d)$/, 'e$10$2');
  if (letter === 'f' || letter === 'F') return sign + parsed.toFixed(Math.min(digits, 100));
  if (letter === 'e' || letter === 'E') {
    const shown = sign + exponent(parsed.toExponential(Math.min(digits, 100)));
    return letter === 'E' ? shown.toUpperCase() : shown;
  }
  const precise = parsed.toPrecision(Math.max(1, Math.min(digits, 100)));
  return (
    sign +
    exponent(
      precise.includes('e')
        ? precise.replace(/\.?0+e/, 'e')
        : precise.includes('.')
          ? precise.replace(/\.?0+$/, '')
          : precise,
    )
  );
}
