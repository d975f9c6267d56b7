import { type Bytes, decode, encode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import type { HttpHandler, HttpResponse } from '../../kernel/net/http.ts';
import { ByteStream } from '../../kernel/stream.ts';
import { type Layer, RegistryError } from '../registry.ts';
import { digestOfText } from './manifest.ts';

const ACCEPT =
  'application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.distribution.manifest.list.v2+json, ' +
  'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json';
const USER_AGENT =
  'docker/28.5.2 go/go1.24.9 git-commit/89c5e8f kernel/6.12.48 os/linux arch/amd64 UpstreamClient(Docker-Client/28.5.2 \\(linux\\))';
const UNKNOWN_CONTENT = 'drydock: not simulated: the octets of this layer\n';

/** A manifest as a registry has it. */
export interface Found {
  readonly digest: string;
  readonly text: string;
}

/** One repository of a registry that speaks HTTP. @see distribution docs/spec/api.md */
export class RemoteRepository {
  readonly #http: HttpHandler;
  readonly #host: string;
  readonly #path: string;
  readonly #authorization: string;

  /** @param path `lab/app` */
  constructor(http: HttpHandler, host: string, path: string, authorization = '') {
    this.#http = http;
    this.#host = host;
    this.#path = path;
    this.#authorization = authorization;
  }

  /** GET /v2/. @returns the status */
  async ping(): Promise<number> {
    return (await this.#ask('GET', '/v2/')).status;
  }

  /** @returns undefined: it has no such manifest */
  async manifest(reference: string): Promise<Found | undefined> {
    const { status, text, headers } = await this.#ask('GET', this.#at(`manifests/${reference}`), { accept: ACCEPT });
    if (status === 404 && text.startsWith('{')) return undefined;
    if (status !== 200) throw new RegistryError('internal', parseFailure(status, text));
    return { digest: headers['docker-content-digest'] ?? digestOfText(text), text };
  }

  /** @returns undefined: there is no such repository */
  async tags(): Promise<string[] | undefined> {
    const { status, text } = await this.#ask('GET', this.#at('tags/list'));
    if (status === 404) return undefined;
    if (status !== 200) throw new RegistryError('internal', parseFailure(status, text));
    return (JSON.parse(text) as { tags: string[] | null }).tags ?? [];
  }

  async hasBlob(digest: string): Promise<boolean> {
    return (await this.#ask('HEAD', this.#at(`blobs/${digest}`))).status === 200;
  }

  /** Takes a layer over from another repository of the registry. @returns whether it could, else where to upload */
  async mount(digest: string, from: string): Promise<boolean> {
    const target = `${this.#at('blobs/uploads/')}?from=${encodeURIComponent(from)}&mount=${encodeURIComponent(digest)}`;
    return (await this.#ask('POST', target)).status === 201;
  }

  /** Sends a text, or of a layer its size. */
  async upload(digest: string, content: string | Pick<Layer, 'compressedSize'>): Promise<void> {
    const begun = await this.#ask('POST', this.#at('blobs/uploads/'));
    if (begun.status !== 202) throw new RegistryError('internal', parseFailure(begun.status, begun.text));
    const location = (begun.headers['location'] ?? '').replace(/^https?:\/\/[^/]+/, '');
    const isText = typeof content === 'string';
    const size = isText ? encode(content).length : content.compressedSize;
    const bytes = encode(isText ? content : UNKNOWN_CONTENT).subarray(0, size);
    const target = `${location}${location.includes('?') ? '&' : '?'}digest=${encodeURIComponent(digest)}`;
    const { status, text } = await this.#ask('PUT', target, { 'x-drydock-size': String(size) }, bytes);
    if (status !== 201) throw new RegistryError('internal', parseFailure(status, text));
  }

  /** @returns its digest */
  async putManifest(tag: string, text: string): Promise<string> {
    const { mediaType } = JSON.parse(text) as { mediaType: string };
    const answer = await this.#ask('PUT', this.#at(`manifests/${tag}`), { 'content-type': mediaType }, encode(text));
    if (answer.status !== 201) throw new RegistryError('internal', parseFailure(answer.status, answer.text));
    return answer.headers['docker-content-digest'] ?? digestOfText(text);
  }

  #at = (what: string): string => `/v2/${this.#path}/${what}`;

  async #ask(
    method: string,
    target: string,
    headers: Record<string, string> = {},
    body?: Bytes,
  ): Promise<Pick<HttpResponse, 'status' | 'headers'> & { readonly text: string }> {
    const response = await this.#send({
      method,
      target,
      headers: {
        host: this.#host,
        'user-agent': USER_AGENT,
        ...(this.#authorization !== '' && { authorization: this.#authorization }),
        ...(body !== undefined && { 'content-length': String(body.length) }),
        ...headers,
      },
      ...(body !== undefined && { body: ByteStream.of(body) }),
    });
    const text = decode(await response.body.readAll());
    return { status: response.status, headers: response.headers, text };
  }

  async #send(request: Parameters<HttpHandler>[0]): Promise<HttpResponse> {
    try {
      return await this.#http(request);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      const method = request.method[0] + request.method.slice(1).toLowerCase();
      throw new RegistryError('internal', `${method} "http://${this.#host}${request.target}": EOF`);
    }
  }
}

/** @see distribution registry/client/errors.go, parseHTTPErrorResponse */
function parseFailure(status: number, text: string): string {
  let errors: readonly { readonly code: string; readonly message: string }[] | undefined;
  try {
    ({ errors } = JSON.parse(text) as { errors?: typeof errors });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return status >= 500 ? `received unexpected HTTP status: ${status}` : `unknown: ${text.trimEnd()}`;
  }
  return (
    errors?.map(({ code, message }) => `${code.toLowerCase().replaceAll('_', ' ')}: ${message}`).join('\n') ??
    `received unexpected HTTP status: ${status}`
  );
}
