import { type Bytes, concat, decode, EMPTY, encode } from '../../../kernel/bytes.ts';
import type { HttpRequest, HttpResponse } from '../../../kernel/net/http.ts';
import type { Random } from '../../../kernel/random.ts';
import { Sha256 } from '../../text/digest.ts';
import { answer, jsonAnswer, refusal } from './answer.ts';
import type { RegistryStore } from './store.ts';

export interface RegistryOptions {
  readonly store: RegistryStore;
  readonly random: Random;
  /** `storage.delete.enabled` */
  readonly mayDelete: boolean;
}

/** Says how long a layer is whose octets are not sent: the engine keeps them by their digest. */
const SIZE_HEADER = 'x-drydock-size';

const digestOf = (bytes: Bytes): string => {
  const digest = new Sha256();
  digest.update(bytes);
  return `sha256:${digest.hex()}`;
};

interface Call {
  readonly method: string;
  readonly repository: string;
  /** Tag, digest or upload. */
  readonly name: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: () => Promise<Bytes>;
}

/** The HTTP API of a registry. @see distribution docs/spec/api.md */
export class RegistryHandler {
  readonly #options: RegistryOptions;
  /** What has come so far of uploads that are not complete, by their id. */
  readonly #uploads = new Map<string, Bytes>();

  constructor(options: RegistryOptions) {
    this.#options = options;
  }

  async answer({ method, target, headers, body }: HttpRequest): Promise<HttpResponse> {
    const [path = '', search = ''] = target.split('?');
    const query = new Map(search.split('&').map((pair) => readPair(pair)));
    if (path === '/') return answer(200, { 'cache-control': 'no-cache' });
    if (path === '/v2')
      return answer(
        301,
        { location: '/v2/', 'content-type': 'text/html; charset=utf-8' },
        encode('<a href="/v2/">Moved Permanently</a>.\n\n'),
      );
    if (path === '/v2/') return answer(200, { 'content-type': 'application/json; charset=utf-8' }, encode('{}'));
    if (path === '/v2/_catalog') return this.#catalogue(query);
    const [, repository = '', kind, name = ''] =
      /^\/v2\/(.+)\/(tags\/list|manifests|blobs\/uploads|blobs)(?:\/([^/]*))?$/.exec(path) ?? [];
    const call: Call = {
      method,
      repository,
      name: decodeURIComponent(name),
      query,
      headers,
      body: async () => (await body?.readAll()) ?? EMPTY,
    };
    switch (kind) {
      case 'tags/list':
        return this.#tags(repository);
      case 'manifests':
        return this.#manifest(call);
      case 'blobs':
        return this.#blob(call);
      case 'blobs/uploads':
        return this.#upload(call);
      default:
        return answer(404, { 'content-type': 'text/plain; charset=utf-8' }, encode('404 page not found\n'));
    }
  }

