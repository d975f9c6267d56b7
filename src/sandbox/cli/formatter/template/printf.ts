import { encode, toHex } from '../../../kernel/bytes.ts';
import { goQuote } from '../../../api/go-quote.ts';
import { type GoValue, isMap, isStruct, printValue, sortedKeys, typeName } from './value.ts';

/** `%s` of octets is their text, `%d` of a duration its number. */
const plainFor = (letter: string, value: GoValue): GoValue =>
  isStruct(value) && ((letter === 's' && value.typeName === '[]uint8') || 'dxXob'.includes(letter))
    ? (value.raw ?? value)
    : value;

function verb(letter: string, given: GoValue, precision: number | undefined): string | undefined {
  const value = plainFor(letter, given);
  const isText = typeof value === 'string';
  const isNumber = typeof value === 'number';
  switch (letter) {
    case 'v':
      return printValue(value);
    case 's':
      if (isNumber || typeof value === 'boolean') return undefined;
      return printValue(value).slice(0, precision);
    case 'q':
      return isText
        ? goQuote(value)
        : Array.isArray(value)
          ? `[${value.map((item) => goQuote(printValue(item))).join(' ')}]`
          : undefined;
    case 't':
      return typeof value === 'boolean' ? String(value) : undefined;
    case 'd':
      return isNumber && Number.isInteger(value) ? String(value) : undefined;
    case 'x':
    case 'X': {
      const digits = isNumber ? value.toString(16) : isText ? toHex(encode(value)) : undefined;
      return letter === 'X' ? digits?.toUpperCase() : digits;
    }
    case 'o':
    case 'b':
      return isNumber ? value.toString(letter === 'o' ? 8 : 2) : undefined;
    case 'c':
      return isNumber ? String.fromCodePoint(value) : undefined;
    case 'f':
      return isNumber ? value.toFixed(precision ?? 6) : undefined;
    case 'T':
      return typeName(value);
    default:
      return undefined;
  }
}

/** `%#v`, `%+v` of plain values. */
function detailed(value: GoValue): string {
  if (typeof value === 'string') return goQuote(value);
  if (isMap(value) && !isStruct(value)) {
    const pairs = sortedKeys(value).map((key) => `${goQuote(key)}:${detailed(value[key])}`);
    return `map[string]string{${pairs.join(', ')}}`;
  }
  return Array.isArray(value) ? `[]string{${value.map(detailed).join(', ')}}` : printValue(value);
}

/** fmt.Sprintf for the verbs and flags that templates use. */
export function sprintf(format: string, args: readonly GoValue[]): string {
  let used = 0;
  const next = () => args[used++];
  const out = format.replace(
    /%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d*))?(.|$)/gsu,
    (_, flags: string, width: string | undefined, digits: string | undefined, letter: string) => {
      if (letter === '%') return '%';
      if (letter === '') return '%!(NOVERB)';
      const columns = width === '*' ? Number(next()) : Number(width ?? 0);
      const precision = digits === undefined ? undefined : digits === '*' ? Number(next()) : Number(digits);
      if (used >= args.length) return `%!${letter}(MISSING)`;
      const value = next();
      const plain = flags.includes('#') && letter === 'v' ? detailed(value) : verb(letter, value, precision);
      const bare = typeof value === 'object' && value === null ? '%!' + letter + '(<nil>)' : undefined;
      let text = plain ?? bare ?? `%!${letter}(${typeName(value)}=${printValue(value)})`;
      if (plain !== undefined && flags.includes('+') && typeof value === 'number' && value >= 0) text = `+${text}`;
      if (flags.includes('-')) return text.padEnd(columns);
      const zeros = flags.includes('0') && typeof value === 'number';
      if (zeros && text.startsWith('-')) return `-${text.slice(1).padStart(columns - 1, '0')}`;
      return text.padStart(columns, zeros ? '0' : ' ');
    },
  );
  if (used >= args.length) return out;
  const extra = args.slice(used).map((value) => (value === null ? '<nil>' : `${typeName(value)}=${printValue(value)}`));
  return `${out}%!(EXTRA ${extra.join(', ')})`;
}
