import { ApiError } from '../../api/errors.ts';
import { InvalidReference, parseReference } from '../../api/reference.ts';
import type { PortConfig, ServiceSpec, UpdateConfig } from '../../api/types/service.ts';
import { lookUpNetwork } from '../network/find.ts';
import { parseConstraint } from './constraint.ts';
import { checkObjectName, rpcError, type Swarm } from './swarm.ts';

const invalid = (message: string) => new ApiError('invalid_parameter', message);
/** Nanoseconds. */
const LEAST_WAIT = 1e6;
const LEAST_MEMORY = 4 * 2 ** 20;

/**
 * Refuses what no swarm takes.
 *
 * @see moby daemon/cluster/convert/service.go, swarmkit manager/controlapi/service.go
 */
export function checkService(swarm: Swarm, spec: ServiceSpec, self = ''): void {
  const { TaskTemplate, EndpointSpec, UpdateConfig, RollbackConfig } = spec;
  // The CLI always sends them; another client may not.
  if ((TaskTemplate as ServiceSpec['TaskTemplate'] | null | undefined)?.ContainerSpec == null) {
    throw invalid('mismatched Runtime and *Spec fields');
  }
  const { Condition = 'any' } = TaskTemplate.RestartPolicy ?? {};
  if (!['none', 'on-failure', 'any'].includes(Condition)) throw invalid(`invalid RestartCondition: "${Condition}"`);
  for (const { Type } of TaskTemplate.ContainerSpec.Mounts ?? []) {
    if (!['bind', 'volume', 'tmpfs', 'npipe', 'cluster'].includes(Type)) throw invalid(`invalid MountType: "${Type}"`);
  }
  checkUpdate(UpdateConfig);
  checkUpdate(RollbackConfig);
  const mode = EndpointSpec?.Mode ?? 'vip';
  if (!['vip', 'dnsrr'].includes(mode)) throw invalid(`invalid resolution mode: "${mode}"`);
  for (const { Target } of TaskTemplate.Networks ?? []) {
    if (lookUpNetwork(swarm.daemon, Target) === undefined)
      throw new ApiError('not_found', `network ${Target} not found`);
  }
  checkObjectName(spec.Name);
  if (spec.Name.length > 63) throw rpcError('InvalidArgument', 'name must be 63 characters or fewer');
  if ((TaskTemplate.ContainerSpec.Image ?? '') === '') {
    throw rpcError('InvalidArgument', 'ContainerSpec: image reference must be provided');
  }
  checkImage(TaskTemplate.ContainerSpec.Image);
  const { Limits, Reservations } = TaskTemplate.Resources ?? {};
  for (const { MemoryBytes = 0, NanoCPUs = 0 } of [Limits ?? {}, Reservations ?? {}]) {
    if (MemoryBytes !== 0 && MemoryBytes < LEAST_MEMORY) {
      throw rpcError('InvalidArgument', `invalid memory value ${MemoryBytes}: Must be at least 4MiB`);
    }
    if (NanoCPUs !== 0 && NanoCPUs < 1e6) {
      throw rpcError('InvalidArgument', `invalid cpu value ${NanoCPUs / 1e9}: Must be at least 0.001`);
    }
  }
  const { Healthcheck = {} } = TaskTemplate.ContainerSpec;
  for (const field of ['Interval', 'Timeout', 'StartPeriod', 'StartInterval'] as const) {
    const wait = Healthcheck[field] ?? 0;
    if (wait === 0 || wait >= LEAST_WAIT) continue;
    throw rpcError('InvalidArgument', `ContainerSpec: ${field} in HealthConfig cannot be less than 1ms`);
  }
  if ((Healthcheck.Retries ?? 0) < 0) {
    throw rpcError('InvalidArgument', 'ContainerSpec: Retries in HealthConfig cannot be negative');
  }
  const { MaxFailureRatio = 0 } = UpdateConfig ?? {};
  if (MaxFailureRatio < 0 || MaxFailureRatio > 1) {
    throw rpcError('InvalidArgument', 'TaskSpec: update-maxfailureratio cannot be less than 0 or bigger than 1');
  }
  for (const constraint of TaskTemplate.Placement?.Constraints ?? []) parseConstraint(constraint);
  const ports = EndpointSpec?.Ports ?? [];
  if (mode === 'dnsrr' && ports.some(({ PublishMode }) => PublishMode === 'ingress')) {
    throw rpcError('InvalidArgument', "EndpointSpec: port published with ingress mode can't be used with dnsrr mode");
  }
  checkPorts(swarm, ports, self);
  for (const other of swarm.state.services.values()) {
    if (other.id !== self && other.spec.Name === spec.Name) {
      throw rpcError('AlreadyExists', `name conflicts with an existing object: service ${spec.Name} already exists`);
    }
  }
}

/** @throws {ApiError} `… ContainerSpec: "Bad Image" is not a valid repository/tag` */
function checkImage(image: string): void {
  try {
    parseReference(image);
  } catch (error) {
    if (!(error instanceof InvalidReference)) throw error;
    throw rpcError('InvalidArgument', `ContainerSpec: ${JSON.stringify(image)} is not a valid repository/tag`);
  }
}

/** The engine says `update` of a rollback, too. */
function checkUpdate(config: UpdateConfig | undefined): void {
  const { FailureAction = 'pause', Order = 'stop-first' } = config ?? {};
  if (!['pause', 'continue', 'rollback'].includes(FailureAction)) {
    throw invalid(`unrecognized update failure action ${FailureAction}`);
  }
  if (!['stop-first', 'start-first'].includes(Order)) throw invalid(`unrecognized update order ${Order}`);
}

function checkPorts({ state }: Swarm, ports: readonly PortConfig[], self: string): void {
  for (const [index, port] of ports.entries()) {
    if (port.PublishedPort === undefined || port.PublishedPort === 0) continue;
    const isSame = (other: PortConfig) =>
      other.PublishedPort === port.PublishedPort &&
      other.Protocol === port.Protocol &&
      other.PublishMode === port.PublishMode;
    if (ports.slice(0, index).some((other) => isSame(other) && port.PublishMode === 'ingress')) {
      throw rpcError('InvalidArgument', 'EndpointSpec: duplicate published ports provided');
    }
    for (const other of state.services.values()) {
      if (other.id === self || port.PublishMode !== 'ingress') continue;
      if (!other.ports.some(isSame)) continue;
      throw rpcError(
        'InvalidArgument',
        `port '${port.PublishedPort}' is already in use by service '${other.spec.Name}' (${other.id}) as an ingress port`,
      );
    }
  }
}
