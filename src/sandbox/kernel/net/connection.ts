import { Errno } from '../errno.ts';
import type { Process } from '../process.ts';
import { type ByteStream, type Duplex, duplexPair } from '../stream.ts';
import { requestOver, serveHttp } from './http1.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from './http.ts';
import type { Peer, ServiceHandlers } from './listener.ts';

/** An established connection, from the client's side. It closes when the process at either end has ended. */
export interface Connection {
  readonly local: Peer;
  readonly remote: Peer;
  /** Asks by HTTP, whatever kind of server it is. @throws {Errno} ECONNRESET: the server ended, or doesn't speak HTTP */
  readonly http: HttpHandler;
  /** The connection as octets; made at the first call. */
  stream(): Duplex;
}

export interface Ends {
  readonly client: Process;
  readonly server: ServiceHandlers & { readonly process: Process | undefined };
  readonly local: Peer;
  readonly remote: Peer;
}

/** Joins a client with a server. Structured requests go straight to a structured server; else octets are spoken. */
export function createConnection({ client, server, local, remote }: Ends): Connection {
  const { http } = server;
  let mine: Duplex | undefined;
  const stream = (): Duplex => {
    if (mine !== undefined) return mine;
    const [here, there] = duplexPair();
    closeWith(client, here);
    closeWith(server.process, there);
    if (server.stream !== undefined) server.stream(there, local);
    else if (http !== undefined) void serveHttp(there, (request) => http(request, local));
    else throw new Errno('ECONNRESET');
    return (mine = here);
  };
  const ask = async (request: HttpRequest): Promise<HttpResponse> => {
    if (http === undefined) return requestOver(stream(), request);
    const gone = server.process?.exited.then(() => new Errno('ECONNRESET'));
    const response = await Promise.race(gone === undefined ? [http(request, local)] : [http(request, local), gone]);
    if (response instanceof Errno) throw response;
    void server.process?.exited.then(() => response.body.end());
    void client.exited.then(() => leave(response.body));
    if (response.upgraded !== undefined) closeWith(client, response.upgraded);
    return response;
  };
  return { local, remote, stream, http: ask };
}

/** What a process leaves when it ends: its output is over, nobody reads its input. */
function closeWith(process: Process | undefined, { input, output }: Duplex): void {
  void process?.exited.then(() => {
    output.end();
    leave(input);
  });
}

function leave(stream: ByteStream): void {
  if (!stream.ended) stream.cancel();
}
