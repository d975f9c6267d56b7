import type { Filters } from '../api/filters.ts';
import type { DiskUsage, InfoResponse, PingResponse, VersionResponse } from '../api/types/system.ts';
import type { ByteStream } from '../kernel/stream.ts';
import { Endpoints, filtered } from './endpoints.ts';

/** Endpoints of system. */
export abstract class SystemEndpoints extends Endpoints {
  async ping(): Promise<PingResponse> {
    const { headers } = await this.http.negotiate();
    return {
      APIVersion: headers['api-version'] ?? '',
      OSType: headers['ostype'] ?? '',
      Experimental: headers['docker-experimental'] === 'true',
      BuilderVersion: headers['builder-version'] ?? '',
    };
  }
  serverVersion(): Promise<VersionResponse> {
    return this.http.json('GET', '/version');
  }
  info(): Promise<InfoResponse> {
    return this.http.json('GET', '/info');
  }
  diskUsage(types: readonly string[] = []): Promise<DiskUsage> {
    return this.http.json('GET', '/system/df', { query: { type: types } });
  }
  /** Lines of EventMessage; ends at `until`, else never. */
  events(options: { since?: string; until?: string; filters?: Filters } = {}): Promise<ByteStream> {
    const { since, until, filters } = options;
    return this.http.stream('GET', '/events', { query: { since, until, filters: filtered(filters) } });
  }
}
