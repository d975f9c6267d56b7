import type { Filters } from '../api/filters.ts';
import type { Config, ConfigSpec } from '../api/types/config.ts';
import type { NodeSpec, SwarmNode } from '../api/types/node.ts';
import type { IdResponse, Secret, SecretSpec } from '../api/types/secret.ts';
import type { Service, ServiceCreateResponse, ServiceSpec, ServiceUpdateResponse } from '../api/types/service.ts';
import type { SwarmInitBody, SwarmInspect, SwarmJoinBody, SwarmSpec, UnlockKeyResponse } from '../api/types/swarm.ts';
import type { Task } from '../api/types/task.ts';
import type { ByteStream } from '../kernel/stream.ts';
import { filtered, set } from './endpoints.ts';
import { VolumeEndpoints } from './volume.ts';

export interface ServiceLogsOptions {
  readonly follow?: boolean;
  readonly since?: string;
  readonly tail?: string;
  readonly timestamps?: boolean;
  readonly details?: boolean;
}

export interface SwarmUpdateFlags {
  readonly rotateWorkerToken?: boolean;
  readonly rotateManagerToken?: boolean;
  readonly rotateManagerUnlockKey?: boolean;
}

const part = encodeURIComponent;

/** Endpoints of swarm, node, service, task, secret and config. */
export abstract class SwarmEndpoints extends VolumeEndpoints {
  swarmInit(body: SwarmInitBody): Promise<string> {
    return this.http.json('POST', '/swarm/init', { json: body });
  }
  async swarmJoin(body: SwarmJoinBody): Promise<void> {
    await this.http.done('POST', '/swarm/join', { json: body });
  }
  async swarmLeave(force: boolean): Promise<void> {
    await this.http.done('POST', '/swarm/leave', { query: { force: set(force) } });
  }
  swarmInspect(): Promise<SwarmInspect> {
    return this.http.json('GET', '/swarm');
  }
  async swarmUpdate(version: number, spec: SwarmSpec, flags: SwarmUpdateFlags = {}): Promise<void> {
    const { rotateWorkerToken = false, rotateManagerToken = false, rotateManagerUnlockKey = false } = flags;
    const query = { version, rotateWorkerToken, rotateManagerToken, rotateManagerUnlockKey };
    await this.http.done('POST', '/swarm/update', { json: spec, query });
  }
  swarmGetUnlockKey(): Promise<UnlockKeyResponse> {
    return this.http.json('GET', '/swarm/unlockkey');
  }

  nodeList(filters?: Filters): Promise<SwarmNode[]> {
    return this.http.json('GET', '/nodes', { query: { filters: filtered(filters) } });
  }
  nodeInspect(id: string): Promise<SwarmNode> {
    return this.http.json('GET', `/nodes/${part(id)}`);
  }
  async nodeUpdate(id: string, version: number, spec: NodeSpec): Promise<void> {
    await this.http.done('POST', `/nodes/${part(id)}/update`, { json: spec, query: { version } });
  }
  async nodeRemove(id: string, force: boolean): Promise<void> {
    await this.http.done('DELETE', `/nodes/${part(id)}`, { query: { force: set(force) } });
  }

  serviceList(filters?: Filters, status = false): Promise<Service[]> {
    return this.http.json('GET', '/services', { query: { filters: filtered(filters), status: status || undefined } });
  }
  serviceInspect(id: string): Promise<Service> {
    return this.http.json('GET', `/services/${part(id)}`, { query: { insertDefaults: false } });
  }
  serviceCreate(spec: ServiceSpec): Promise<ServiceCreateResponse> {
    return this.http.json('POST', '/services/create', { json: spec });
  }
  /** @param rollback goes back to the spec before */
  serviceUpdate(id: string, version: number, spec: ServiceSpec, rollback = false): Promise<ServiceUpdateResponse> {
    const query = { version, rollback: rollback ? 'previous' : undefined };
    return this.http.json('POST', `/services/${part(id)}/update`, { json: spec, query });
  }
  async serviceRemove(id: string): Promise<void> {
    await this.http.done('DELETE', `/services/${part(id)}`);
  }
  serviceLogs(id: string, options: ServiceLogsOptions): Promise<ByteStream> {
    return this.#logs('services', id, options);
  }
  taskLogs(id: string, options: ServiceLogsOptions): Promise<ByteStream> {
    return this.#logs('tasks', id, options);
  }
  #logs(kind: string, id: string, { follow, since = '', tail, timestamps, details }: ServiceLogsOptions) {
    return this.http.stream('GET', `/${kind}/${part(id)}/logs`, {
      query: {
        stdout: true,
        stderr: true,
        follow: set(follow),
        timestamps: set(timestamps),
        details: set(details),
        since: since === '' ? undefined : since,
        tail,
      },
    });
  }
  taskList(filters?: Filters): Promise<Task[]> {
    return this.http.json('GET', '/tasks', { query: { filters: filtered(filters) } });
  }
  taskInspect(id: string): Promise<Task> {
    return this.http.json('GET', `/tasks/${part(id)}`);
  }

  secretList(filters?: Filters): Promise<Secret[]> {
    return this.http.json('GET', '/secrets', { query: { filters: filtered(filters) } });
  }
  secretInspect(id: string): Promise<Secret> {
    return this.http.json('GET', `/secrets/${part(id)}`);
  }
  secretCreate(spec: SecretSpec): Promise<IdResponse> {
    return this.http.json('POST', '/secrets/create', { json: spec });
  }
  async secretUpdate(id: string, version: number, spec: SecretSpec): Promise<void> {
    await this.http.done('POST', `/secrets/${part(id)}/update`, { json: spec, query: { version } });
  }
  async secretRemove(id: string): Promise<void> {
    await this.http.done('DELETE', `/secrets/${part(id)}`);
  }
  configList(filters?: Filters): Promise<Config[]> {
    return this.http.json('GET', '/configs', { query: { filters: filtered(filters) } });
  }
  configInspect(id: string): Promise<Config> {
    return this.http.json('GET', `/configs/${part(id)}`);
  }
  configCreate(spec: ConfigSpec): Promise<IdResponse> {
    return this.http.json('POST', '/configs/create', { json: spec });
  }
  async configUpdate(id: string, version: number, spec: ConfigSpec): Promise<void> {
    await this.http.done('POST', `/configs/${part(id)}/update`, { json: spec, query: { version } });
  }
  async configRemove(id: string): Promise<void> {
    await this.http.done('DELETE', `/configs/${part(id)}`);
  }

  /** The digest of an image in its registry, and what it runs on. */
  async distributionInspect(name: string): Promise<{
    readonly Descriptor: { readonly digest: string };
    readonly Platforms: readonly { readonly architecture: string; readonly os: string }[];
  }> {
    return this.http.json('GET', `/distribution/${name}/json`);
  }
}
