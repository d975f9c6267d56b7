import type { ErrorResponse } from '../api/types/system.ts';
import type { HttpResponse, Transport } from '../api/transport.ts';
import { API_VERSION } from '../api/transport.ts';
import { decode, encode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import type { Duplex } from '../kernel/stream.ts';
import { ByteStream } from '../kernel/stream.ts';

/** A refusal by the daemon. The CLI's boundary puts `Error response from daemon: ` before the message. */
export class DaemonError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Nobody answers at the daemon's address. */
export class ConnectionError extends Error {
  constructor(host: string) {
    super(`Cannot connect to the Docker daemon at ${host}. Is the docker daemon running?`);
  }
}

/** A name that would lead nowhere: the client asks nobody. @see moby client/utils.go trimID */
export class EmptyNameError extends Error {
  constructor(noun: 'container' | 'network' | 'volume') {
    super(`invalid ${noun} name or ID: value is empty`);
  }
}

/** A request that didn't become a connection. */
export class UpgradeError extends Error {}

/** Values of a query: undefined ones are left out, lists repeat the key. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export interface RequestOptions {
  readonly query?: Query;
  readonly json?: unknown;
  readonly body?: ByteStream;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Keys sorted, as Go's url.Values.Encode does; true is `1`, false is `0`. */
function encodeQuery(query: Query): string {
  const pairs: string[] = [];
  for (const key of Object.keys(query).sort()) {
    const value = query[key];
    if (value === undefined) continue;
    const values =
      typeof value === 'boolean' ? [value ? '1' : '0'] : typeof value === 'object' ? value : [String(value)];
    for (const one of values) pairs.push(`${encodeURIComponent(key)}=${encodeURIComponent(one)}`);
  }
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

/** Sends requests to one daemon: version prefix, JSON, errors. */
export class Requests {
  readonly #transport: Transport;
  readonly #host: string;
  readonly #version: string;
  #negotiated: Promise<HttpResponse> | undefined;

  constructor(transport: Transport, host = 'unix:///var/run/docker.sock', version = API_VERSION) {
    this.#transport = transport;
    this.#host = host;
    this.#version = version;
  }

  /** HEAD /_ping, once a client: the real CLI begins each command with it. */
  negotiate(): Promise<HttpResponse> {
    this.#negotiated ??= this.#exchange('HEAD', '/_ping', {});
    return this.#negotiated;
  }

  /** Sends and gives the answer back as soon as its head is there; refusals are thrown. */
  async send(method: string, path: string, options: RequestOptions = {}): Promise<HttpResponse> {
    // A daemon that is away is reported by the request itself.
    await this.negotiate().catch(() => undefined);
    const response = await this.#exchange(method, `/v${this.#version}${path}`, options);
    if (response.status >= 400) throw await refusal(response);
    return response;
  }

  async json<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
    const response = await this.send(method, path, options);
    return JSON.parse(decode(await response.body.readAll())) as T;
  }

  /** For answers without a body that matters; waits for its end. */
  async done(method: string, path: string, options: RequestOptions = {}): Promise<HttpResponse> {
    const response = await this.send(method, path, options);
    await response.body.readAll();
    return response;
  }

  async stream(method: string, path: string, options: RequestOptions = {}): Promise<ByteStream> {
    return (await this.send(method, path, options)).body;
  }

  /**
   * A request that becomes a connection (attach, exec).
   *
   * @throws {UpgradeError} `unable to upgrade to tcp, received 400`: what the daemon said isn't read
   * @see moby client/hijack.go
   */
  async hijack(path: string, options: RequestOptions = {}): Promise<Duplex> {
    const headers = { connection: 'Upgrade', upgrade: 'tcp', ...options.headers };
    const { status, body, upgraded } = await this.#exchange('POST', path, { ...options, headers });
    if (upgraded !== undefined) return upgraded;
    if (status >= 400) throw new UpgradeError(`unable to upgrade to tcp, received ${status}`);
    return { input: body, output: new ByteStream() };
  }

  async #exchange(method: string, path: string, options: RequestOptions): Promise<HttpResponse> {
    const json = options.json === undefined ? undefined : encode(JSON.stringify(options.json));
    const body = json === undefined ? options.body : ByteStream.of(json);
    try {
      return await this.#transport({
        method,
        target: path + encodeQuery(options.query ?? {}),
        headers: {
          host: 'api.moby.localhost',
          'user-agent': 'Docker-Client/28.5.2 (linux)',
          ...(json === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(json.length) }),
          ...options.headers,
        },
        ...(body === undefined ? {} : { body }),
      });
    } catch (error) {
      if (error instanceof Errno) throw new ConnectionError(this.#host);
      throw error;
    }
  }
}

async function refusal(response: HttpResponse): Promise<DaemonError> {
  const text = decode(await response.body.readAll());
  if (text === '') return new DaemonError(response.status, `request returned ${response.status} without a message`);
  const json = (response.headers['content-type'] ?? '').startsWith('application/json');
  const message = json ? (JSON.parse(text) as ErrorResponse).message : text.trim();
  return new DaemonError(response.status, message);
}
