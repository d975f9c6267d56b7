import { ApiError } from '../../api/errors.ts';
import type { IPAMPool } from '../../api/types/network.ts';
import {
  addressInSubnet,
  formatAddress,
  formatSubnet,
  isIPv6,
  parseAddress,
  parseSubnet,
  type Subnet,
} from '../../kernel/net/address.ts';
import { formatAddress6, formatSubnet6, parseAddress6, parseSubnet6 } from '../../kernel/net/address6.ts';
import { encode } from '../../kernel/bytes.ts';
import { firstOf, firstOf6, lacksGateway, unusable } from './gateway-allocation.ts';
import { sha256 } from '../../kernel/sha256.ts';
import type { Daemon } from '../daemon.ts';
import type { NetworkRecord } from '../state.ts';

/** Which kinds of addresses a network gives, and whether a gateway that nobody asked for is told. */
export interface PoolWish {
  readonly ipv4: boolean;
  readonly ipv6: boolean;
  readonly withGateway: { readonly ipv4: boolean; readonly ipv6: boolean };
}

/** The engine's address pools: 172.17 to 172.31 of /16, then 192.168 in /20s. */
function* defaultPools(): Generator<Subnet> {
  for (let second = 17; second < 32; second++) yield { base: ((172 << 24) | (second << 16)) >>> 0, bits: 16 };
  for (let third = 0; third < 256; third += 16)
    yield { base: ((192 << 24) | (168 << 16) | (third << 8)) >>> 0, bits: 20 };
}

/** Of IPv6: 65,536 networks below a prefix that follows from the engine's id. @see RFC 4193, 3.2.2; moby daemon_unix.go, deriveULABaseNetwork */
function* defaultPools6({ id }: { id: string }): Generator<bigint> {
  const prefix = BigInt(`0xfd${sha256(encode(id)).slice(0, 10)}`) << 80n;
  for (let number = 0n; number < 65_536n; number++) yield prefix | (number << 64n);
}

const usedSubnets = (daemon: Daemon): string[] =>
  [...daemon.state.networks.values()].flatMap(({ ipam, configOnly }) =>
    configOnly === true ? [] : (ipam.Config ?? []).flatMap(({ Subnet: text = '' }) => (text === '' ? [] : [text])),
  );

const baseOf = (subnet: string): string => subnet.split('/', 1)[0] ?? '';

const overlaps = (a: string, b: string): boolean => addressInSubnet(baseOf(b), a) || addressInSubnet(baseOf(a), b);

/** What a network's addresses come from: what was asked for, then what the engine has of its own. */
export function choosePools(daemon: Daemon, asked: readonly IPAMPool[], wish: PoolWish): IPAMPool[] {
  const named = asked.filter(({ Subnet = '' }) => Subnet !== '');
  const used = usedSubnets(daemon);
  for (const pool of named) checkPool(pool);
  if (named.some(({ Subnet = '' }) => used.some((other) => overlaps(Subnet, other)))) {
    throw new ApiError('forbidden', 'invalid pool request: Pool overlaps with other one on this address space');
  }
  for (const pool of named) checkAuxiliary(pool);
  const of = (six: boolean) => named.filter(({ Subnet = '' }) => isIPv6(Subnet) === six);
  const has = (six: boolean) => of(six).length > 0;
  return [
    ...of(false),
    ...of(true),
    ...(wish.ipv4 && !has(false) ? [freePool(used, wish)] : []),
    ...(wish.ipv6 && !has(true) ? [freePool6(daemon, used, wish)] : []),
  ];
}

/** What is kept for something else can't be the gateway as well. @throws {ApiError} `… Address already in use` */
function checkAuxiliary({ Subnet = '', IPRange = '', Gateway, AuxiliaryAddresses = {} }: IPAMPool): void {
  const subnet = parseSubnet(Subnet);
  const range = parseSubnet(IPRange || Subnet);
  if (Gateway !== undefined && subnet !== undefined && unusable(subnet).includes(Gateway))
    throw new ApiError('forbidden', `failed to allocate gateway (${Gateway}): Address already in use`);
  const gateway = Gateway || (range === undefined || subnet === undefined ? '' : firstOf(range, subnet));
  const taken = Object.entries(AuxiliaryAddresses).find(([, address]) => address === gateway);
  if (taken === undefined) return;
  const [name, address] = taken;
  throw new ApiError(
    'forbidden',
    `failed to allocate secondary ip address (${name}:${address}): Address already in use`,
  );
}

/** @throws {ApiError} for two subnets of one family on a bridge */
export function checkSubnets(driver: string, pools: readonly IPAMPool[]): void {
  const six = pools.filter(({ Subnet = '' }) => isIPv6(Subnet)).length;
  if (driver !== 'bridge' || (six <= 1 && pools.length - six <= 1)) return;
  throw new ApiError('forbidden', "bridge driver doesn't support multiple subnets");
}

function freePool(used: readonly string[], { withGateway }: PoolWish): IPAMPool {
  for (const subnet of defaultPools()) {
    const text = formatSubnet(subnet);
    if (used.some((other) => overlaps(text, other))) continue;
    return { Subnet: text, ...(withGateway.ipv4 && { Gateway: formatAddress(subnet.base + 1) }) };
  }
  throw new ApiError('invalid_parameter', 'all predefined address pools have been fully subnetted');
}

