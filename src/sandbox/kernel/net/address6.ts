const GROUPS = 8;

/** `fd00::1` as 128 bits; undefined when it isn't an IPv6 address. A zone (`%eth0`) is none of it. */
export function parseAddress6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (!text.includes(':') || halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === '' ? [] : groupsOf(half)));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = GROUPS - head.length - (tail?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0), ...(tail ?? [])];
  if (groups.some((group) => Number.isNaN(group))) return undefined;
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
}

/** `db8:1.2.3.4` has three; NaN stands for what isn't a number. */
function groupsOf(text: string): number[] {
  return text.split(':').flatMap((part, index, parts) => {
    const dotted = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(part)?.slice(1).map(Number);
    if (dotted !== undefined && index === parts.length - 1 && dotted.every((byte) => byte < 256)) {
      const [a = 0, b = 0, c = 0, d = 0] = dotted;
      return [a * 256 + b, c * 256 + d];
    }
    return [/^[0-9a-f]{1,4}$/i.test(part) ? Number.parseInt(part, 16) : NaN];
  });
}

/** The short form: the longest run of two or more zeros is `::`. @see RFC 5952 */
export function formatAddress6(address: bigint): string {
  const groups = Array.from({ length: GROUPS }, (_, index) =>
    ((address >> BigInt(16 * (GROUPS - 1 - index))) & 0xffffn).toString(16),
  );
  let [start, longest] = [-1, 1];
  for (let from = 0; from < GROUPS; from++) {
    let to = from;
    while (groups[to] === '0') to++;
    if (to - from > longest) [start, longest] = [from, to - from];
  }
  if (start < 0) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + longest).join(':')}`;
}

/** Addresses that share their first `bits` bits. */
export interface Subnet6 {
  readonly base: bigint;
  readonly bits: number;
}

const hostMask = (bits: number): bigint => (1n << BigInt(128 - bits)) - 1n;

/** `fd00::/64`; bits beyond the prefix are dropped. Without a prefix: one address. */
export function parseSubnet6(text: string): Subnet6 | undefined {
  const [address = '', prefix = '128', ...rest] = text.split('/');
  const base = parseAddress6(address);
  if (base === undefined || rest.length > 0 || !/^\d{1,3}$/.test(prefix) || Number(prefix) > 128) return undefined;
  const bits = Number(prefix);
  return { base: base & ~hostMask(bits), bits };
}

export const formatSubnet6 = ({ base, bits }: Subnet6): string => `${formatAddress6(base)}/${bits}`;

export const contains6 = ({ base, bits }: Subnet6, address: bigint): boolean => (address & ~hostMask(bits)) === base;

export const lastOf6 = ({ base, bits }: Subnet6): bigint => base | hostMask(bits);

/** What a link gives itself: `fe80::` and its MAC address with `ff:fe` in the middle and a bit turned. @see RFC 4291, appendix A */
export function linkLocalOf(mac: string): string {
  const [first = 0, ...rest] = mac.split(':').map((part) => Number.parseInt(part, 16));
  const bytes = [first ^ 2, ...rest.slice(0, 2), 0xff, 0xfe, ...rest.slice(2)];
  const id = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return formatAddress6((0xfe80n << 112n) | id);
}

export const isLinkLocal = (address: string): boolean => /^fe[89ab]/i.test(address);
