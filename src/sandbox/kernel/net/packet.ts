import type { Errno } from '../errno.ts';
import type { Link } from './link.ts';
import type { NetNamespace, PortForward, Protocol } from './namespace.ts';

/** The head of a packet. Ports are undefined for ICMP. */
export interface Packet {
  readonly protocol: Protocol | 'icmp';
  readonly source: string;
  readonly destination: string;
  readonly port?: number;
  readonly sourcePort?: number;
}

/** Where a packet arrives. */
export interface Arrival {
  readonly namespace: NetNamespace;
  /** The packet as it arrives, after address translation. */
  readonly packet: Packet;
  /** Links that it went through: out, in, out, in… */
  readonly path: readonly Link[];
  /** The sender's own host forwards the port, so that a proxy takes the connection in any case. */
  readonly proxied: boolean;
}

/** Why it doesn't: `dropped` means that nobody says so, the sender waits in vain. */
export type Loss = Errno | 'dropped';

export const isForwarded = (packet: Packet, rule: PortForward): boolean =>
  rule.protocol === packet.protocol &&
  (rule.hostPort === 0 || rule.hostPort === packet.port) &&
  (rule.hostAddress === '0.0.0.0' || rule.hostAddress === packet.destination);
