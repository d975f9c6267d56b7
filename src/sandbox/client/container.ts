import type { Filters } from '../api/filters.ts';
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
import type { CommitResponse } from '../api/types/image.ts';
import { fromBase64 } from '../kernel/base64.ts';
import { decode } from '../kernel/bytes.ts';
import type { ByteStream, Duplex } from '../kernel/stream.ts';
import { RegistryEndpoints } from './registry.ts';
import { filtered, pathPart, refuseEmpty, set } from './endpoints.ts';

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

/** Endpoints of container. */
export abstract class ContainerEndpoints extends RegistryEndpoints {
  containerCreate(
    body: ContainerCreateBody,
    options: { name?: string; platform?: string } = {},
  ): Promise<ContainerCreateResponse> {
    const { name, platform } = options;
    return this.http.json('POST', '/containers/create', {
      query: { name: name || undefined, platform: platform || undefined },
      json: body,
    });
  }
  async containerStart(id: string, options: { detachKeys?: string } = {}): Promise<void> {
    await this.http.done('POST', `/containers/${pathPart(id)}/start`, {
      query: { detachKeys: options.detachKeys },
    });
  }
  containerAttach(id: string, options: AttachOptions): Promise<Duplex> {
    const { stream, stdin, stdout, stderr, logs, detachKeys } = options;
    return this.http.hijack(`/containers/${pathPart(id)}/attach`, {
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
    const body = await this.http.stream('POST', `/containers/${pathPart(id)}/wait`, {
      query: { condition },
    });
    const result = body.readAll().then((bytes) => JSON.parse(decode(bytes)) as ContainerWaitResponse);
    result.catch(() => {}); // whoever goes away before the container stops never looks at it
    return { result };
  }
  async containerStop(id: string, { signal, timeout }: StopOptions = {}): Promise<void> {
    await this.http.done('POST', `/containers/${pathPart(id)}/stop`, {
      query: { signal: signal || undefined, t: timeout },
    });
  }
  async containerRestart(id: string, { signal, timeout }: StopOptions = {}): Promise<void> {
    await this.http.done('POST', `/containers/${pathPart(id)}/restart`, {
      query: { signal: signal || undefined, t: timeout },
    });
  }
  async containerKill(id: string, signal: string): Promise<void> {
    await this.http.done('POST', `/containers/${pathPart(id)}/kill`, {
      query: { signal: signal || undefined },
    });
  }
  async containerPause(id: string): Promise<void> {
    await this.http.done('POST', `/containers/${pathPart(id)}/pause`);
  }
  async containerUnpause(id: string): Promise<void> {
    await this.http.done('POST', `/containers/${pathPart(id)}/unpause`);
  }
  async containerRename(id: string, name: string): Promise<void> {
    await this.http.done('POST', `/containers/${pathPart(id)}/rename`, { query: { name } });
  }
  async containerRemove(
    id: string,
    options: { force?: boolean; removeVolumes?: boolean; removeLinks?: boolean } = {},
  ): Promise<void> {
    const { force, removeVolumes, removeLinks } = options;
    await this.http.done('DELETE', `/containers/${pathPart(id)}`, {
      query: { force: set(force), v: set(removeVolumes), link: set(removeLinks) },
    });
  }
  async containerResize(id: string, rows: number, columns: number): Promise<void> {
    await this.http.done('POST', `/containers/${pathPart(id)}/resize`, { query: { h: rows, w: columns } });
  }
  containerList(
    options: { all?: boolean; size?: boolean; limit?: number; filters?: Filters } = {},
  ): Promise<ContainerSummary[]> {
    const { all, size, limit, filters } = options;
    return this.http.json('GET', '/containers/json', {
      query: {
        all: set(all),
        size: set(size),
        limit: limit !== undefined && limit > 0 ? limit : undefined,
        filters: filtered(filters),
      },
    });
  }
  containerInspect(id: string, options: { size?: boolean } = {}): Promise<ContainerInspect> {
    return this.http.json('GET', `/containers/${pathPart(id)}/json`, { query: { size: set(options.size) } });
  }
  containerTop(id: string, args: readonly string[]): Promise<ContainerTop> {
    return this.http.json('GET', `/containers/${pathPart(id)}/top`, {
      query: { ps_args: args.length > 0 ? args.join(' ') : undefined },
    });
  }
  containerLogs(id: string, options: LogsOptions): Promise<ByteStream> {
    const { follow, stdout, stderr, since, until, timestamps, tail, details } = options;
    return this.http.stream('GET', `/containers/${pathPart(id)}/logs`, {
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
    return this.http.stream('GET', `/containers/${pathPart(id)}/stats`, {
      query: { stream: options.stream, 'one-shot': set(options.oneShot) },
    });
  }
  containerDiff(id: string): Promise<readonly FilesystemChange[] | null> {
    return this.http.json('GET', `/containers/${pathPart(id)}/changes`);
  }
  containerUpdate(id: string, body: ContainerUpdateBody): Promise<ContainerUpdateResponse> {
    return this.http.json('POST', `/containers/${pathPart(id)}/update`, { json: body });
  }
  /** A tar archive of the whole file system. */
  containerExport(id: string): Promise<ByteStream> {
    return this.http.stream('GET', `/containers/${pathPart(id)}/export`);
  }
  async containerStatPath(id: string, path: string): Promise<PathStat> {
    const response = await this.http.done('HEAD', `/containers/${pathPart(id)}/archive`, {
      query: { path },
    });
    return pathStat(response.headers);
  }
  /** A tar archive whose names begin with the last part of `path`. */
  async copyFromContainer(id: string, path: string): Promise<{ archive: ByteStream; stat: PathStat }> {
    const response = await this.http.send('GET', `/containers/${pathPart(id)}/archive`, { query: { path } });
    return { archive: response.body, stat: pathStat(response.headers) };
  }
  async copyToContainer(
    id: string,
    path: string,
    archive: ByteStream,
    options: { overwriteDirWithFile?: boolean; copyUIDGID?: boolean } = {},
  ): Promise<void> {
    await this.http.done('PUT', `/containers/${pathPart(id)}/archive`, {
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
    return this.http.json('POST', '/containers/prune', { query: { filters: filtered(filters) } });
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
    return this.http.json('POST', '/commit', {
      query: {
        container: refuseEmpty('container', id),
        repo,
        tag,
        author,
        comment,
        changes,
        pause: pause === false ? false : undefined,
      },
      json: null,
    });
  }
}

function pathStat(headers: Readonly<Record<string, string>>): PathStat {
  const header = headers['x-docker-container-path-stat'] ?? '';
  return JSON.parse(decode(fromBase64(header))) as PathStat;
}
