import type { MountSpec } from '../../api/types/volume.ts';
import type { ContainerSpec, PortConfig, ServiceSpec, TaskSpec, UpdateConfig } from '../../api/types/service.ts';
import { UsageError } from '../../cli/errors.ts';
import { parseDuration } from '../../cli/opts/duration.ts';
import { NAMESPACE } from '../../cli/command/stack/namespace.ts';
import { parseMemory } from '../../cli/opts/memory.ts';
import type { FileReference, Limits, Model, Service } from '../model/service.ts';

/** Ids of secrets and configs by their names in the swarm. */
export interface StackIds {
  readonly secrets: ReadonlyMap<string, string>;
  readonly configs: ReadonlyMap<string, string>;
  readonly networks: ReadonlyMap<string, string>;
}

type Loose = Readonly<Record<string, unknown>>;
const loose = (value: unknown): Loose => (typeof value === 'object' && value !== null ? (value as Loose) : {});
const duration = (value: unknown): number | undefined =>
  value === undefined ? undefined : parseDuration(String(value));

/** A service of a Compose file as a service of the swarm. @see docker/cli compose/convert/service.go */
export function stackService(model: Model, stack: string, service: Service, ids: StackIds): ServiceSpec {
  const { deploy = {}, image } = service;
  if (image === undefined || image === '') {
    throw new UsageError(`invalid image reference for service ${service.name}: no image specified`);
  }
  const mode = deploy.mode ?? 'replicated';
  return {
    Name: `${stack}_${service.name}`,
    Labels: { 'com.docker.stack.image': image, [NAMESPACE]: stack, ...deploy.labels },
    TaskTemplate: taskSpec(model, stack, service, image, ids),
    Mode: mode === 'global' ? { Global: {} } : { Replicated: { Replicas: deploy.replicas ?? service.scale ?? 1 } },
    UpdateConfig: update(deploy['update_config']),
    RollbackConfig: update(deploy['rollback_config']),
    EndpointSpec: {
      Mode: String(deploy['endpoint_mode'] ?? 'vip'),
      ...(service.ports !== undefined && { Ports: service.ports.map(port) }),
    },
  };
}

const port = ({ target, published, protocol, mode }: NonNullable<Service['ports']>[number]): PortConfig => ({
  Protocol: protocol,
  TargetPort: target,
  ...(published !== undefined && { PublishedPort: Number(published) }),
  PublishMode: mode,
});

function update(given: unknown): UpdateConfig {
  const { parallelism, delay, failure_action, monitor, max_failure_ratio, order } = loose(given);
  const wait = duration(delay) ?? 0;
  return {
    Parallelism: parallelism === undefined ? 1 : Number(parallelism),
    ...(wait > 0 && { Delay: wait }),
    FailureAction: String(failure_action ?? 'pause'),
    Monitor: duration(monitor) ?? 5e9,
    MaxFailureRatio: Number(max_failure_ratio ?? 0),
    Order: String(order ?? 'stop-first'),
  };
}

function taskSpec(model: Model, stack: string, service: Service, image: string, ids: StackIds): TaskSpec {
  const { deploy = {}, logging } = service;
  const { constraints, preferences, max_replicas_per_node } = loose(deploy['placement']);
  const { condition, delay, max_attempts, window } = loose(deploy.restart_policy);
  const resources = deploy.resources ?? {};
  return {
    ContainerSpec: containerSpec(model, stack, service, image, ids),
    Resources: {
      ...(resources.limits !== undefined && { Limits: limits(resources.limits) }),
      ...(resources.reservations !== undefined && { Reservations: limits(resources.reservations) }),
    },
    RestartPolicy: {
      Condition: String(condition ?? 'any'),
      Delay: duration(delay) ?? 5e9,
      MaxAttempts: Number(max_attempts ?? 0),
      ...(window !== undefined && { Window: duration(window) ?? 0 }),
    },
    Placement: {
      ...(Array.isArray(constraints) && { Constraints: constraints.map(String) }),
      ...(Array.isArray(preferences) && {
        Preferences: preferences.map((one) => ({ Spread: { SpreadDescriptor: String(loose(one)['spread']) } })),
      }),
      ...(max_replicas_per_node !== undefined && { MaxReplicas: Number(max_replicas_per_node) }),
    },
    Networks: networks(model, service, ids),
    ...(logging !== undefined && {
      LogDriver: { Name: logging.driver ?? 'json-file', Options: logging.options ?? {} },
    }),
    ForceUpdate: 0,
    Runtime: 'container',
  };
}

const limits = ({ cpus, memory, pids }: Limits) => ({
  ...(cpus !== undefined && { NanoCPUs: Math.round(Number(cpus) * 1e9) }),
  ...(memory !== undefined && { MemoryBytes: parseMemory(memory) }),
  ...(pids !== undefined && { Pids: pids }),
});

function networks(model: Model, { name, networks: used = { default: null } }: Service, ids: StackIds) {
  return Object.entries(used).map(([key, settings]) => {
    const network = model.networks[key];
    const Target = network === undefined ? undefined : ids.networks.get(network.name);
    if (Target === undefined) throw new UsageError(`service ${name}: undefined network "${key}"`);
    return { Target, Aliases: [...(settings?.aliases ?? []), name] };
  });
}

