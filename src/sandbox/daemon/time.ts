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

/** `1795245686.162714790`, RFC 3339 or `2026-11-21` to milliseconds; undefined when it is neither. */
export function parseTime(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** `Less than a second`, `5 seconds`, `About a minute`. @see docker/go-units duration.go, HumanDuration */
export function humanDuration(ms: number): string {
  const second = Math.floor(ms / 1000);
  if (second < 1) return 'Less than a second';
  if (second === 1) return '1 second';
  if (second < 60) return `${second} seconds`;
  const minutes = Math.floor(second / 60);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.round(second / 3600);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.floor(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`;
  return `${Math.floor(hours / 24 / 365)} years`;
}
