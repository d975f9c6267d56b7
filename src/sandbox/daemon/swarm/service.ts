import type { Filters } from '../../api/filters.ts';
import type { PortConfig, Service, ServiceSpec } from '../../api/types/service.ts';
import { ApiError } from '../../api/errors.ts';
import { generateName } from '../name-generator.ts';
import { lookUpNetwork } from '../network/find.ts';
import { matchesLabels } from '../container/list-filter.ts';
import { checkFilters } from './node.ts';
import { prefixOf, releaseAddress, reserveAddress, serviceNetworks, withoutPrefix } from './networks.ts';
import { checkService } from './service-check.ts';
import { orderedSpec } from './spec-order.ts';
import type { ServiceRecord } from './state.ts';
import { findIn, poke, rpcError, stored, type Swarm, touch } from './swarm.ts';
import { startUpdate } from './update-service.ts';
import { toService } from './view.ts';

/** Ports that the routing mesh gives when none is asked for. */
const FIRST_DYNAMIC_PORT = 30_000;

export const findService = ({ state }: Swarm, reference: string): ServiceRecord =>
  findIn('service', state.services, reference, ({ spec }) => spec.Name);

/** POST /services/create */
export function createService(swarm: Swarm, given: ServiceSpec): ServiceRecord {
  const isTaken = (name: string) => [...swarm.state.services.values()].some((other) => other.spec.Name === name);
  const spec: ServiceSpec = {
    ...given,
    Name: given.Name || generateName(swarm.daemon.kernel.random, isTaken),
    Labels: given.Labels ?? {},
    Mode: withReplicas(given.Mode),
  };
  checkService(swarm, spec);
  const base = stored(swarm);
  const service: ServiceRecord = {
    ...base,
    spec: resolveNetworks(swarm, spec),
    previousSpec: undefined,
    specVersion: base.version,
    job: isJob(spec) ? { iteration: 0, since: base.created } : undefined,
    hasEndpoint: false,
    ports: [],
    virtualIps: [],
    updateStatus: undefined,
  };
  swarm.state.services.set(service.id, service);
  allocate(swarm, service);
  swarm.daemon.events.log('service', 'create', service.id, { name: spec.Name });
  poke(swarm);
  return service;
}

/** It runs to its end, each time that it is changed. */
export const isJob = ({ Mode }: ServiceSpec): boolean =>
  Mode.ReplicatedJob !== undefined || Mode.GlobalJob !== undefined;

/** A service is replicated, once, unless it says otherwise. */
function withReplicas(mode: ServiceSpec['Mode']): NonNullable<ServiceSpec['Mode']> {
  if (mode === undefined) return { Replicated: { Replicas: 1 } };
  return mode.Replicated === undefined ? mode : { ...mode, Replicated: { Replicas: mode.Replicated.Replicas ?? 1 } };
}

/** Networks are kept by id. */
function resolveNetworks({ daemon }: Swarm, given: ServiceSpec): ServiceSpec {
  const spec = orderedSpec(given);
  const { Networks } = spec.TaskTemplate;
  if (Networks === undefined) return spec;
  const resolved = Networks.map((network) => ({
    ...network,
    Target: lookUpNetwork(daemon, network.Target)?.id ?? network.Target,
  }));
  return { ...spec, TaskTemplate: { ...spec.TaskTemplate, Networks: resolved } };
}

/** Published ports and virtual addresses. */
function allocate(swarm: Swarm, service: ServiceRecord): void {
  const { EndpointSpec } = service.spec;
  const before = service.ports;
  service.ports = [];
  for (const port of EndpointSpec?.Ports ?? []) {
    service.ports = [
      ...service.ports,
      { ...port, PublishedPort: port.PublishedPort || dynamicPort(swarm, port, before) },
    ];
  }
  const wanted = EndpointSpec?.Mode === 'dnsrr' ? [] : serviceNetworks(swarm, service).map(({ network }) => network);
  const overlays = wanted.filter(({ overlay }) => overlay !== undefined);
  for (const { networkId, address } of service.virtualIps) {
    if (overlays.some(({ id }) => id === networkId)) continue;
    releaseVirtualIp(swarm, networkId, address);
  }
  service.virtualIps = overlays.map((network) => {
    const kept = service.virtualIps.find(({ networkId }) => networkId === network.id);
    if (kept !== undefined) return kept;
    const address = reserveAddress(network);
    for (const { daemon } of swarm.members.values()) daemon.network.addVirtualAddress(network, address);
    return { networkId: network.id, address: `${address}/${prefixOf(network)}` };
  });
  service.hasEndpoint ||= service.ports.length > 0 || service.virtualIps.length > 0;
}

