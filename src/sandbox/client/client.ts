import { decode } from '../kernel/bytes.ts';
import type { ByteStream, Duplex } from '../kernel/stream.ts';
import type { Filters } from '../api/filters.ts';
import { encodeFilters } from '../api/filters.ts';
import type { Transport } from '../api/transport.ts';
import type {
  ContainerCreateBody,
  ContainerCreateResponse,
  ContainerInspect,
  ContainerPruneReport,
  ContainerSummary,
  ContainerTop,
  ContainerUpdateBody,
  ContainerUpdateResponse,
  ContainerWaitResponse,
  FilesystemChange,
  PathStat,
  WaitCondition,
} from '../api/types/container.ts';
import type { ExecCreateBody, ExecCreateResponse, ExecInspect, ExecStartBody } from '../api/types/exec.ts';
import type {
  CommitResponse,
  ImageDeleteItem,
  ImageHistoryItem,
  ImageInspect,
  ImagePruneReport,
  ImageSearchResult,
  ImageSummary,
} from '../api/types/image.ts';
import type {
  NetworkConnectBody,
  NetworkCreateBody,
  NetworkCreateResponse,
  NetworkDisconnectBody,
  NetworkInspect,
  NetworkPruneReport,
} from '../api/types/network.ts';
import type {
  BuildCachePruneReport,
  DiskUsage,
  InfoResponse,
  PingResponse,
  VersionResponse,
} from '../api/types/system.ts';
import type { Volume, VolumeCreateBody, VolumeListResponse, VolumePruneReport } from '../api/types/volume.ts';
import { Requests } from './request.ts';

/** The query parameter of filters, absent when there are none. */
const filtered = (filters: Filters | undefined) =>
  filters === undefined || filters.size === 0 ? undefined : encodeFilters(filters);
/** A flag that is sent only when it is set. */
const set = (value: boolean | undefined) => (value === true ? true : undefined);

export interface AttachOptions {
  readonly stream?: boolean;
  readonly stdin?: boolean;
  readonly stdout?: boolean;
  readonly stderr?: boolean;
  readonly logs?: boolean;
  readonly detachKeys?: string;
}
export interface LogsOptions {
  readonly follow?: boolean;
  readonly stdout?: boolean;
  readonly stderr?: boolean;
  /** Seconds since 1970 as text, `1795245686.162714790`. */
  readonly since?: string;
  readonly until?: string;
  readonly timestamps?: boolean;
  readonly tail?: string;
  readonly details?: boolean;
}
export interface StopOptions {
  readonly signal?: string | undefined;
  /** Seconds before KILL; -1 waits for ever. */
  readonly timeout?: number | undefined;
}

/** Docker's Engine API, one method an endpoint, named as in moby's Go client. */
export class Client {
  readonly #http: Requests;

  constructor(transport: Transport, host?: string) {
    this.#http = new Requests(transport, host);
  }

  // system

  async ping(): Promise<PingResponse> {
    const { headers } = await this.#http.negotiate();
    return {
      APIVersion: headers['api-version'] ?? '',
      OSType: headers['ostype'] ?? '',
      Experimental: headers['docker-experimental'] === 'true',
      BuilderVersion: headers['builder-version'] ?? '',
    };
  }
  serverVersion(): Promise<VersionResponse> {
    return this.#http.json('GET', '/version');
  }
  info(): Promise<InfoResponse> {
    return this.#http.json('GET', '/info');
  }
  diskUsage(types: readonly string[] = []): Promise<DiskUsage> {
    return this.#http.json('GET', '/system/df', { query: { type: types } });
  }
  /** Lines of EventMessage; ends at `until`, else never. */
  events(options: { since?: string; until?: string; filters?: Filters } = {}): Promise<ByteStream> {
    const { since, until, filters } = options;
    return this.#http.stream('GET', '/events', { query: { since, until, filters: filtered(filters) } });
  }

  // containers

