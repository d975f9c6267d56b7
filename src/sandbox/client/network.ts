import type { Filters } from '../api/filters.ts';
import type {
  NetworkConnectBody,
  NetworkCreateBody,
  NetworkCreateResponse,
  NetworkDisconnectBody,
  NetworkInspect,
  NetworkPruneReport,
} from '../api/types/network.ts';
import { ImageEndpoints } from './image.ts';
import { filtered, set } from './endpoints.ts';

/** Endpoints of network. */
export abstract class NetworkEndpoints extends ImageEndpoints {
  networkList(filters?: Filters): Promise<NetworkInspect[]> {
    return this.http.json('GET', '/networks', { query: { filters: filtered(filters) } });
  }
  networkInspect(id: string, options: { verbose?: boolean; scope?: string } = {}): Promise<NetworkInspect> {
    return this.http.json('GET', `/networks/${encodeURIComponent(id)}`, {
      query: { verbose: set(options.verbose), scope: options.scope },
    });
  }
  networkCreate(body: NetworkCreateBody): Promise<NetworkCreateResponse> {
    return this.http.json('POST', '/networks/create', { json: body });
  }
  async networkRemove(id: string): Promise<void> {
    await this.http.done('DELETE', `/networks/${encodeURIComponent(id)}`);
  }
  async networkConnect(id: string, body: NetworkConnectBody): Promise<void> {
    await this.http.done('POST', `/networks/${encodeURIComponent(id)}/connect`, { json: body });
  }
  async networkDisconnect(id: string, body: NetworkDisconnectBody): Promise<void> {
    await this.http.done('POST', `/networks/${encodeURIComponent(id)}/disconnect`, { json: body });
  }
  networksPrune(filters?: Filters): Promise<NetworkPruneReport> {
    return this.http.json('POST', '/networks/prune', { query: { filters: filtered(filters) } });
  }
}
