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
import { filtered, refuseEmpty, segment, set } from './endpoints.ts';

/** Endpoints of network. */
export abstract class NetworkEndpoints extends ImageEndpoints {
  networkList(filters?: Filters): Promise<NetworkInspect[]> {
    return this.http.json('GET', '/networks', { query: { filters: filtered(filters) } });
  }
  networkInspect(id: string, options: { verbose?: boolean; scope?: string } = {}): Promise<NetworkInspect> {
    return this.http.json('GET', `/networks/${segment('network', id)}`, {
      query: { verbose: set(options.verbose), scope: options.scope },
    });
  }
  networkCreate(body: NetworkCreateBody): Promise<NetworkCreateResponse> {
    return this.http.json('POST', '/networks/create', { json: body });
  }
  async networkRemove(id: string): Promise<void> {
    await this.http.done('DELETE', `/networks/${segment('network', id)}`);
  }
  async networkConnect(id: string, body: NetworkConnectBody): Promise<void> {
    await this.http.done('POST', `/networks/${segment('network', id)}/connect`, { json: named(body) });
  }
  async networkDisconnect(id: string, body: NetworkDisconnectBody): Promise<void> {
    await this.http.done('POST', `/networks/${segment('network', id)}/disconnect`, { json: named(body) });
  }
  networksPrune(filters?: Filters): Promise<NetworkPruneReport> {
    return this.http.json('POST', '/networks/prune', { query: { filters: filtered(filters) } });
  }
}

function named<Body extends { readonly Container: string }>(body: Body): Body {
  refuseEmpty('container', body.Container);
  return body;
}
