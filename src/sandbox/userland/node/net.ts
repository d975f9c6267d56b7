import { type Bytes, encode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import { connect } from '../../kernel/net/connect.ts';
import type { HttpResponse } from '../../kernel/net/http.ts';
import { listen } from '../../kernel/net/listen.ts';
import type { Listener, Peer } from '../../kernel/net/listener.ts';
import { NameError, resolveName } from '../../kernel/net/resolve-name.ts';
import type { Process } from '../../kernel/process.ts';
import { ByteStream } from '../../kernel/stream.ts';
import { errnoNumber } from '../servers/errno-number.ts';
import { toBase64 } from '../../kernel/base64.ts';
import type { NodeEvent } from './machine.ts';

interface Exchange {
  readonly body: ByteStream;
  readonly settle: (response: HttpResponse) => void;
}

/** Servers and requests of a script. */
export class NodeNet {
  readonly #process: Process;
  readonly #tell: (event: NodeEvent) => void;
  readonly #listeners = new Map<number, Listener>();
  readonly #exchanges = new Map<number, Exchange>();
  #next = 1;
  #fetching = 0;

  constructor(process: Process, tell: (event: NodeEvent) => void) {
    this.#process = process;
    this.#tell = tell;
  }

  get alive(): boolean {
    return this.#listeners.size > 0 || this.#fetching > 0 || this.#exchanges.size > 0;
  }

  /** @returns the port. @throws {Errno} */
  listen(server: number, port: number, host: string | undefined): number {
    const address = host === undefined || host === '::' ? '0.0.0.0' : host === 'localhost' ? '127.0.0.1' : host;
    const http = async (
      request: { method: string; target: string; headers: Readonly<Record<string, string>>; body?: ByteStream },
      peer?: Peer,
    ): Promise<HttpResponse> => {
      const body = toBase64((await request.body?.readAll()) ?? encode(''));
      const id = this.#next++;
      return new Promise<HttpResponse>((settle) => {
        this.#exchanges.set(id, { body: new ByteStream(), settle });
        const { method, target, headers } = request;
        const from = peer === undefined ? {} : { from: `::ffff:${peer.address}`, port: peer.port };
        this.#tell(['request', server, id, JSON.stringify({ method, target, headers, body, ...from })]);
      });
    };
    const sockets = host === undefined || host === '::' ? { sockets: ['*'] } : {};
    const listener = listen(this.#process, { port, address, ...sockets }, { http });
    this.#listeners.set(server, listener);
    return listener.port;
  }

  unlisten(server: number): void {
    this.#listeners.get(server)?.close();
    this.#listeners.delete(server);
  }

  head(id: number, status: number, reason: string | null, headers: Record<string, string>): void {
    const exchange = this.#exchanges.get(id);
    exchange?.settle({ status, ...(typeof reason === 'string' && { reason }), headers, body: exchange.body });
  }

  chunk(id: number, octets: Bytes): void {
    this.#exchanges.get(id)?.body.push(octets);
  }

  finish(id: number): void {
    this.#exchanges.get(id)?.body.end();
    this.#exchanges.delete(id);
  }

  interfaces(): Record<string, unknown> {
    const { links } = this.#process.namespaces.net;
    return Object.fromEntries(
      [...links.values()].flatMap((link) =>
        link.addresses.length === 0
          ? []
          : [
              [
                link.name,
                link.addresses.map(({ address }) => ({ address, family: 'IPv4', internal: link.name === 'lo' })),
              ],
            ],
      ),
    );
  }

  fetch(
    id: number,
    { url, method, headers, body }: { url: string; method: string; headers: Record<string, string>; body: Bytes },
  ): void {
    this.#fetching++;
    void this.#fetch(url, method, headers, body).then((answer) => {
      this.#fetching--;
      this.#tell(['fetched', id, JSON.stringify(answer)]);
    });
  }

  async #fetch(url: string, method: string, headers: Record<string, string>, body: Bytes): Promise<unknown> {
    const [, scheme, host = '', port = '80', target = ''] = /^(\w+):\/\/([^:/?#]+)(?::(\d+))?([^#]*)/.exec(url) ?? [];
    if (scheme !== 'http') return { error: { message: `drydock: not simulated: node: ${scheme ?? 'this URL'}` } };
    try {
      const [address = ''] = await resolveName(this.#process, host);
      const connection = await connect(this.#process, address, Number(port));
      const response = await connection.http({
        method,
        target: target.startsWith('/') ? target : `/${target}`,
        headers: {
          host: port === '80' ? host : `${host}:${port}`,
          connection: 'keep-alive',
          ...headers,
          ...(body.length > 0 && { 'content-length': String(body.length) }),
        },
        ...(body.length > 0 && { body: ByteStream.of(body) }),
      });
      return { status: response.status, headers: response.headers, body: toBase64(await response.body.readAll()) };
    } catch (error) {
      if (error instanceof NameError)
        return {
          error: {
            message: `getaddrinfo ENOTFOUND ${host}`,
            errno: -3008,
            code: 'ENOTFOUND',
            syscall: 'getaddrinfo',
            hostname: host,
          },
        };
      if (!(error instanceof Errno)) throw error;
      return {
        error: {
          message: `connect ${error.code} ${host}:${port}`,
          errno: -errnoNumber(error),
          code: error.code,
          syscall: 'connect',
          address: host,
          port: Number(port),
        },
      };
    }
  }
}