  #catalogue(query: ReadonlyMap<string, string>): HttpResponse {
    const count = Number(query.get('n') ?? 100);
    const last = query.get('last') ?? '';
    const rest = this.#options.store.repositories().filter((name) => name > last);
    const repositories = rest.slice(0, count);
    const next = encodeURIComponent(repositories.at(-1) ?? '');
    const more = rest.length > count ? { link: `</v2/_catalog?last=${next}&n=${count}>; rel="next"` } : {};
    return jsonAnswer({ repositories }, more);
  }

  #tags(repository: string): HttpResponse {
    const { store } = this.#options;
    if (!store.has(repository)) return refusal('NAME_UNKNOWN', { name: repository });
    return jsonAnswer({ name: repository, tags: store.tags(repository) });
  }

  async #manifest(call: Call): Promise<HttpResponse> {
    const { store, mayDelete } = this.#options;
    const { repository, name, method } = call;
    if (method === 'PUT') return this.#putManifest(call);
    if (method === 'DELETE' && !mayDelete) return refusal('UNSUPPORTED');
    if (method === 'DELETE' && !name.includes(':')) return refusal('DIGEST_INVALID');
    const digest = store.manifestDigest(repository, name);
    const bytes = digest === undefined ? undefined : store.blob(digest);
    if (digest === undefined || bytes === undefined) {
      if (!store.has(repository) && method !== 'DELETE') return refusal('NAME_UNKNOWN', { name: repository });
      const detail = name.includes(':') ? { Name: repository, Revision: name } : { Tag: name };
      return refusal('MANIFEST_UNKNOWN', detail);
    }
    if (method === 'DELETE') {
      store.removeManifest(repository, digest);
      return answer(202);
    }
    const { mediaType } = JSON.parse(decode(bytes)) as { mediaType: string };
    return answer(200, { 'content-type': mediaType, 'docker-content-digest': digest, etag: `"${digest}"` }, bytes);
  }

  async #putManifest({ repository, name, body, headers }: Call): Promise<HttpResponse> {
    const { store } = this.#options;
    const bytes = await body();
    const digest = digestOf(bytes);
    if (name.includes(':') && name !== digest) return refusal('DIGEST_INVALID');
    const blobs = blobsOf(bytes);
    if (blobs === undefined) return refusal('MANIFEST_INVALID', {});
    const missing = blobs.filter((blob) => !store.hasBlob(repository, blob));
    if (missing.length > 0) return refusal('MANIFEST_BLOB_UNKNOWN', { digest: missing[0] });
    store.putManifest(repository, digest, bytes, name.includes(':') ? undefined : name);
    return answer(201, {
      'docker-content-digest': digest,
      location: `http://${headers['host'] ?? 'localhost:5000'}/v2/${repository}/manifests/${digest}`,
    });
  }

  #blob({ repository, name, method }: Call): HttpResponse {
    const { store } = this.#options;
    if (method !== 'GET' && method !== 'HEAD') return refusal('UNSUPPORTED');
    if (!store.hasBlob(repository, name)) return refusal('BLOB_UNKNOWN', name);
    const bytes = method === 'HEAD' ? EMPTY : (store.blob(name) ?? EMPTY);
    const headers = {
      'content-length': String(store.blobSize(name)),
      'content-type': 'application/octet-stream',
      'docker-content-digest': name,
      etag: `"${name}"`,
      'cache-control': 'max-age=31536000',
    };
    return answer(200, headers, bytes);
  }

  async #upload(call: Call): Promise<HttpResponse> {
    const { store, random } = this.#options;
    const { method, repository, name, query, headers, body } = call;
    if (method === 'POST') {
      const mount = query.get('mount');
      if (mount !== undefined && store.hasBlob(query.get('from') ?? '', mount)) {
        store.link(repository, mount);
        return this.#stored(call, mount);
      }
      const id = uuid(random.hex(32));
      this.#uploads.set(id, EMPTY);
      return this.#accepted(call, id);
    }
    const before = this.#uploads.get(name);
    if (before === undefined) return refusal('BLOB_UPLOAD_UNKNOWN');
    const bytes = concat([before, await body()]);
    if (method === 'PATCH') {
      this.#uploads.set(name, bytes);
      return this.#accepted(call, name);
    }
    const digest = query.get('digest') ?? '';
    const size = Number(headers[SIZE_HEADER] ?? NaN);
    if (Number.isNaN(size) && digestOf(bytes) !== digest) return refusal('DIGEST_INVALID');
    store.putBlob(repository, digest, bytes, Number.isNaN(size) ? bytes.length : size);
    this.#uploads.delete(name);
    return this.#stored(call, digest);
  }

  #stored({ repository, headers }: Call, digest: string): HttpResponse {
    const location = `http://${headers['host'] ?? 'localhost:5000'}/v2/${repository}/blobs/${digest}`;
    return answer(201, { location, 'docker-content-digest': digest });
  }

  #accepted({ repository, headers }: Call, id: string): HttpResponse {
    const location = `http://${headers['host'] ?? 'localhost:5000'}/v2/${repository}/blobs/uploads/${id}`;
    const end = Math.max(0, (this.#uploads.get(id)?.length ?? 0) - 1);
    return answer(202, { location, 'docker-upload-uuid': id, range: `0-${end}` });
  }
}

function readPair(pair: string): [string, string] {
  const [key = '', ...rest] = pair.split('=');
  return [key, decodeURIComponent(rest.join('='))];
}

const uuid = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Digests that a manifest names; undefined: it is none. */
function blobsOf(bytes: Bytes): string[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { config, layers = [] } = value as { config?: { digest: string }; layers?: readonly { digest: string }[] };
  return [...(config === undefined ? [] : [config.digest]), ...layers.map(({ digest }) => digest)];
}
