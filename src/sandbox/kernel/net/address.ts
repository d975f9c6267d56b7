import { contains6, formatAddress6, parseAddress6, parseSubnet6 } from './address6.ts';

/** `10.0.0.1` as a number; undefined when it isn't an IPv4 address. */
export function parseAddress(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

export const formatAddress = (address: number): string =>
  [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');

/** Addresses that share their first `bits` bits. */
export interface Subnet {
  readonly base: number;
  readonly bits: number;
}

const maskOf = (bits: number): number => (bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0);

/** `172.17.0.0/16`; bits beyond the prefix are dropped. Without a prefix: one address. */
export function parseSubnet(text: string): Subnet | undefined {
  const [address = '', prefix = '32'] = text.split('/');
  const base = parseAddress(address);
  const bits = /^\d+$/.test(prefix) ? Number(prefix) : 33;
  return base === undefined || bits > 32 ? undefined : { base: (base & maskOf(bits)) >>> 0, bits };
}

export const formatSubnet = ({ base, bits }: Subnet): string => `${formatAddress(base)}/${bits}`;

export const contains = ({ base, bits }: Subnet, address: number): boolean => (address & maskOf(bits)) >>> 0 === base;

export const isIPv6 = (address: string): boolean => address.includes(':');

/** `addressInSubnet('172.17.0.2', '172.17.0.0/16')`, of either kind. */
export function addressInSubnet(address: string, subnet: string): boolean {
  if (isIPv6(address) || isIPv6(subnet)) {
    const [number, range] = [parseAddress6(address), parseSubnet6(subnet)];
    return number !== undefined && range !== undefined && contains6(range, number);
  }
  const [number, range] = [parseAddress(address), parseSubnet(subnet)];
  return number !== undefined && range !== undefined && contains(range, number);
}

export const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

/** `::1` and `::` mean the loopback and all addresses of IPv4, too: sockets of both kinds are one here. */
export function canonicalAddress(text: string): string {
  if (text === '::1') return '127.0.0.1';
  if (text === '::' || text === '' || text === '*') return '0.0.0.0';
  const mapped = text.replace(/^::ffff:/i, '');
  if (parseAddress(mapped) !== undefined) return mapped;
  const number = parseAddress6(text);
  return number === undefined ? text : formatAddress6(number);
}
