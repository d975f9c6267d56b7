import type { IPAMPool } from '../../api/types/network.ts';
import { UsageError } from '../errors.ts';

interface Requested {
  readonly subnets: readonly string[];
  readonly ranges: readonly string[];
  readonly gateways: readonly string[];
  readonly auxiliary: Readonly<Record<string, string>>;
}

type Draft = { -readonly [Key in keyof IPAMPool]: IPAMPool[Key] };

/** Pairs gateways, ranges and addresses with the subnet that holds them. @see docker/cli network/create.go, createIPAMConfig */
export function ipamPools({ subnets, ranges, gateways, auxiliary }: Requested): IPAMPool[] {
  if (subnets.length < ranges.length || subnets.length < gateways.length) {
    throw new UsageError('every ip-range or gateway must have a corresponding subnet');
  }
  const pools = new Map<string, Draft>();
  for (const subnet of subnets) {
    for (const other of pools.keys()) {
      if (contains(other, subnet) || contains(subnet, other)) {
        throw new UsageError('multiple overlapping subnet configuration is not supported');
      }
    }
    pools.set(subnet, { Subnet: subnet });
  }
  const poolOf = (address: string, what: string) => {
    const pool = [...pools].find(([subnet]) => contains(subnet, address))?.[1];
    if (pool === undefined) throw new UsageError(`no matching subnet for ${what} ${address}`);
    return pool;
  };
  for (const range of ranges) {
    const pool = poolOf(range, 'range');
    if (pool.IPRange !== undefined)
      throw new UsageError(
        `cannot configure multiple ranges (${range}, ${pool.IPRange}) on the same subnet (${pool.Subnet ?? ''})`,
      );
    pool.IPRange = range;
  }
  for (const gateway of gateways) {
    const pool = poolOf(gateway, 'gateway');
    if (pool.Gateway !== undefined)
      throw new UsageError(
        `cannot configure multiple gateways (${gateway}, ${pool.Gateway}) for the same subnet (${pool.Subnet ?? ''})`,
      );
    pool.Gateway = gateway;
  }
  for (const [name, address] of Object.entries(auxiliary)) {
    const pool = poolOf(address, 'aux-address');
    pool.AuxiliaryAddresses = { ...pool.AuxiliaryAddresses, [name]: address };
  }
  return [...pools.values()];
}

/** Whether an address (with or without a prefix) lies in an IPv4 subnet; IPv6 is compared by its written beginning. */
function contains(subnet: string, address: string): boolean {
  const [base = '', bits = '32'] = subnet.split('/');
  const [host = ''] = address.split('/');
  const [network, member] = [ipv4(base), ipv4(host)];
  if (network === undefined || member === undefined) {
    const prefix = base.replace(/:*$/, '');
    return base.includes(':') && prefix !== '' && host.toLowerCase().startsWith(prefix.toLowerCase());
  }
  const size = 2 ** (32 - Number(bits));
  return Math.floor(network / size) === Math.floor(member / size);
}

function ipv4(text: string): number | undefined {
  const parts = text.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}
