import { UsageError } from '../errors.ts';

const NUMBER = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const V4 = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}\\.${NUMBER}/(3[0-2]|[12]?\\d)$`);
const V6 = /^[\da-fA-F:]*:[\da-fA-F:.]*\/(12[0-8]|1[01]\d|[1-9]?\d)$/;

/** `10.20.0.0/16`: the network of an address. @throws {UsageError} as pflag's ipNetSlice */
export function parseCidr(text: string): string {
  const [, a, b, c, d, length] = V4.exec(text) ?? [];
  if (length === undefined) {
    if (V6.test(text)) return text;
    throw new UsageError(`invalid string being converted to CIDR: ${text}`);
  }
  const address = [a, b, c, d].reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(length));
  const network = Math.floor(address / size) * size;
  return `${[24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256).join('.')}/${length}`;
}
