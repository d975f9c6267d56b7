import { Errno } from '../errno.ts';
import { type Duplex, duplexPair } from '../stream.ts';
import { requestOver, serveHttp } from './http1.ts';
import type { HttpHandler } from './http.ts';
import type { Peer, ServiceHandlers } from './listener.ts';

/** An established connection, from the client's side. */
export interface Connection {
  readonly local: Peer;
  readonly remote: Peer;
  /** Asks by HTTP, whatever kind of server it is. @throws {Errno} ECONNRESET if what comes back isn't HTTP */
  readonly http: HttpHandler;
  /** The connection as octets; made at the first call. */
  stream(): Duplex;
}

/** Joins a client with a server. Structured requests go straight to a structured server; else octets are spoken. */
export function createConnection(server: ServiceHandlers, local: Peer, remote: Peer): Connection {
  let mine: Duplex | undefined;
  const stream = (): Duplex => {
    if (mine !== undefined) return mine;
    const [client, other] = duplexPair();
    const { http } = server;
    if (server.stream !== undefined) server.stream(other, local);
    else if (http !== undefined) void serveHttp(other, (request) => http(request, local));
    else throw new Errno('ECONNRESET');
    return (mine = client);
  };
  const { http } = server;
  return {
    local,
    remote,
    stream,
    http: http === undefined ? (request) => requestOver(stream(), request) : (request) => http(request, local),
  };
}
