import type { AuthResponse, RegistryAuth } from '../api/types/registry.ts';
import { SystemEndpoints } from './system.ts';

/** Endpoints that have to do with registries. */
export abstract class RegistryEndpoints extends SystemEndpoints {
  registryLogin(auth: RegistryAuth): Promise<AuthResponse> {
    return this.http.json('POST', '/auth', { json: auth });
  }
  /** What the real client asks a registry for itself: this one has no network. */
  registryManifest(reference: string, auth: string): Promise<unknown> {
    const name = reference.split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':');
    return this.http.json('GET', `/drydock/manifests/${name}`, { headers: { 'x-registry-auth': auth } });
  }
}
