const NEVER = '0001-01-01T00:00:00Z';

/** RFC 3339 with nanoseconds, zeros at the end left out, as Go prints a time in JSON. 0 is Go's zero time. */
export function rfc3339Nano(ms: number): string {
  if (ms === 0) return NEVER;
  const fraction = nanoseconds(ms).replace(/0+$/, '');
  return `${new Date(Math.floor(ms)).toISOString().slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** As in logs and `docker logs -t`: always nine digits. */
export const rfc3339Fixed = (ms: number): string =>
  `${new Date(Math.floor(ms)).toISOString().slice(0, 19)}.${nanoseconds(ms)}Z`;

/** Nine digits after the second. */
function nanoseconds(ms: number): string {
  const whole = Math.floor(ms);
  return String((whole % 1000) * 1_000_000 + Math.floor((ms - whole) * 1_000_000)).padStart(9, '0');
}

export const seconds = (ms: number): number => Math.floor(ms / 1000);