function freePool6(daemon: Daemon, used: readonly string[], { withGateway }: PoolWish): IPAMPool {
  for (const base of defaultPools6({ id: daemon.state.id })) {
    const text = formatSubnet6({ base, bits: 64 });
    if (used.some((other) => overlaps(text, other))) continue;
    return { Subnet: text, ...(withGateway.ipv6 && { Gateway: formatAddress6(base + 1n) }) };
  }
  throw new ApiError('invalid_parameter', 'all predefined address pools have been fully subnetted');
}

const canonicalSubnet = (text: string): string | undefined => {
  if (!/\/\d+$/.test(text)) return undefined;
  const [subnet, subnet6] = isIPv6(text) ? [undefined, parseSubnet6(text)] : [parseSubnet(text), undefined];
  return subnet6 === undefined ? subnet && formatSubnet(subnet) : formatSubnet6(subnet6);
};

const isAddress = (text: string): boolean => (parseAddress(text) ?? parseAddress6(text)) !== undefined;
const bitsOf = (subnet: string): number => Number(subnet.split('/')[1]);

/** @throws {ApiError} `invalid network config:\ninvalid subnet 10.10.0: invalid CIDR block notation` */
export function checkPool({ Subnet: text = '', IPRange = '', Gateway = '', AuxiliaryAddresses = {} }: IPAMPool): void {
  const problems: string[] = [];
  const subnet = canonicalSubnet(text);
  if (subnet === undefined) problems.push(`invalid subnet ${text}: invalid CIDR block notation`);
  else {
    if (subnet !== shortForm(text)) problems.push(`invalid subnet ${text}: it should be ${subnet}`);
    const range = IPRange === '' ? undefined : canonicalSubnet(IPRange);
    if (IPRange !== '' && range === undefined)
      problems.push(`invalid ip-range ${IPRange}: invalid CIDR block notation`);
    else if (range !== undefined && bitsOf(range) < bitsOf(subnet)) {
      problems.push(`invalid ip-range ${IPRange}: CIDR block is bigger than its parent subnet ${text}`);
    } else if (range !== undefined && !addressInSubnet(baseOf(range), subnet)) {
      problems.push(`invalid ip-range ${IPRange}: parent subnet ${text} doesn't contain ip-range`);
    }
    if (Gateway !== '' && !isAddress(Gateway)) problems.push(`invalid gateway ${Gateway}: invalid address`);
    else if (Gateway !== '' && !addressInSubnet(Gateway, subnet))
      problems.push(`invalid gateway ${Gateway}: parent subnet ${text} doesn't contain this address`);
    for (const [name, address] of Object.entries(AuxiliaryAddresses)) {
      if (!addressInSubnet(address, subnet))
        problems.push(`invalid auxiliary address ${name}: parent subnet ${text} doesn't contain this address`);
    }
  }
  if (problems.length > 0) {
    throw new ApiError('invalid_parameter', `invalid network config:\n${problems.join('\n')}`);
  }
}

/** The same subnet with its address in short form: `fd00:0::/64` is `fd00::/64`. */
function shortForm(text: string): string {
  const [address = '', bits = ''] = text.split('/');
  const number = parseAddress6(address);
  return number === undefined ? text : `${formatAddress6(number)}/${bits}`;
}

/** A network's addresses of IPv4; undefined when it gives none. */
export function poolOf(network: NetworkRecord) {
  const pool = (network.ipam.Config ?? []).find(({ Subnet = '' }) => !isIPv6(Subnet));
  const subnet = network.enableIPv4 ? parseSubnet(pool?.Subnet ?? '') : undefined;
  if (pool === undefined || subnet === undefined) return undefined;
  const range = parseSubnet(pool.IPRange ?? '') ?? subnet;
  const gateway = pool.Gateway ?? (lacksGateway(network, 'ipv4') ? '' : firstOf(range, subnet));
  return { subnet, range, gateway, reserved: [...unusable(subnet), ...Object.values(pool.AuxiliaryAddresses ?? {})] };
}

/** A network's addresses of IPv6; undefined when it gives none. */
export function pool6Of(network: NetworkRecord) {
  const pool = (network.ipam.Config ?? []).find(({ Subnet = '' }) => isIPv6(Subnet));
  const subnet = network.enableIPv6 ? parseSubnet6(pool?.Subnet ?? '') : undefined;
  if (pool === undefined || subnet === undefined) return undefined;
  const range = parseSubnet6(pool.IPRange ?? '') ?? subnet;
  const first = firstOf6(range, subnet);
  const gateway = pool.Gateway ?? (lacksGateway(network, 'ipv6') ? '' : formatAddress6(first));
  return { subnet, range, first, gateway, reserved: Object.values(pool.AuxiliaryAddresses ?? {}) };
}

/** Whether an address lies in one of a network's subnets. */
export const isInside = ({ ipam }: NetworkRecord, address: string): boolean =>
  (ipam.Config ?? []).some(({ Subnet = '' }) => addressInSubnet(address, Subnet));
