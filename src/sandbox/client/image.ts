import type { Filters } from '../api/filters.ts';
import type {
  ImageDeleteItem,
  ImageHistoryItem,
  ImageInspect,
  ImagePruneReport,
  ImageSearchResult,
  ImageSummary,
} from '../api/types/image.ts';
import type { BuildRecord } from '../api/types/build.ts';
import type { BuildCachePruneReport, BuildCacheRecord } from '../api/types/system.ts';
import type { ByteStream } from '../kernel/stream.ts';
import type { Query } from './request.ts';
import { ExecEndpoints } from './exec.ts';
import { filtered, set } from './endpoints.ts';

/** Endpoints of image. */
export abstract class ImageEndpoints extends ExecEndpoints {
  /** Lines of ProgressMessage. `image` and `tag` as the daemon wants them: `nginx`, `latest` or `sha256:…`. */
  imagePull(options: { image: string; tag: string; platform?: string; auth?: string }): Promise<ByteStream> {
    const { image, tag, platform, auth } = options;
    return this.http.stream('POST', '/images/create', {
      query: { fromImage: image, tag: tag || undefined, platform: platform || undefined },
      ...(auth !== undefined && { headers: { 'x-registry-auth': auth } }),
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
    return this.http.stream('POST', '/images/create', {
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
    return this.http.json('GET', '/images/json', {
      query: { all: set(all), filters: filtered(filters), 'shared-size': set(sharedSize) },
    });
  }
  imageInspect(name: string, options: { platform?: string } = {}): Promise<ImageInspect> {
    return this.http.json('GET', `/images/${escapeName(name)}/json`, { query: { platform: options.platform } });
  }
  imageHistory(name: string, options: { platform?: string } = {}): Promise<ImageHistoryItem[]> {
    return this.http.json('GET', `/images/${escapeName(name)}/history`, { query: { platform: options.platform } });
  }
  async imageTag(source: string, repo: string, tag: string): Promise<void> {
    await this.http.done('POST', `/images/${escapeName(source)}/tag`, { query: { repo, tag } });
  }
  imageRemove(
    name: string,
    options: { force?: boolean; pruneChildren?: boolean; platforms?: readonly string[] } = {},
  ): Promise<ImageDeleteItem[]> {
    return this.http.json('DELETE', `/images/${escapeName(name)}`, {
      query: {
        force: set(options.force),
        noprune: set(options.pruneChildren === false),
        platforms: options.platforms,
      },
    });
  }
  imagesPrune(filters?: Filters): Promise<ImagePruneReport> {
    return this.http.json('POST', '/images/prune', { query: { filters: filtered(filters) } });
  }
  imageSave(names: readonly string[], options: { platform?: string } = {}): Promise<ByteStream> {
    return this.http.stream('GET', '/images/get', { query: { names, platform: options.platform } });
  }
  imageLoad(archive: ByteStream, options: { quiet?: boolean; platform?: string } = {}): Promise<ByteStream> {
    return this.http.stream('POST', '/images/load', {
      query: { quiet: options.quiet === true, platform: options.platform },
      body: archive,
      headers: { 'content-type': 'application/x-tar' },
    });
  }
  imagePush(name: string, options: { tag?: string; platform?: string; auth?: string } = {}): Promise<ByteStream> {
    return this.http.stream('POST', `/images/${escapeName(name)}/push`, {
      query: { tag: options.tag, platform: options.platform },
      headers: { 'x-registry-auth': options.auth ?? 'e30=' },
    });
  }
  imageSearch(term: string, options: { limit?: number; filters?: Filters } = {}): Promise<ImageSearchResult[]> {
    return this.http.json('GET', '/images/search', {
      query: { term, limit: options.limit, filters: filtered(options.filters) },
    });
  }
  /** Lines of BuildEvent. The body begins with a line of BuildRequest; archives follow when they are asked for. */
  imageBuild(body: ByteStream): Promise<ByteStream> {
    return this.http.stream('POST', '/build', { query: { version: '2' }, body });
  }
  /** Lines of ProgressMessage, from the old builder. The body is the context as an archive. */
  imageBuildLegacy(query: Query, body: ByteStream): Promise<ByteStream> {
    return this.http.stream('POST', '/build', { query, body, headers: { 'content-type': 'application/x-tar' } });
  }
  /** @param worker container of a builder; undefined: the engine's own */
  buildHistory(worker: string | undefined): Promise<readonly BuildRecord[]> {
    return this.http.json('GET', '/drydock/builds', { query: { worker } });
  }
  /** @param reference '' for all */
  async buildForget(worker: string | undefined, reference: string): Promise<void> {
    await this.http.done('DELETE', '/drydock/builds', { query: { worker, reference } });
  }
  buildCache(worker: string | undefined): Promise<readonly BuildCacheRecord[]> {
    return this.http.json('GET', '/drydock/build-cache', { query: { worker } });
  }
  buildCachePrune(
    options: {
      all?: boolean;
      filters?: Filters;
      worker?: string | undefined;
      /** Bytes; 0 is no limit. */
      reservedSpace?: number;
      maxUsedSpace?: number;
      minFreeSpace?: number;
    } = {},
  ): Promise<BuildCachePruneReport> {
    const { all, filters, worker, reservedSpace, maxUsedSpace, minFreeSpace } = options;
    return this.http.json('POST', '/build/prune', {
      query: {
        all: set(all),
        filters: filtered(filters),
        worker,
        'reserved-space': reservedSpace || undefined,
        'max-used-space': maxUsedSpace || undefined,
        'min-free-space': minFreeSpace || undefined,
      },
    });
  }
}

/** Slashes of an image's name stay; a digest's colon stays readable too. */
const escapeName = (name: string) => name.split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':');
