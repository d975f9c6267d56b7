import type { ByteStream, Duplex } from '../stream.ts';

/** An HTTP request before it becomes octets. Header names are lower case. */
export interface HttpRequest {
  readonly method: string;
  /** Path with query, still percent-encoded: `/containers/json?all=1`. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: ByteStream;
}

export interface HttpResponse {
  readonly status: number;
  /** The words after the status where they are not the usual ones, e.g. nginx's `Not Allowed`. */
  readonly reason?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Cancel it when you go away before its end. */
  readonly body: ByteStream;
  /** With status 101: the hijacked connection, from the caller's side. */
  readonly upgraded?: Duplex;
}

/** What answers HTTP: an nginx, a Flask app, the Docker daemon. */
export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse>;
