import { goQuote } from './go-quote.ts';

/** Elements of a layout of Go's package time, with what they read: at most this many digits, from `least` to `most`. */
const ELEMENTS: Readonly<Record<string, { readonly least: number; readonly most: number; readonly name: string }>> = {
  '2006': { least: 0, most: 9999, name: 'year' },
  '01': { least: 1, most: 12, name: 'month' },
  '02': { least: 1, most: 31, name: 'day' },
  '15': { least: 0, most: 23, name: 'hour' },
  '04': { least: 0, most: 59, name: 'minute' },
  '05': { least: 0, most: 59, name: 'second' },
};

/**
 * Why Go's time.Parse refuses `text`.
 *
 * @param layout such as `2006-01-02T15:04`
 * @returns undefined when it takes it: `parsing time "-1" as "2006-01-02": cannot parse "-1" as "2006"` else
 */
export function goTimeProblem(layout: string, text: string): string | undefined {
  const bad = (rest: string, element: string) =>
    `parsing time ${goQuote(text)} as ${goQuote(layout)}: cannot parse ${goQuote(rest)} as ${goQuote(element)}`;
  const range = (name: string) => `parsing time ${goQuote(text)}: ${name} out of range`;
  const read: Record<string, number> = {};
  let rest = text;
  for (const element of layout.match(/2006|01|02|15|04|05|\.9+|Z07:00|./g) ?? []) {
    const known = ELEMENTS[element];
    if (known !== undefined) {
      const [digits] = new RegExp(`^\\d{${element.length}}`).exec(rest) ?? [];
      if (digits === undefined) return bad(rest, element);
      read[element] = Number(digits);
      if (Number(digits) < known.least || Number(digits) > known.most) return range(known.name);
      rest = rest.slice(digits.length);
    } else if (element.startsWith('.')) rest = rest.replace(/^[.,]\d+/, '');
    else if (element === 'Z07:00') {
      const [zone] = /^(Z|[+-]\d\d:\d\d)/.exec(rest) ?? [];
      if (zone === undefined) return bad(rest, element);
      rest = rest.slice(zone.length);
    } else if (rest.startsWith(element)) rest = rest.slice(element.length);
    else return bad(rest, element);
    // Seconds take a fraction that the layout doesn't name.
    if (element === '05') rest = rest.replace(/^[.,]\d+/, '');
  }
  if (rest !== '') return `parsing time ${goQuote(text)}: extra text: ${goQuote(rest)}`;
  const { '2006': year = 0, '01': month = 1, '02': day = 1 } = read;
  return day > new Date(Date.UTC(year, month, 0)).getUTCDate() ? range('day') : undefined;
}

/** The layout by which Docker reads a date. @see moby api/types/time GetTimestamp */
export function goTimeLayout(text: string): string {
  const isLocal = !/[zZ+]/.test(text) && text.split('-').length !== 4;
  const zone = isLocal ? '' : 'Z07:00';
  if (text.includes('.')) return `2006-01-02T15:04:05.999999999${zone}`;
  if (!text.includes('T')) return `2006-01-02${zone}`;
  const colons = text.split(':').length - 1;
  const within = !isLocal && !/[zZ]/.test(text) && colons > 0 ? colons - 1 : colons;
  return `${['2006-01-02T15', '2006-01-02T15:04'][within] ?? '2006-01-02T15:04:05'}${zone}`;
}
