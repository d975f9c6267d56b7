import type { Filters } from '../api/filters.ts';
import type { AuthResponse, RawManifest, RegistryAuth } from '../api/types/registry.ts';
import { filtered, set } from './endpoints.ts';
import { SystemEndpoints } from './system.ts';

/** Endpoints that have to do with registries and plugins. */
export abstract class RegistryEndpoints extends SystemEndpoints {
  registryLogin(auth: RegistryAuth): Promise<AuthResponse> {
    return this.http.json('POST', '/auth', { json: auth });
  }
  /**
   * A manifest or an index as it stands in its registry. The real client asks that for itself: this one has no network.
   *
   * @param words whose errors they are: buildx asks for the thing, docker for the registry first
   */
  registryRawManifest(reference: string, auth: string, words: 'buildx' | 'docker' = 'buildx'): Promise<RawManifest> {
    const headers = { 'x-registry-auth': auth };
    return this.http.json('GET', rawPath(reference), { headers, query: { words } });
  }
  registryPutManifest(
    reference: string,
    index: { readonly text: string; readonly sources: Readonly<Record<string, string>> },
    auth: string,
  ): Promise<{ readonly digest: string }> {
    return this.http.json('PUT', rawPath(reference), { headers: { 'x-registry-auth': auth }, json: index });
  }
  pluginList(filters?: Filters): Promise<readonly unknown[]> {
    return this.http.json('GET', '/plugins', { query: { filters: filtered(filters) } });
  }
  pluginInspect(name: string): Promise<unknown> {
    return this.http.json('GET', `/plugins/${name}/json`);
  }
  async pluginRemove(name: string, options: { force?: boolean } = {}): Promise<void> {
    await this.http.done('DELETE', `/plugins/${name}`, { query: { force: set(options.force) } });
  }
  async pluginSet(name: string, settings: readonly string[]): Promise<void> {
    await this.http.done('POST', `/plugins/${name}/set`, { json: settings });
  }
  async pluginPush(name: string): Promise<void> {
    await this.http.done('POST', `/plugins/${name}/push`);
  }
  async pluginSwitch(name: string, to: 'enable' | 'disable'): Promise<void> {
    await this.http.done('POST', `/plugins/${name}/${to}`);
  }
}

const rawPath = (reference: string): string =>
  `/drydock/raw-manifests/${reference.split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':')}`;