  containerCreate(
    body: ContainerCreateBody,
    options: { name?: string; platform?: string } = {},
  ): Promise<ContainerCreateResponse> {
    const { name, platform } = options;
    return this.#http.json('POST', '/containers/create', {
      query: { name: name || undefined, platform: platform || undefined },
      json: body,
    });
  }
  async containerStart(id: string, options: { detachKeys?: string } = {}): Promise<void> {
    await this.#http.done('POST', `/containers/${encodeURIComponent(id)}/start`, {
      query: { detachKeys: options.detachKeys },
    });
  }
  containerAttach(id: string, options: AttachOptions): Promise<Duplex> {
    const { stream, stdin, stdout, stderr, logs, detachKeys } = options;
    return this.#http.hijack(`/containers/${encodeURIComponent(id)}/attach`, {
      query: {
        stream: set(stream),
        stdin: set(stdin),
        stdout: set(stdout),
        stderr: set(stderr),
        logs: set(logs),
        detachKeys: detachKeys || undefined,
      },
    });
  }
  /** The promise outside settles when the daemon has heard; the one inside when the container stops. */
  async containerWait(id: string, condition: WaitCondition): Promise<{ result: Promise<ContainerWaitResponse> }> {
    const body = await this.#http.stream('POST', `/containers/${encodeURIComponent(id)}/wait`, {
      query: { condition },
    });
    const result = body.readAll().then((bytes) => JSON.parse(decode(bytes)) as ContainerWaitResponse);
    result.catch(() => {}); // whoever goes away before the container stops never looks at it
    return { result };
  }
  async containerStop(id: string, { signal, timeout }: StopOptions = {}): Promise<void> {
    await this.#http.done('POST', `/containers/${encodeURIComponent(id)}/stop`, {
      query: { signal: signal || undefined, t: timeout },
    });
  }
  async containerRestart(id: string, { signal, timeout }: StopOptions = {}): Promise<void> {
    await this.#http.done('POST', `/containers/${encodeURIComponent(id)}/restart`, {
      query: { signal: signal || undefined, t: timeout },
    });
  }
  async containerKill(id: string, signal: string): Promise<void> {
    await this.#http.done('POST', `/containers/${encodeURIComponent(id)}/kill`, {
      query: { signal: signal || undefined },
    });
  }
  async containerPause(id: string): Promise<void> {
    await this.#http.done('POST', `/containers/${encodeURIComponent(id)}/pause`);
  }
  async containerUnpause(id: string): Promise<void> {
    await this.#http.done('POST', `/containers/${encodeURIComponent(id)}/unpause`);
  }
  async containerRename(id: string, name: string): Promise<void> {
    await this.#http.done('POST', `/containers/${encodeURIComponent(id)}/rename`, { query: { name } });
  }
  async containerRemove(
    id: string,
    options: { force?: boolean; removeVolumes?: boolean; removeLinks?: boolean } = {},
  ): Promise<void> {
    const { force, removeVolumes, removeLinks } = options;
    await this.#http.done('DELETE', `/containers/${encodeURIComponent(id)}`, {
      query: { force: set(force), v: set(removeVolumes), link: set(removeLinks) },
    });
  }
  async containerResize(id: string, rows: number, columns: number): Promise<void> {
    await this.#http.done('POST', `/containers/${encodeURIComponent(id)}/resize`, { query: { h: rows, w: columns } });
  }
  containerList(
    options: { all?: boolean; size?: boolean; limit?: number; filters?: Filters } = {},
  ): Promise<ContainerSummary[]> {
    const { all, size, limit, filters } = options;
    return this.#http.json('GET', '/containers/json', {
      query: {
        all: set(all),
        size: set(size),
        limit: limit !== undefined && limit > 0 ? limit : undefined,
        filters: filtered(filters),
      },
    });
  }
  containerInspect(id: string, options: { size?: boolean } = {}): Promise<ContainerInspect> {
    return this.#http.json('GET', `/containers/${encodeURIComponent(id)}/json`, { query: { size: set(options.size) } });
  }
  containerTop(id: string, args: readonly string[]): Promise<ContainerTop> {
    return this.#http.json('GET', `/containers/${encodeURIComponent(id)}/top`, {
      query: { ps_args: args.length > 0 ? args.join(' ') : undefined },
    });
  }
  containerLogs(id: string, options: LogsOptions): Promise<ByteStream> {
    const { follow, stdout, stderr, since, until, timestamps, tail, details } = options;
    return this.#http.stream('GET', `/containers/${encodeURIComponent(id)}/logs`, {
      query: {
        follow: set(follow),
        stdout: set(stdout),
        stderr: set(stderr),
        since: since || undefined,
        until: until || undefined,
        timestamps: set(timestamps),
        tail: tail || undefined,
        details: set(details),
      },
    });
  }
  /** Lines of ContainerStats, one a second; a single one without `stream`. `oneShot` doesn't wait for a second sample. */
  containerStats(id: string, options: { stream: boolean; oneShot?: boolean }): Promise<ByteStream> {
    return this.#http.stream('GET', `/containers/${encodeURIComponent(id)}/stats`, {
      query: { stream: options.stream, 'one-shot': set(options.oneShot) },
    });
  }
  containerDiff(id: string): Promise<readonly FilesystemChange[] | null> {
    return this.#http.json('GET', `/containers/${encodeURIComponent(id)}/changes`);
  }
  containerUpdate(id: string, body: ContainerUpdateBody): Promise<ContainerUpdateResponse> {
    return this.#http.json('POST', `/containers/${encodeURIComponent(id)}/update`, { json: body });
  }
  /** A tar archive of the whole file system. */
  containerExport(id: string): Promise<ByteStream> {
    return this.#http.stream('GET', `/containers/${encodeURIComponent(id)}/export`);
  }
  async containerStatPath(id: string, path: string): Promise<PathStat> {
    const response = await this.#http.done('HEAD', `/containers/${encodeURIComponent(id)}/archive`, {
      query: { path },
    });
    return pathStat(response.headers);
  }
  /** A tar archive whose names begin with the last part of `path`. */
  async copyFromContainer(id: string, path: string): Promise<{ archive: ByteStream; stat: PathStat }> {
    const response = await this.#http.send('GET', `/containers/${encodeURIComponent(id)}/archive`, { query: { path } });
    return { archive: response.body, stat: pathStat(response.headers) };
  }
  async copyToContainer(
    id: string,
    path: string,
    archive: ByteStream,
    options: { overwriteDirWithFile?: boolean; copyUIDGID?: boolean } = {},
  ): Promise<void> {
    await this.#http.done('PUT', `/containers/${encodeURIComponent(id)}/archive`, {
      query: {
        path,
        noOverwriteDirNonDir: set(options.overwriteDirWithFile !== true),
        copyUIDGID: set(options.copyUIDGID),
      },
      body: archive,
      headers: { 'content-type': 'application/x-tar' },
    });
  }
  containersPrune(filters?: Filters): Promise<ContainerPruneReport> {
    return this.#http.json('POST', '/containers/prune', { query: { filters: filtered(filters) } });
  }
  containerCommit(
    id: string,
    options: {
      repo?: string;
      tag?: string;
      author?: string;
      comment?: string;
      changes?: readonly string[];
      pause?: boolean;
    },
  ): Promise<CommitResponse> {
    const { repo, tag, author, comment, changes, pause } = options;
    return this.#http.json('POST', '/commit', {
      query: { container: id, repo, tag, author, comment, changes, pause: pause === false ? false : undefined },
      json: null,
    });
  }

  // exec

  containerExecCreate(id: string, body: ExecCreateBody): Promise<ExecCreateResponse> {
    return this.#http.json('POST', `/containers/${encodeURIComponent(id)}/exec`, { json: body });
  }
  async containerExecStart(id: string, body: ExecStartBody): Promise<void> {
    await this.#http.done('POST', `/exec/${id}/start`, { json: body });
  }
  containerExecAttach(id: string, body: ExecStartBody): Promise<Duplex> {
    return this.#http.hijack(`/exec/${id}/start`, { json: body });
  }
  containerExecInspect(id: string): Promise<ExecInspect> {
    return this.#http.json('GET', `/exec/${id}/json`);
  }
  async containerExecResize(id: string, rows: number, columns: number): Promise<void> {
    await this.#http.done('POST', `/exec/${id}/resize`, { query: { h: rows, w: columns } });
  }

  // images

  /** Lines of ProgressMessage. `image` and `tag` as the daemon wants them: `nginx`, `latest` or `sha256:…`. */
  imagePull(options: { image: string; tag: string; platform?: string }): Promise<ByteStream> {
    const { image, tag, platform } = options;
    return this.#http.stream('POST', '/images/create', {
      query: { fromImage: image, tag: tag || undefined, platform: platform || undefined },
    });
  }
  imageImport(options: {
    source: string;
    archive?: ByteStream;
    repo?: string;
    tag?: string;
    message?: string;
    changes?: readonly string[];
    platform?: string;
  }): Promise<ByteStream> {
    const { source, archive, repo, tag, message, changes, platform } = options;
    return this.#http.stream('POST', '/images/create', {
      query: {
        fromSrc: source,
        repo,
        tag: tag || undefined,
        message: message || undefined,
        changes,
        platform: platform || undefined,
      },
      ...(archive === undefined ? {} : { body: archive }),
    });
  }
  imageList(options: { all?: boolean; filters?: Filters; sharedSize?: boolean } = {}): Promise<ImageSummary[]> {
    const { all, filters, sharedSize } = options;
    return this.#http.json('GET', '/images/json', {
      query: { all: set(all), filters: filtered(filters), 'shared-size': set(sharedSize) },
    });
  }
  imageInspect(name: string, options: { platform?: string } = {}): Promise<ImageInspect> {
    return this.#http.json('GET', `/images/${escapeName(name)}/json`, { query: { platform: options.platform } });
  }
  imageHistory(name: string, options: { platform?: string } = {}): Promise<ImageHistoryItem[]> {
    return this.#http.json('GET', `/images/${escapeName(name)}/history`, { query: { platform: options.platform } });
  }
  async imageTag(source: string, repo: string, tag: string): Promise<void> {
    await this.#http.done('POST', `/images/${escapeName(source)}/tag`, { query: { repo, tag } });
  }
  imageRemove(
    name: string,
    options: { force?: boolean; pruneChildren?: boolean; platforms?: readonly string[] } = {},
  ): Promise<ImageDeleteItem[]> {
    return this.#http.json('DELETE', `/images/${escapeName(name)}`, {
      query: {
        force: set(options.force),
        noprune: set(options.pruneChildren === false),
        platforms: options.platforms,
      },
    });
  }
  imagesPrune(filters?: Filters): Promise<ImagePruneReport> {
    return this.#http.json('POST', '/images/prune', { query: { filters: filtered(filters) } });
  }
  imageSave(names: readonly string[], options: { platform?: string } = {}): Promise<ByteStream> {
    return this.#http.stream('GET', '/images/get', { query: { names, platform: options.platform } });
  }
  imageLoad(archive: ByteStream, options: { quiet?: boolean; platform?: string } = {}): Promise<ByteStream> {
    return this.#http.stream('POST', '/images/load', {
      query: { quiet: options.quiet === true, platform: options.platform },
      body: archive,
      headers: { 'content-type': 'application/x-tar' },
    });
  }
  imagePush(name: string, options: { tag?: string; platform?: string } = {}): Promise<ByteStream> {
    return this.#http.stream('POST', `/images/${escapeName(name)}/push`, {
      query: { tag: options.tag, platform: options.platform },
      headers: { 'x-registry-auth': 'e30=' },
    });
  }
  imageSearch(term: string, options: { limit?: number; filters?: Filters } = {}): Promise<ImageSearchResult[]> {
    return this.#http.json('GET', '/images/search', {
      query: { term, limit: options.limit, filters: filtered(options.filters) },
    });
  }
  buildCachePrune(options: { all?: boolean; filters?: Filters } = {}): Promise<BuildCachePruneReport> {
    return this.#http.json('POST', '/build/prune', {
      query: { all: set(options.all), filters: filtered(options.filters) },
    });
  }

  // networks

  networkList(filters?: Filters): Promise<NetworkInspect[]> {
    return this.#http.json('GET', '/networks', { query: { filters: filtered(filters) } });
  }
  networkInspect(id: string, options: { verbose?: boolean; scope?: string } = {}): Promise<NetworkInspect> {
    return this.#http.json('GET', `/networks/${encodeURIComponent(id)}`, {
      query: { verbose: set(options.verbose), scope: options.scope },
    });
  }
  networkCreate(body: NetworkCreateBody): Promise<NetworkCreateResponse> {
    return this.#http.json('POST', '/networks/create', { json: body });
  }
  async networkRemove(id: string): Promise<void> {
    await this.#http.done('DELETE', `/networks/${encodeURIComponent(id)}`);
  }
  async networkConnect(id: string, body: NetworkConnectBody): Promise<void> {
    await this.#http.done('POST', `/networks/${encodeURIComponent(id)}/connect`, { json: body });
  }
  async networkDisconnect(id: string, body: NetworkDisconnectBody): Promise<void> {
    await this.#http.done('POST', `/networks/${encodeURIComponent(id)}/disconnect`, { json: body });
  }
  networksPrune(filters?: Filters): Promise<NetworkPruneReport> {
    return this.#http.json('POST', '/networks/prune', { query: { filters: filtered(filters) } });
  }

  // volumes

  volumeList(filters?: Filters): Promise<VolumeListResponse> {
    return this.#http.json('GET', '/volumes', { query: { filters: filtered(filters) } });
  }
  volumeInspect(name: string): Promise<Volume> {
    return this.#http.json('GET', `/volumes/${encodeURIComponent(name)}`);
  }
  volumeCreate(body: VolumeCreateBody): Promise<Volume> {
    return this.#http.json('POST', '/volumes/create', { json: body });
  }
  async volumeRemove(name: string, options: { force?: boolean } = {}): Promise<void> {
    await this.#http.done('DELETE', `/volumes/${encodeURIComponent(name)}`, { query: { force: set(options.force) } });
  }
  volumesPrune(filters?: Filters): Promise<VolumePruneReport> {
    return this.#http.json('POST', '/volumes/prune', { query: { filters: filtered(filters) } });
  }
}

/** Slashes of an image's name stay; a digest's colon stays readable too. */
const escapeName = (name: string) => name.split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':');

function pathStat(headers: Readonly<Record<string, string>>): PathStat {
  const header = headers['x-docker-container-path-stat'] ?? '';
  return JSON.parse(decode(fromBase64(header))) as PathStat;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
function fromBase64(text: string): Uint8Array {
  const digits = [...text.replace(/=+$/, '')].map((letter) => BASE64.indexOf(letter));
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  for (let index = 0, bits = 0, held = 0, out = 0; index < digits.length; index++) {
    held = ((held << 6) | (digits[index] ?? 0)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[out++] = (held >> bits) & 0xff;
    }
  }
  return bytes;
}
