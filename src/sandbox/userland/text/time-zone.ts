import type { Process } from '../../kernel/process.ts';
import { decode } from '../../kernel/bytes.ts';

/** A moment's distance from UTC, east of it positive, and what `%Z` calls it. */
export interface Zone {
  readonly seconds: number;
  readonly name: string;
}

export const UTC: Zone = { seconds: 0, name: 'UTC' };

/** The rules of the tz database as POSIX writes them: the last line of a zone's file. */
const RULES: Readonly<Record<string, string>> = Object.fromEntries(
  `CET-1CEST,M3.5.0,M10.5.0/3 Europe/Amsterdam Europe/Berlin Europe/Brussels Europe/Budapest Europe/Copenhagen Europe/Madrid Europe/Oslo Europe/Paris Europe/Prague Europe/Rome Europe/Stockholm Europe/Vienna Europe/Warsaw Europe/Zurich CET
GMT0BST,M3.5.0/1,M10.5.0 Europe/London
IST-1GMT0,M10.5.0,M3.5.0/1 Europe/Dublin
WET0WEST,M3.5.0/1,M10.5.0 Europe/Lisbon
EET-2EEST,M3.5.0/3,M10.5.0/4 Europe/Athens Europe/Bucharest Europe/Helsinki Europe/Kiev Europe/Kyiv Europe/Sofia EET
MSK-3 Europe/Moscow
<+03>-3 Europe/Istanbul
EST5EDT,M3.2.0,M11.1.0 America/New_York America/Toronto America/Detroit US/Eastern EST5EDT
CST6CDT,M3.2.0,M11.1.0 America/Chicago US/Central CST6CDT
MST7MDT,M3.2.0,M11.1.0 America/Denver US/Mountain MST7MDT
MST7 America/Phoenix
PST8PDT,M3.2.0,M11.1.0 America/Los_Angeles America/Vancouver US/Pacific PST8PDT
CST6 America/Mexico_City
<-03>3 America/Sao_Paulo America/Argentina/Buenos_Aires
<-05>5 America/Bogota America/Lima
IST-5:30 Asia/Kolkata Asia/Calcutta
PKT-5 Asia/Karachi
<+04>-4 Asia/Dubai
<+06>-6 Asia/Dhaka
<+07>-7 Asia/Bangkok Asia/Ho_Chi_Minh
WIB-7 Asia/Jakarta
CST-8 Asia/Shanghai Asia/Taipei
HKT-8 Asia/Hong_Kong
<+08>-8 Asia/Singapore
JST-9 Asia/Tokyo Japan
KST-9 Asia/Seoul
IST-2IDT,M3.4.4/26,M10.5.0 Asia/Jerusalem
AEST-10AEDT,M10.1.0,M4.1.0/3 Australia/Sydney Australia/Melbourne
AWST-8 Australia/Perth
NZST-12NZDT,M9.5.0,M4.1.0/3 Pacific/Auckland
EAT-3 Africa/Nairobi
WAT-1 Africa/Lagos
SAST-2 Africa/Johannesburg
EET-2EEST,M4.5.5/0,M10.5.4/24 Africa/Cairo
UTC0 UTC Etc/UTC Zulu Etc/Zulu
GMT0 GMT Etc/GMT`
    .split('\n')
    .flatMap((line) => {
      const [rule = '', ...names] = line.split(' ');
      return names.map((name) => [name, rule] as const);
    }),
);

const NAME = String.raw`(?:<([-+\w]+)>|([A-Za-z]{3,}))`;
const OFFSET = String.raw`([-+]?\d{1,3}(?::\d\d){0,2})`;
const POSIX = new RegExp(`^${NAME}${OFFSET}(?:${NAME}${OFFSET}?(?:,([^,]+),([^,]+))?)?$`);
/** What glibc takes for a zone in summer that has no rule. */
const USUAL = ['M3.2.0', 'M11.1.0'] as const;
const HOUR = 3600;
const DAY = 86_400;

/** The zone of a moment by the variable TZ. @param at ms since 1970 @see tzset(3) */
export function zoneAt(process: Process, at: number): Zone {
  const text = (process.env.get('TZ') ?? '').replace(/^:/, '');
  if (text === '') return UTC;
  const rule = (hasDatabase(process) ? RULES[text] : undefined) ?? text;
  const match = POSIX.exec(rule);
  if (match !== null) return zoneOf(match, at);
  // glibc takes what looks like a name and leaves the clock alone; musl takes nothing.
  const [name] = /^[A-Za-z]{3,}/.exec(text) ?? [];
  return name === undefined || process.fs.exists('/lib/ld-musl-x86_64.so.1') ? UTC : { seconds: 0, name };
}

/** Debian's images bring the package tzdata; those of Ubuntu, Alpine and BusyBox don't. */
function hasDatabase({ fs }: Process): boolean {
  if (fs.exists('/usr/share/zoneinfo')) return true;
  return fs.exists('/etc/os-release') && /^ID=debian$/m.test(decode(fs.readFile('/etc/os-release')));
}

function zoneOf(match: RegExpExecArray, at: number): Zone {
  const [, quoted, plain, offset = '0', summerQuoted, summerPlain, summerOffset, from, to] = match;
  const standard: Zone = { seconds: -secondsOf(offset), name: quoted ?? plain ?? 'UTC' };
  const name = summerQuoted ?? summerPlain;
  if (name === undefined) return standard;
  const shifted = summerOffset === undefined ? standard.seconds + HOUR : -secondsOf(summerOffset);
  const summer: Zone = { seconds: shifted, name };
  const year = new Date(at + standard.seconds * 1000).getUTCFullYear();
  const begin = changeOf(from ?? USUAL[0], year) - standard.seconds;
  const end = changeOf(to ?? USUAL[1], year) - summer.seconds;
  const now = Math.floor(at / 1000);
  const isSummer = begin < end ? now >= begin && now < end : now >= begin || now < end;
  return isSummer ? summer : standard;
}

/** `-5:30` in seconds. */
function secondsOf(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/^[-+]/, '').split(':').map(Number);
  const sum = hours * HOUR + minutes * 60 + seconds;
  return text.startsWith('-') ? -sum : sum;
}

/** `M3.5.0/2`: the last Sunday of March at two, in seconds since 1970 by the clock on the wall. */
function changeOf(rule: string, year: number): number {
  const [date = '', time = '2'] = rule.split('/');
  const [month = 1, week = 1, weekday = 0] = date.replace('M', '').split('.').map(Number);
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  let day = 1 + ((weekday - first + 7) % 7) + (week - 1) * 7;
  while (day > days) day -= 7;
  return Date.UTC(year, month - 1, 1) / 1000 + (day - 1) * DAY + secondsOf(time);
}
