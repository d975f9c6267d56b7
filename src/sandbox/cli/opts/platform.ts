import { StatusError } from '../errors.ts';

/** A value of `--platform` as the API takes it, JSON: `linux/arm64/v8`. */
export function platformJson(text: string): string {
  const [os = '', architecture = '', variant] = text.split('/');
  if (architecture === '') {
    throw new StatusError(1, `invalid platform: "${text}": unknown operating system or architecture: invalid argument`);
  }
  return JSON.stringify({ architecture, os, ...(variant !== undefined && { variant }) });
}
