import { Errno } from '../errno.ts';
import type { Process } from '../process.ts';
import { canonicalAddress } from './address.ts';
import { type Connection, createConnection } from './connection.ts';
import { deliver, TTL } from './deliver.ts';
import type { Listener } from './listener.ts';
import type { Protocol } from './namespace.ts';
import type { Arrival, Loss } from './packet.ts';

/** How long Linux asks for a neighbour, and repeats a SYN, ms. */
const NEIGHBOUR_TIMEOUT = 3_060;
const SYN_TIMEOUT = 134_000;
/** Time from here to there and back, ms: a bridge of one machine. */
const ROUND_TRIP = 0.05;

/** The socket that a packet reaches; the exact address before the wildcard. */
export function listenerAt({ namespace, packet }: Arrival): Listener | undefined {
  const fitting = [...namespace.listeners].filter(
    ({ protocol, port, address }) =>
      protocol === packet.protocol && port === packet.port && (address === '0.0.0.0' || address === packet.destination),
  );
  return fitting.find(({ address }) => address !== '0.0.0.0') ?? fitting[0];
}

async function failed(process: Process, loss: Loss): Promise<Errno> {
  if (loss === 'dropped') {
    await process.sleep(SYN_TIMEOUT);
    return new Errno('ETIMEDOUT');
  }
  if (loss.code === 'EHOSTUNREACH') await process.sleep(NEIGHBOUR_TIMEOUT);
  return loss;
}

/**
 * connect(2) of a TCP socket.
 *
 * @param address of IPv4 or IPv6; see `resolveName`
 * @throws {Errno} ECONNREFUSED, ENETUNREACH, EHOSTUNREACH, ETIMEDOUT; ECONNRESET when a port is published, so that
 * its proxy takes the connection, and nobody listens behind it
 */
export async function connect(process: Process, address: string, port: number): Promise<Connection> {
  const { net } = process.namespaces;
  const destination = canonicalAddress(address);
  const target = destination === '0.0.0.0' ? '127.0.0.1' : destination;
  const sourcePort = net.ephemeralPort();
  const found = findListener(process, target, port, 'tcp', sourcePort);
  if (!('listener' in found)) {
    if (!('lost' in found)) throw new Errno(found.proxied ? 'ECONNRESET' : 'ECONNREFUSED');
    throw found.proxied ? new Errno('ECONNRESET') : await failed(process, found.lost);
  }
  const { listener, arrival } = found;
  const server = listener.process;
  if (server !== undefined) await process.waitFor(server.whileHeld());
  count(arrival, 74);
  const local = { address: arrival.packet.source, port: sourcePort };
  return createConnection({ client: process, server: listener, local, remote: { address: target, port } });
}

type Lookup =
  | { readonly listener: Listener; readonly arrival: Arrival }
  | { readonly lost: Loss; readonly proxied: boolean }
  | { readonly proxied: boolean };

function findListener(
  process: Process,
  destination: string,
  port: number,
  protocol: Protocol,
  sourcePort: number,
): Lookup {
  const { net } = process.namespaces;
  const arrival = deliver(net, { protocol, source: '', destination, port, sourcePort });
  if (arrival === 'dropped' || arrival instanceof Errno) return { lost: arrival, proxied: false };
  const listener = listenerAt(arrival);
  return listener === undefined ? { proxied: arrival.proxied } : { listener, arrival };
}

/** Who answers DNS at an address; undefined when nobody does. */
export function findDns(process: Process, address: string): Listener | undefined {
  const found = findListener(process, address, 53, 'udp', process.namespaces.net.ephemeralPort());
  return 'listener' in found ? found.listener : undefined;
}

export interface Echo {
  /** Who answered. */
  readonly from: string;
  readonly ttl: number;
  /** Round trip, ms. */
  readonly time: number;
}

/**
 * Sends an ICMP echo request and waits for the answer.
 *
 * @returns undefined when none comes: the packet is dropped
 * @throws {Errno} ENETUNREACH, EHOSTUNREACH
 */
export async function ping(process: Process, address: string): Promise<Echo | undefined> {
  const arrival = deliver(process.namespaces.net, {
    protocol: 'icmp',
    source: '',
    destination: canonicalAddress(address),
  });
  if (arrival === 'dropped') return undefined;
  if (arrival instanceof Errno) throw await failed(process, arrival);
  count(arrival, 98);
  const time = ROUND_TRIP + process.kernel.random.below(60) / 1000;
  await process.sleep(time, { interruptible: true });
  return { from: address, ttl: TTL - Math.max(0, arrival.path.length / 2 - 1), time };
}

/**
 * The way to an address: who a router says it is, hop by hop, the goal last.
 *
 * @returns undefined when packets are dropped on the way
 * @throws {Errno} ENETUNREACH, EHOSTUNREACH
 */
export function trace(process: Process, address: string): readonly string[] | undefined {
  const arrival = deliver(process.namespaces.net, {
    protocol: 'udp',
    source: '',
    destination: canonicalAddress(address),
    port: 33_434,
  });
  if (arrival === 'dropped') return undefined;
  if (arrival instanceof Errno) throw arrival;
  const entered = arrival.path.filter((_, index) => index % 2 === 1);
  return [...entered.slice(0, -1).map(({ addresses }) => addresses[0]?.address ?? '*'), address];
}

/** Counts a packet there and one back on each link of the way. */
function count({ path }: Arrival, bytes: number): void {
  for (const link of path) {
    for (const direction of [link.sent, link.received]) {
      direction.bytes += bytes;
      direction.packets += 1;
    }
  }
}
