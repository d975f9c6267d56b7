import { ApiError } from '../../api/errors.ts';
import { contains, formatAddress, parseAddress } from '../../kernel/net/address.ts';
import { contains6, formatAddress6, lastOf6, parseAddress6 } from '../../kernel/net/address6.ts';
import type { EndpointRecord, NetworkRecord } from '../state.ts';
import { pool6Of, poolOf } from './pools.ts';

/** Addresses of endpoints, and where to look for a free one. */
interface Taken<T> {
  readonly taken: Set<string>;
  lowest: T;
}

/** Who has which address on each network: what libnetwork's IPAM keeps. */
export class Addresses {
  /** By network. */
  readonly #four = new Map<string, Taken<number>>();
  readonly #six = new Map<string, Taken<bigint>>();

  /**
   * The lowest address that nobody has, or the one that was asked for; '' where the network gives none.
   *
   * @throws {ApiError} `Address already in use`, `no available IPv4 addresses …`
   */
  take(network: NetworkRecord, { ipamConfig }: EndpointRecord): string {
    const own = poolOf(network);
    if (own === undefined) return '';
    const { subnet, gateway, range, reserved } = own;
    const kept = new Set([gateway, ...reserved, ...(network.overlay?.reserved ?? [])]);
    const first = range.base;
    // The addresses of an overlay network are given by the swarm, wherever a container runs.
    const pool = this.#four.get(network.id) ?? { taken: network.overlay?.taken ?? new Set(), lowest: first };
    this.#four.set(network.id, pool);
    const isFree = (address: string) => !kept.has(address) && !pool.taken.has(address);
    const wanted = ipamConfig?.IPv4Address ?? '';
    if (wanted !== '') return takeWanted(pool, wanted, isFree(wanted));
    const last = range.base + 2 ** (32 - range.bits) - 1;
    // Addresses that an overlay network keeps for services come and go.
    for (let address = network.overlay === undefined ? pool.lowest : first; address <= last; address++) {
      const text = formatAddress(address);
      if (!contains(subnet, address) || !isFree(text)) continue;
      pool.taken.add(text);
      pool.lowest = address + 1;
      return text;
    }
    throw exhausted('IPv4', network);
  }

  /** The same for IPv6. @throws {ApiError} `Address already in use`, `no available IPv6 addresses …` */
  take6(network: NetworkRecord, { ipamConfig }: EndpointRecord): string {
    const own = pool6Of(network);
    if (own === undefined) return '';
    const { subnet, range, first, gateway, reserved } = own;
    const kept = new Set([gateway, ...reserved]);
    const pool = this.#six.get(network.id) ?? { taken: new Set<string>(), lowest: first };
    this.#six.set(network.id, pool);
    const isFree = (address: string) => !kept.has(address) && !pool.taken.has(address);
    const asked = parseAddress6(ipamConfig?.IPv6Address ?? '');
    if (asked !== undefined) {
      const wanted = formatAddress6(asked);
      return takeWanted(pool, wanted, isFree(wanted));
    }
    for (let address = pool.lowest; address <= lastOf6(range); address++) {
      const text = formatAddress6(address);
      if (!contains6(subnet, address) || !isFree(text)) continue;
      pool.taken.add(text);
      pool.lowest = address + 1n;
      return text;
    }
    throw exhausted('IPv6', network);
  }

  giveBack({ networkId, ipAddress, ipv6Address }: EndpointRecord): void {
    const four = this.#four.get(networkId);
    const number = parseAddress(ipAddress);
    if (four?.taken.delete(ipAddress) === true && number !== undefined) four.lowest = Math.min(four.lowest, number);
    const six = this.#six.get(networkId);
    const number6 = parseAddress6(ipv6Address);
    if (six?.taken.delete(ipv6Address) === true && number6 !== undefined && number6 < six.lowest) six.lowest = number6;
  }
}

function takeWanted({ taken }: { taken: Set<string> }, wanted: string, isFree: boolean): string {
  if (!isFree) throw new ApiError('forbidden', 'Address already in use');
  taken.add(wanted);
  return wanted;
}

const exhausted = (kind: string, { name, id }: NetworkRecord): ApiError =>
  new ApiError('internal', `no available ${kind} addresses on this network's address pools: ${name} (${id})`);