function containerSpec(model: Model, stack: string, service: Service, Image: string, ids: StackIds): ContainerSpec {
  const env = Object.entries(service.environment ?? {})
    .map(([key, value]) => (value === null ? key : `${key}=${value}`))
    .sort();
  const files = <K extends 'secret' | 'config'>(kind: K, used: readonly FileReference[] = []) =>
    used.map(({ source, target, uid = '0', gid = '0', mode = '0444' }) => {
      const object = (kind === 'secret' ? model.secrets : model.configs)[source];
      if (object === undefined) throw new UsageError(`service ${service.name}: undefined ${kind} "${source}"`);
      const { name } = object;
      const id = (kind === 'secret' ? ids.secrets : ids.configs).get(name);
      if (id === undefined) throw new UsageError(`service ${service.name}: ${kind} not found: ${name}`);
      const file = {
        Name: target === undefined || target === `/run/secrets/${source}` ? source : target,
        UID: uid,
        GID: gid,
        Mode: Number.parseInt(mode.replace(/^0o?/, ''), 8),
      };
      return { file, id, name };
    });
  const secrets = files('secret', service.secrets);
  const configs = files('config', service.configs);
  const health = healthcheck(service);
  return {
    Image,
    Labels: { ...service.labels, [NAMESPACE]: stack },
    ...(service.entrypoint !== undefined && { Command: service.entrypoint }),
    ...(service.command !== undefined && { Args: service.command }),
    ...(service.hostname !== undefined && { Hostname: service.hostname }),
    ...(env.length > 0 && { Env: env }),
    ...(service.working_dir !== undefined && { Dir: service.working_dir }),
    ...(service.user !== undefined && { User: service.user }),
    Privileges: { CredentialSpec: null, SELinuxContext: null, NoNewPrivileges: false },
    ...(service.init !== undefined && { Init: service.init }),
    ...(service.stop_signal !== undefined && { StopSignal: service.stop_signal }),
    ...(service.tty === true && { TTY: true }),
    ...(service.stdin_open === true && { OpenStdin: true }),
    ...(service.read_only === true && { ReadOnly: true }),
    ...(mounts(model, stack, service).length > 0 && { Mounts: mounts(model, stack, service) }),
    StopGracePeriod: duration(service.stop_grace_period) ?? 10e9,
    ...(health !== undefined && { Healthcheck: health }),
    ...(service.extra_hosts !== undefined && { Hosts: service.extra_hosts.map(host) }),
    DNSConfig: {
      ...(service.dns !== undefined && { Nameservers: service.dns }),
      ...(service.dns_search !== undefined && { Search: service.dns_search }),
      ...(service.dns_opt !== undefined && { Options: service.dns_opt }),
    },
    ...(secrets.length > 0 && {
      Secrets: secrets.map(({ file, id, name }) => ({ File: file, SecretID: id, SecretName: name })),
    }),
    ...(configs.length > 0 && {
      Configs: configs.map(({ file, id, name }) => ({ File: file, ConfigID: id, ConfigName: name })),
    }),
    Isolation: 'default',
    ...(service.sysctls !== undefined && { Sysctls: service.sysctls }),
    ...(service.cap_add !== undefined && { CapabilityAdd: service.cap_add }),
    ...(service.cap_drop !== undefined && { CapabilityDrop: service.cap_drop }),
  };
}

/** `name=1.2.3.4` and `name:1.2.3.4` → `1.2.3.4 name` */
function host(entry: string): string {
  const [, name = '', address = ''] = /^([^=:]+)[=:](.*)$/.exec(entry) ?? [];
  return `${address} ${name}`;
}

function healthcheck({ healthcheck: check }: Service): ContainerSpec['Healthcheck'] {
  if (check === undefined) return undefined;
  if (check.disable === true) return { Test: ['NONE'] };
  return {
    ...(check.test !== undefined && { Test: check.test }),
    ...(check.interval !== undefined && { Interval: parseDuration(check.interval) }),
    ...(check.timeout !== undefined && { Timeout: parseDuration(check.timeout) }),
    ...(check.start_period !== undefined && { StartPeriod: parseDuration(check.start_period) }),
    ...(check.start_interval !== undefined && { StartInterval: parseDuration(check.start_interval) }),
    ...(check.retries !== undefined && { Retries: check.retries }),
  };
}

function mounts(model: Model, stack: string, { volumes = [] }: Service): MountSpec[] {
  return volumes.map(({ type, source, target, read_only }): MountSpec => {
    const common = { Target: target, ...(read_only === true && { ReadOnly: true }) };
    if (type !== 'volume') return { Type: type, ...(source !== undefined && { Source: source }), ...common };
    if (source === undefined) return { Type: 'volume', ...common };
    const volume = model.volumes[source];
    if (volume === undefined) throw new UsageError(`undefined volume "${source}"`);
    if (volume.external === true) return { Type: 'volume', Source: volume.name, ...common };
    const { driver, driver_opts: options = {} } = volume;
    return {
      Type: 'volume',
      Source: volume.name,
      ...common,
      VolumeOptions: {
        Labels: { ...volume.labels, [NAMESPACE]: stack },
        ...(driver !== undefined && { DriverConfig: { Name: driver, Options: options } }),
      },
    };
  });
}
