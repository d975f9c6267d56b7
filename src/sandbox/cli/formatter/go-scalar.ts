import { formatDuration } from '../../api/duration.ts';
import { fromBase64 } from '../../kernel/base64.ts';
import { decode } from '../../kernel/bytes.ts';
import type { Member, Struct } from './template/value.ts';

/** Types of Go that are more than the number or the text which JSON has of them. */
export type ScalarType = 'd' | 'm' | 't' | 'y';

const NANOSECONDS = { Hours: 3.6e12, Minutes: 6e10, Seconds: 1e9, Milliseconds: 1e6, Microseconds: 1e3 } as const;
const ZERO_TIME = '0001-01-01T00:00:00Z';

/** `-rw-r--r--`: a mode without a type, as os.FileMode prints it. */
const modeText = (mode: number): string =>
  `-${[6, 3, 0].map((shift) => ['r', 'w', 'x'].map((letter, at) => ((mode >> shift) & (4 >> at) ? letter : '-')).join('')).join('')}`;

function duration(value: unknown): Struct {
  const nanoseconds = Number(value ?? 0);
  const members: Record<string, Member> = { String: () => formatDuration(nanoseconds) };
  for (const [name, unit] of Object.entries(NANOSECONDS)) members[name] = () => nanoseconds / unit;
  return scalar('time.Duration', nanoseconds, formatDuration(nanoseconds), members);
}

function scalar(typeName: string, raw: string | number, text: string, members: Record<string, Member> = {}): Struct {
  return { kind: 'struct', typeName, raw, member: (name) => members[name], print: () => text, json: () => raw };
}

/** A time: `2026-11-21 19:49:11.678368907 +0000 UTC`. @param text of JSON, RFC 3339 in UTC */
function time(value: unknown): Struct {
  const text = String(value ?? ZERO_TIME);
  return scalar('time.Time', text, text.replace('T', ' ').replace(/Z$/, ' +0000 UTC'));
}

function octets(value: unknown): Struct {
  const base64 = String(value ?? '');
  const bytes = fromBase64(base64);
  const print = () => `[${bytes.join(' ')}]`;
  return {
    kind: 'struct',
    typeName: '[]uint8',
    raw: decode(bytes),
    member: () => undefined,
    print,
    // A nil slice is not an empty one.
    json: () => (value === undefined || value === null ? null : base64),
  };
}

/** By the letter of GO_STRUCTS. */
export const SCALARS: Readonly<Record<ScalarType, (value: unknown) => Struct>> = {
  d: duration,
  m: (value) => scalar('fs.FileMode', Number(value ?? 0), modeText(Number(value ?? 0))),
  t: time,
  y: octets,
};

export const isScalar = (type: string): type is ScalarType => type in SCALARS;
