const UNIT_MS: Readonly<Record<string, number>> = {
  sec: 1000,
  second: 1000,
  min: 60_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
  fortnight: 1_209_600_000,
};
const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const startOfDay = (ms: number): number => ms - (((ms % 86_400_000) + 86_400_000) % 86_400_000);

const valid = (ms: number): number | undefined => (Number.isNaN(ms) ? undefined : ms);

/** `[[CC]YY]MMDDhhmm[.ss]` as `touch -t` takes it. @returns ms since the epoch */
export function parseStamp(text: string, now: number): number | undefined {
  const [, century, year, month, day, hour, minute, second = '0'] =
    /^(?:(\d\d)?(\d\d))?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(text) ?? [];
  if (month === undefined) return undefined;
  const short = Number(year);
  const full =
    year === undefined
      ? new Date(now).getUTCFullYear()
      : century === undefined
        ? short + (short < 69 ? 2000 : 1900)
        : Number(century) * 100 + short;
  return at(full, Number(month), Number(day), Number(hour), Number(minute), Number(second));
}

function at(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return undefined;
  return valid(Date.UTC(year, month - 1, day, hour, minute, second));
}

/**
 * What `date -d` and `touch -d` understand here: `@SECONDS`, ISO dates and times, `12:30`, `Nov 21 2026`,
 * `now`, `today`, `yesterday`, `tomorrow`, `3 days ago`, `next week`, `+2 hours`.
 *
 * @returns ms since the epoch; undefined for what it doesn't understand
 */
export function parseDate(text: string, now: number): number | undefined {
  const words = text.trim();
  const seconds = /^@(-?\d+(?:\.\d+)?)$/.exec(words)?.[1];
  if (seconds !== undefined) return Number(seconds) * 1000;
  if (words === '') return startOfDay(now);
  let rest = words;
  let day: number | undefined;
  let clock: number | undefined;
  let shift = 0;
  let zone = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const match = pattern.exec(rest);
    if (match === null) return undefined;
    rest = rest.slice(match[0].length).trimStart();
    return match;
  };
  while (rest !== '') {
    let match;
    if ((match = take(/^(\d{4})-(\d{1,2})-(\d{1,2})T?/)) !== undefined) {
      day = at(Number(match[1]), Number(match[2]), Number(match[3]));
      if (day === undefined) return undefined;
    } else if ((match = take(/^(\d{1,2})\/(\d{1,2})\/(\d{4})/)) !== undefined) {
      day = at(Number(match[3]), Number(match[1]), Number(match[2]));
    } else if ((match = take(/^(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?/)) !== undefined) {
      if (Number(match[1]) > 23 || Number(match[2]) > 59) return undefined;
      clock = (Number(match[1]) * 60 + Number(match[2])) * 60_000 + Number(match[3] ?? 0) * 1000;
    } else if (
      (match = take(
        /^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?([a-z]{3})[a-z]*\s+(\d{1,2})(?:,?\s+(\d{4}))?(?![\d:])/i,
      )) !== undefined &&
      MONTH_NAMES.includes((match[1] ?? '').toLowerCase())
    ) {
      const month = MONTH_NAMES.indexOf((match[1] ?? '').toLowerCase()) + 1;
      day = at(Number(match[3] ?? new Date(now).getUTCFullYear()), month, Number(match[2]));
    } else if (
      (match = take(/^(\d{1,2})\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:\s+(\d{4}))?/i)) !==
      undefined
    ) {
      const month = MONTH_NAMES.indexOf((match[2] ?? '').toLowerCase()) + 1;
      day = at(Number(match[3] ?? new Date(now).getUTCFullYear()), month, Number(match[1]));
    } else if (take(/^(?:z|utc|gmt)\b/i) !== undefined) zone = 0;
    else if ((match = take(/^([+-])(\d\d):?(\d\d)$/)) !== undefined && clock !== undefined) {
      zone = (Number(match[2]) * 60 + Number(match[3])) * (match[1] === '-' ? 60_000 : -60_000);
    } else if (take(/^now\b/i) !== undefined) shift += 0;
    else if (take(/^today\b/i) !== undefined) shift += 0;
    else if (take(/^yesterday\b/i) !== undefined) shift -= 86_400_000;
    else if (take(/^tomorrow\b/i) !== undefined) shift += 86_400_000;
    else if (
      (match = take(
        /^([+-]?\s*\d+|next|last|an?)?\s*(sec(?:ond)?|min(?:ute)?|hour|day|week|fortnight|month|year)s?(\s+ago)?\b/i,
      )) !== undefined
    ) {
      const count = countOf(match[1] ?? '1') * (match[3] === undefined ? 1 : -1);
      const unit = (match[2] ?? '').toLowerCase();
      const length = UNIT_MS[unit];
      if (length === undefined) shift += shiftMonths(day ?? now, count * (unit === 'year' ? 12 : 1)) - (day ?? now);
      else shift += count * length;
    } else return undefined;
  }
  const base = day ?? (clock === undefined ? now : startOfDay(now));
  return base + (clock ?? 0) + zone + shift;
}

function countOf(word: string): number {
  const lower = word.toLowerCase();
  if (lower === 'next' || lower.startsWith('a')) return 1;
  return lower === 'last' ? -1 : Number(lower.replace(/\s/g, ''));
}

function shiftMonths(ms: number, months: number): number {
  const date = new Date(ms);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.getTime();
}
