import { ALL_CAPABILITIES } from '../../kernel/credentials.ts';
import type { Process } from '../../kernel/process.ts';

const LAST = 63;

/** `cap_chown`; a bit without a name is its number. */
const nameOf = (bit: number): string => ALL_CAPABILITIES[bit]?.toLowerCase() ?? String(bit);

/** The names in the order of their bits. */
export const listOf = (set: ReadonlySet<string>): string =>
  ALL_CAPABILITIES.filter((name) => set.has(name))
    .map((name) => name.toLowerCase())
    .join(',');

/** What cap_to_text(3) makes of a set that is effective and permitted: `=ep`, `=ep cap_x-ep` or `cap_x,cap_y=ep`. */
export function formatCapabilities(set: ReadonlySet<string>): string {
  const missing = ALL_CAPABILITIES.filter((name) => !set.has(name));
  if (missing.length === ALL_CAPABILITIES.length) return '=';
  if (missing.length === 0) return '=ep';
  if (missing.length < set.size) return `=ep ${listOf(new Set(missing))}-ep`;
  return `${listOf(set)}=ep`;
}

/** capsh --decode: 16 hexadecimal digits, then the names. @returns undefined: no number */
export function decodeMask(text: string): string | undefined {
  if (!/^(0x)?[0-9a-f]{1,16}$/i.test(text)) return undefined;
  const mask = BigInt(text.startsWith('0x') ? text : `0x${text}`);
  const names: string[] = [];
  for (let bit = 0; bit <= LAST; bit++) if ((mask >> BigInt(bit)) & 1n) names.push(nameOf(bit));
  return `0x${mask.toString(16).padStart(16, '0')}=${names.join(',')}`;
}

/** `cap_chown,cap_kill`, numbers, or `all`. @returns the first word that is no capability instead */
export function parseCapabilities(text: string): Set<string> | string {
  const found = new Set<string>();
  for (const word of text.split(',')) {
    const lower = word.toLowerCase();
    if (lower === 'all') for (const name of ALL_CAPABILITIES) found.add(name);
    else {
      const name = ALL_CAPABILITIES.find((each, bit) => each.toLowerCase() === lower || String(bit) === word);
      if (name === undefined) return word;
      found.add(name);
    }
  }
  return found;
}

/** `Current IAB: !cap_sys_admin`: what has left the bounding set. */
export const formatIab = (process: Process): string =>
  ALL_CAPABILITIES.filter((name) => !process.credentials.bounding.has(name))
    .map((name) => `!${name.toLowerCase()}`)
    .join(',');
