import { UsageError } from '../errors.ts';

const LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*\\.?\\s*$`);

/** A value of `--dns-search`; `.` is none. */
export function parseDnsSearch(text: string): string {
  const domain = text.trim();
  if (domain === '.') return domain;
  if (!/[a-zA-Z]/.test(domain) || !DOMAIN.test(domain) || domain.length >= 255) {
    throw new UsageError(`${domain} is not a valid domain`);
  }
  return domain;
}