function dynamicPort({ state }: Swarm, port: PortConfig, before: readonly PortConfig[]): number {
  if (port.PublishMode === 'host') return 0;
  const kept = before.find((old) => old.TargetPort === port.TargetPort && old.Protocol === port.Protocol);
  if (kept?.PublishedPort !== undefined && kept.PublishedPort >= FIRST_DYNAMIC_PORT) return kept.PublishedPort;
  const taken = new Set([...state.services.values()].flatMap(({ ports }) => ports.map((other) => other.PublishedPort)));
  let free = FIRST_DYNAMIC_PORT;
  while (taken.has(free)) free++;
  return free;
}

function releaseVirtualIp({ daemon, members }: Swarm, networkId: string, address: string): void {
  const network = lookUpNetwork(daemon, networkId);
  if (network !== undefined) {
    for (const member of members.values()) member.daemon.network.removeVirtualAddress(network, withoutPrefix(address));
  }
  releaseAddress(network, withoutPrefix(address));
}

/**
 * POST /services/{id}/update
 *
 * @param rollback goes back to the spec before instead
 */
export function updateService(
  swarm: Swarm,
  service: ServiceRecord,
  version: number,
  given: ServiceSpec,
  rollback: boolean,
): void {
  if (version !== service.version) {
    throw new ApiError('internal', 'rpc error: code = Unknown desc = update out of sequence');
  }
  if (rollback && service.previousSpec === undefined) {
    throw new ApiError(
      'internal',
      `rpc error: code = FailedPrecondition desc = service ${service.id} does not have a previous spec`,
    );
  }
  const next = rollback && service.previousSpec !== undefined ? service.previousSpec : given;
  if (!rollback) checkService(swarm, next, service.id);
  const hasConfig = JSON.stringify(next.UpdateConfig) !== JSON.stringify(service.spec.UpdateConfig);
  if (service.job !== undefined && hasConfig) throw rpcError('InvalidArgument', 'Jobs may not have an update config');
  change(swarm, service, resolveNetworks(swarm, next), { rollback });
}

/** Puts a new spec in place and lets the tasks follow. `byItself`: an update that failed goes back, once. */
export function change(
  swarm: Swarm,
  service: ServiceRecord,
  spec: ServiceSpec,
  { rollback, byItself = false }: { readonly rollback: boolean; readonly byItself?: boolean },
): void {
  const before = service.spec;
  service.previousSpec = byItself ? undefined : before;
  service.spec = spec;
  const started = swarm.daemon.kernel.clock.now();
  const Message = 'manually requested rollback';
  service.updateStatus =
    rollback && service.job !== undefined ? { State: 'rollback_started', Message, started, completed: 0 } : undefined;
  touch(swarm, service);
  allocate(swarm, service);
  const endpoint = JSON.stringify(before.EndpointSpec ?? {}) !== JSON.stringify(spec.EndpointSpec ?? {});
  const isNew = endpoint || JSON.stringify(before.TaskTemplate) !== JSON.stringify(spec.TaskTemplate);
  const { job } = service;
  if (isNew || job !== undefined) service.specVersion = service.version;
  if (job !== undefined) service.job = { iteration: job.iteration + 1, since: service.updated };
  swarm.daemon.events.log('service', 'update', service.id, { name: spec.Name });
  if (job === undefined && (isNew || rollback)) startUpdate(swarm, service, rollback);
  poke(swarm);
}

/** DELETE /services/{id} */
export function removeService(swarm: Swarm, service: ServiceRecord): void {
  for (const { networkId, address } of service.virtualIps) releaseVirtualIp(swarm, networkId, address);
  swarm.state.services.delete(service.id);
  swarm.updates.delete(service.id);
  swarm.daemon.events.log('service', 'remove', service.id, { name: service.spec.Name });
  for (const task of swarm.state.tasks.values()) {
    if (task.serviceId === service.id) task.desired = 'remove';
  }
  poke(swarm);
}

const modeOf = ({ Mode }: ServiceSpec): string =>
  Mode.Global !== undefined
    ? 'global'
    : Mode.ReplicatedJob !== undefined
      ? 'replicated-job'
      : Mode.GlobalJob !== undefined
        ? 'global-job'
        : 'replicated';

/** GET /services */
export function listServices(swarm: Swarm, filters: Filters, status: boolean): Service[] {
  checkFilters(filters, ['id', 'label', 'mode', 'name', 'runtime']);
  const some = (key: string, test: (value: string) => boolean) => {
    const values = filters.get(key) ?? [];
    return values.length === 0 || values.some(test);
  };
  return [...swarm.state.services.values()]
    .filter(
      ({ id, spec }) =>
        some('id', (value) => id.startsWith(value)) &&
        some('name', (value) => spec.Name.startsWith(value)) &&
        some('mode', (value) => modeOf(spec) === value) &&
        matchesLabels(spec.Labels, filters.get('label') ?? []),
    )
    .map((service) => toService(swarm, service, { status }));
}
