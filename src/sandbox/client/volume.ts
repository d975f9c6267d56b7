import type { Filters } from '../api/filters.ts';
import type { Volume, VolumeCreateBody, VolumeListResponse, VolumePruneReport } from '../api/types/volume.ts';
import { NetworkEndpoints } from './network.ts';
import { filtered, segment, set } from './endpoints.ts';

/** Endpoints of volume. */
export abstract class VolumeEndpoints extends NetworkEndpoints {
  volumeList(filters?: Filters): Promise<VolumeListResponse> {
    return this.http.json('GET', '/volumes', { query: { filters: filtered(filters) } });
  }
  volumeInspect(name: string): Promise<Volume> {
    return this.http.json('GET', `/volumes/${segment('volume', name)}`);
  }
  volumeCreate(body: VolumeCreateBody): Promise<Volume> {
    return this.http.json('POST', '/volumes/create', { json: body });
  }
  async volumeRemove(name: string, options: { force?: boolean } = {}): Promise<void> {
    await this.http.done('DELETE', `/volumes/${segment('volume', name)}`, { query: { force: set(options.force) } });
  }
  volumesPrune(filters?: Filters): Promise<VolumePruneReport> {
    return this.http.json('POST', '/volumes/prune', { query: { filters: filtered(filters) } });
  }
}
