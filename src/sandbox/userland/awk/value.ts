import { formatNumber } from '../text/format.ts';

/** A number, a text, or a text from outside that may count as a number. */
export type Value = number | string | NumericText;

/** Input that looks like a number. */
class NumericText {
  readonly text: string;
  readonly number: number;

  constructor(text: string, number: number) {
    this.text = text;
    this.number = number;
  }
}

const NUMBER = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/;

/** A value that was read: a field, an argument. */
export const fromInput = (text: string): Value => (NUMBER.test(text) ? new NumericText(text, Number(text)) : text);

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (value instanceof NumericText) return value.number;
  return Number(/^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(value)?.[0] ?? 0);
}

/**
 * @param format CONVFMT or OFMT
 * @param wholeBelow up to where whole numbers are written out: mawk keeps to 32 bits
 */
export function toText(value: Value, format: string, wholeBelow = 2 ** 31): string {
  if (typeof value === 'string') return value;
  if (value instanceof NumericText) return value.text;
  if (Number.isNaN(value)) return '-nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Number.isInteger(value) && Math.abs(value) < wholeBelow) return BigInt(value).toString();
  return sprintf(format, [value], (other) => String(other));
}

export const isTrue = (value: Value): boolean => {
  if (typeof value === 'number') return value !== 0;
  return value instanceof NumericText ? value.number !== 0 : value !== '';
};

export function compare(left: Value, right: Value, format: string): number {
  if (typeof left !== 'string' && typeof right !== 'string') return toNumber(left) - toNumber(right);
  const [a, b] = [toText(left, format), toText(right, format)];
  return a < b ? -1 : a > b ? 1 : 0;
}

export function sprintf(format: string, args: readonly Value[], text: (value: Value) => string): string {
  let next = 0;
  const take = (): Value => args[next++] ?? '';
  return format.replace(
    /%([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?([a-zA-Z%])/g,
    (whole, flags: string, wide: string | undefined, precise: string | undefined, conversion: string) => {
      if (conversion === '%') return '%';
      const width = wide === '*' ? toNumber(take()) : Number(wide ?? 0);
      const precision = precise === undefined ? undefined : precise === '*' ? toNumber(take()) : Number(precise);
      const value = take();
      let shown: string;
      if (conversion === 's') shown = precision === undefined ? text(value) : text(value).slice(0, precision);
      else if (conversion === 'c')
        shown = typeof value === 'number' ? String.fromCodePoint(value) : text(value).slice(0, 1);
      else if ('diouxXeEfFgG'.includes(conversion))
        shown = formatNumber(
          conversion,
          flags,
          precision,
          'dioxXu'.includes(conversion) ? Math.trunc(toNumber(value)) : toNumber(value),
        );
      else return whole;
      const left = flags.includes('-') || width < 0;
      const size = Math.abs(width);
      if (left) return shown.padEnd(size);
      if (!flags.includes('0') || 'sc'.includes(conversion)) return shown.padStart(size);
      const [, sign = '', digits = ''] = /^([-+ ]?)(.*)$/.exec(shown) ?? [];
      return sign + digits.padStart(size - sign.length, '0');
    },
  );
}
