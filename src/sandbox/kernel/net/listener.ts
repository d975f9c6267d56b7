import type { Process } from '../process.ts';
import type { Duplex } from '../stream.ts';
import type { DnsHandler } from './dns.ts';
import type { HttpRequest, HttpResponse } from './http.ts';
import type { NetNamespace, Protocol } from './namespace.ts';

/** Who is at the other end. */
export interface Peer {
  readonly address: string;
  readonly port: number;
}

/** How a server takes what comes: one of these, or several. */
export interface ServiceHandlers {
  /** Requests of HTTP; octets that a client sends by hand are parsed. */
  readonly http?: (request: HttpRequest, peer: Peer) => Promise<HttpResponse>;
  /** Connections as octets. */
  readonly stream?: (connection: Duplex, peer: Peer) => void;
  readonly dns?: DnsHandler;
}

/** A socket in state LISTEN (tcp) or bound (udp). */
export interface Listener extends ServiceHandlers {
  readonly namespace: NetNamespace;
  readonly protocol: Protocol;
  /** `0.0.0.0` for any. */
  readonly address: string;
  /** The sockets as they were bound: `0.0.0.0`, `::`; `*` for one of IPv6 that takes both. */
  readonly sockets: readonly string[];
  readonly port: number;
  /** Whose socket it is; undefined for one of the engine's own. */
  readonly process: Process | undefined;
  readonly inode: number;
  close(): void;
}
