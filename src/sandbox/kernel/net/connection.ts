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
    const response = await answered(http(request, local), server.process);
    const forget = [
      server.process?.onExit(() => response.body.end()),
      client.onExit(() => leave(response.body)), //
    ];
    response.body.onClose(() => forget.forEach((cancel) => cancel?.()));
    if (response.upgraded !== undefined) closeWith(client, response.upgraded);
    return response;
  };
  return { local, remote, stream, http: ask };
}

/** The answer, unless the server ends before. @throws {Errno} ECONNRESET */
function answered(answer: Promise<HttpResponse>, server: Process | undefined): Promise<HttpResponse> {
  if (server === undefined) return answer;
  return new Promise((resolve, reject) => {
    const cancel = server.onExit(() => reject(new Errno('ECONNRESET')));
    answer.then(resolve, reject).finally(cancel);
  });
}

/** What a process leaves when it ends: its output is over, nobody reads its input. */
function closeWith(process: Process | undefined, { input, output }: Duplex): void {
  const cancel = process?.onExit(() => {
    output.end();
    leave(input);
  });
  input.onClose(() => output.onClose(() => cancel?.()));
}

function leave(stream: ByteStream): void {
  if (!stream.ended) stream.cancel();
}
