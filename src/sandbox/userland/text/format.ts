import { concat, decode, encode } from '../../kernel/bytes.ts';
import type { Bytes } from '../../kernel/bytes.ts';
import { quoteForShell } from '../tool/quote.ts';
import { unescape } from './escape.ts';

export interface Formatted {
  readonly text: string;
  readonly bytes: Bytes;
  /** Arguments that should have been numbers. */
  readonly notNumbers: readonly string[];
  /** A directive that makes no sense. */
  readonly badDirective: string | undefined;
}

/** printf(1): goes through the format again while there are arguments left. */
export function formatPrintf(format: string, args: readonly string[]): Formatted {
  const parts: Bytes[] = [];
  const notNumbers: string[] = [];
  const queue = [...args];
  let badDirective: string | undefined;
  let stop = false;
  const numeric = (text: string | undefined): number => {
    const value = parseNumber(text ?? '');
    if (text !== undefined && (value === undefined || !value.whole)) notNumbers.push(text);
    return value?.value ?? 0;
  };
  do {
    const before = queue.length;
    for (const piece of format.matchAll(
      /%([-+ #0']*)(\*|\d+)?(?:\.(\*|\d*))?([a-zA-Z%]?)|[^%\\]+|\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[^])?/g,
    )) {
      const [whole, flags = '', width, precision, conversion] = piece;
      if (!whole.startsWith('%')) {
        const plain = unescape(whole, 'printf');
        parts.push(plain.bytes);
        stop ||= plain.stop;
      } else if (conversion === '%') parts.push(encode('%'));
      else if (conversion === 'b') {
        const plain = unescape(queue.shift() ?? '', 'echo');
        parts.push(plain.bytes);
        stop ||= plain.stop;
      } else if (conversion === undefined || !'diouxXeEfFgGaAcsq'.includes(conversion) || conversion === '') {
        badDirective = whole;
        stop = true;
      } else {
        const stars = {
          width: width === '*' ? numeric(queue.shift()) : Number(width ?? 0),
          precision:
            precision === '*' ? numeric(queue.shift()) : precision === undefined ? undefined : Number(precision),
        };
        const left = flags.includes('-') || stars.width < 0;
        const argument = queue.shift();
        const text = convert(conversion, flags, stars.precision, argument, numeric);
        const size = Math.abs(stars.width);
        parts.push(
          encode(
            fill(
              text,
              size,
              left,
              flags.includes('0') &&
                !left &&
                !'csq'.includes(conversion) &&
                !(stars.precision !== undefined && 'diouxX'.includes(conversion)),
            ),
          ),
        );
      }
      if (stop) break;
    }
    if (queue.length === before) break;
  } while (queue.length > 0 && !stop);
  const bytes = concat(parts);
  return { text: decode(bytes), bytes, notNumbers, badDirective };
}

function fill(text: string, width: number, left: boolean, zeros: boolean): string {
  if (left) return text.padEnd(width);
  if (!zeros) return text.padStart(width);
  const [, sign = '', rest = ''] = /^([-+ ]?(?:0[xX])?)([^]*)$/.exec(text) ?? [];
  return sign + rest.padStart(width - sign.length, '0');
}

function convert(
  conversion: string,
  flags: string,
  precision: number | undefined,
  argument: string | undefined,
  numeric: (text: string | undefined) => number,
): string {
  if (conversion === 's') return precision === undefined ? (argument ?? '') : (argument ?? '').slice(0, precision);
  if (conversion === 'c') return (argument ?? '').slice(0, 1);
  if (conversion === 'q') return quoteForShell(argument ?? '');
  const value = numeric(argument);
  return formatNumber(conversion, flags, precision, value);
}

/** One numeric conversion of printf(3), without its width. */
export function formatNumber(conversion: string, flags: string, precision: number | undefined, value: number): string {
  const negative = value < 0 || Object.is(value, -0);
  const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const size = Math.abs(value);
  switch (conversion) {
    case 'd':
    case 'i':
      return (Math.trunc(value) === 0 ? sign.replace('-', '') : sign) + integer(size).padStart(precision ?? 1, '0');
    case 'u':
      return integer(negative ? 2 ** 64 + value : size).padStart(precision ?? 1, '0');
    case 'o':
      return (flags.includes('#') ? '0' : '') + radix(value, 8).padStart(precision ?? 1, '0');
    case 'x':
      return (flags.includes('#') && value !== 0 ? '0x' : '') + radix(value, 16).padStart(precision ?? 1, '0');
    case 'X':
      return (
        (flags.includes('#') && value !== 0 ? '0X' : '') +
        radix(value, 16)
          .toUpperCase()
          .padStart(precision ?? 1, '0')
      );
    case 'e':
    case 'E': {
      const text = size.toExponential(precision ?? 6).replace(/e([-+])(\d)$/, 'e$10$2');
      return sign + (conversion === 'E' ? text.toUpperCase() : text);
    }
    case 'g':
    case 'G':
      return sign + (conversion === 'G' ? general(size, precision).toUpperCase() : general(size, precision));
    default:
      return sign + (Number.isFinite(size) ? fixed(size, precision ?? 6) : size > 0 ? 'inf' : 'nan');
  }
}

const integer = (value: number): string => (Number.isFinite(value) ? BigInt(Math.trunc(value)).toString() : '0');

const radix = (value: number, base: number): string =>
  BigInt.asUintN(64, BigInt(Math.trunc(Number.isFinite(value) ? value : 0))).toString(base);

function fixed(value: number, precision: number): string {
  if (value >= 1e21) return `${integer(value)}${precision > 0 ? `.${'0'.repeat(precision)}` : ''}`;
  const digits = Math.min(100, precision);
  const text = value.toFixed(digits);
  // JavaScript rounds a tie up, C to the even digit.
  const exact = value.toFixed(Math.min(100, digits + 30));
  const isTie = digits < 70 && /^50*$/.test(exact.slice(exact.indexOf('.') + 1 + digits));
  if (!isTie || !/[13579]$/.test(text)) return text;
  return exact.slice(0, exact.indexOf('.') + 1 + digits).replace(/\.$/, '');
}

function general(value: number, precision = 6): string {
  const digits = precision === 0 ? 1 : precision;
  if (value === 0) return '0';
  const exponent = Number(value.toExponential(digits - 1).split('e')[1]);
  if (exponent < -4 || exponent >= digits) {
    return value
      .toExponential(digits - 1)
      .replace(/\.?0+e/, 'e')
      .replace(/e([-+])(\d)$/, 'e$10$2');
  }
  const text = value.toFixed(Math.max(0, digits - 1 - exponent));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function parseNumber(text: string): { value: number; whole: boolean } | undefined {
  if (/^["']/.test(text)) return { value: text.codePointAt(1) ?? 0, whole: true };
  const [, number] =
    /^\s*([-+]?(?:0x[0-9a-f]+|0[0-7]+(?![.\d])|\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?|inf(?:inity)?|nan))/i.exec(
      text,
    ) ?? [];
  if (number === undefined) return text === '' ? { value: 0, whole: true } : undefined;
  const sign = number.startsWith('-') ? -1 : 1;
  const size = number.replace(/^[-+]/, '');
  const value = /^inf/i.test(size) ? Infinity : /^0[0-7]+$/.test(size) ? parseInt(size, 8) : Number(size);
  return { value: sign * value, whole: text.trimStart().length === number.length };
}
