import { UsageError } from '../errors.ts';

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** What Go's net.ParseIP takes. */
export function isIPAddress(text: string): boolean {
  return IPV4.test(text) || isIPv6(text);
}

function isIPv6(text: string): boolean {
  const [head = '', tail, ...more] = text.split('::');
  if (!text.includes(':') || more.length > 0) return false;
  const groups = (part: string | undefined) => (part === undefined || part === '' ? [] : part.split(':'));
  const all = [...groups(head), ...groups(tail)];
  const last = all.at(-1) ?? '';
  const embedded = IPV4.test(last);
  const count = all.length + (embedded ? 1 : 0);
  const plain = embedded ? all.slice(0, -1) : all;
  return plain.every((group) => /^[\da-f]{1,4}$/i.test(group)) && (tail === undefined ? count === 8 : count < 8);
}

/** A value of `--dns`. */
export function parseIPAddress(text: string): string {
  if (!isIPAddress(text.trim())) throw new UsageError(`IP address is not correctly formatted: ${text}`);
  return text.trim();
}
