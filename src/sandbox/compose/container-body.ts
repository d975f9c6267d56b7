import type { ContainerCreateBody, HealthConfig, HostConfig, PortBinding } from '../api/types/container.ts';
import type { EndpointSettings } from '../api/types/network.ts';
import type { MountSpec } from '../api/types/volume.ts';
import { resources, restartPolicy, securityOptions, tmpfsEntry } from './container-limits.ts';
import { mountsOf } from './container-mounts.ts';
import { parseDuration } from '../cli/opts/duration.ts';
import { ComposeError } from './model/error.ts';
import type { Service } from './model/service.ts';
import { serviceHash } from './model/hash.ts';
import * as label from './labels.ts';
import type { Observed } from './observe.ts';
import type { Project } from './project.ts';

export interface BodyOptions {
  readonly project: Project;
  readonly service: Service;
  readonly name: string;
  readonly number: number;
  readonly image: string;
  readonly imageId: string | undefined;
  /** Containers that `service:x` of a namespace or volumes_from may mean. */
  readonly containers: readonly Observed[];
  /** A container of `run`: its slug. */
  readonly oneOff?: string;
  readonly autoRemove?: boolean;
  readonly tty?: boolean;
  readonly stdin?: boolean;
  /** False: only the container's own name finds it (`run` without --use-aliases). */
  readonly aliases?: boolean;
  /** Anonymous volumes of the container that this one replaces, by mount point. */
  readonly inherited?: ReadonlyMap<string, string>;
  readonly replaces?: string;
}

/** The create body of a container of a service. @see docker/compose create.go, getCreateConfigs */
export function containerBody(options: BodyOptions): ContainerCreateBody {
  const { service, project } = options;
  const { binds, mounts } = mountsOf(options);
  const ports = portsOf(service);
  const health = healthOf(service);
  const grace = graceSeconds(service);
  const tty = options.tty ?? service.tty === true;
  const stdin = options.stdin ?? service.stdin_open === true;
  return {
    Hostname: service.hostname ?? '',
    Domainname: service.domainname ?? '',
    User: service.user ?? '',
    AttachStdin: options.stdin === true,
    AttachStdout: true,
    AttachStderr: true,
    ExposedPorts: ports.exposed,
    Tty: tty,
    OpenStdin: stdin,
    StdinOnce: options.stdin === true,
    Env: Object.entries(service.environment ?? {})
      // A name alone takes the image's variable away.
      .map(([key, value]) => (value === null ? key : `${key}=${value}`))
      .sort(),
    Cmd: service.command ?? null,
    ...(health !== undefined && { Healthcheck: health }),
    Image: options.image,
    Volumes: null,
    WorkingDir: service.working_dir ?? '',
    Entrypoint: service.entrypoint ?? null,
    Labels: labelsOf(options),
    ...(service.stop_signal !== undefined && { StopSignal: service.stop_signal }),
    ...(grace !== undefined && { StopTimeout: grace }),
    HostConfig: hostConfig(options, binds, mounts, ports.bindings),
    NetworkingConfig: { EndpointsConfig: endpoints(project, service, options) },
  };
}

/** Seconds between the stop signal and KILL; undefined leaves it to the daemon. */
export function graceSeconds({ stop_grace_period }: Service): number | undefined {
  return stop_grace_period === undefined ? undefined : Math.ceil(parseDuration(stop_grace_period) / 1e9);
}

function labelsOf({ project, service, number, imageId, oneOff, replaces }: BodyOptions): Record<string, string> {
  const needs = Object.entries(service.depends_on ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...service.labels,
    [label.PROJECT]: project.name,
    [label.SERVICE]: service.name,
    [label.VERSION_LABEL]: label.COMPOSE_VERSION,
    ...(oneOff !== undefined && { [label.SLUG]: oneOff }),
    [label.ONE_OFF]: oneOff === undefined ? 'False' : 'True',
    [label.CONFIG_HASH]: serviceHash(service),
    [label.WORKING_DIR]: project.directory,
    [label.CONFIG_FILES]: project.files.join(','),
    ...(oneOff === undefined && { [label.NUMBER]: String(number) }),
    ...(imageId !== undefined && { [label.IMAGE]: imageId }),
    [label.DEPENDENCIES]: needs
      .map(([name, { condition, restart }]) => `${name}:${condition}:${restart === true}`)
      .join(','),
    ...(replaces !== undefined && { [label.REPLACE]: replaces }),
  };
}

function portsOf({ ports = [], expose = [] }: Service) {
  const exposed: Record<string, Record<string, never>> = {};
  const bindings: Record<string, PortBinding[]> = {};
  for (const port of expose) exposed[port] = {};
  for (const { target, protocol, host_ip = '', published = '' } of ports) {
    const key = `${target}/${protocol}`;
    exposed[key] = {};
    (bindings[key] ??= []).push({ HostIp: host_ip, HostPort: published });
  }
  return { exposed: Object.fromEntries(Object.entries(exposed).sort(([a], [b]) => (a < b ? -1 : 1))), bindings };
}

function healthOf({ healthcheck }: Service): HealthConfig | undefined {
  if (healthcheck === undefined) return undefined;
  if (healthcheck.disable === true) return { Test: ['NONE'] };
  const { test, interval, timeout, start_period, start_interval, retries } = healthcheck;
  return {
    ...(test !== undefined && { Test: test }),
    ...(interval !== undefined && { Interval: parseDuration(interval) }),
    ...(timeout !== undefined && { Timeout: parseDuration(timeout) }),
    ...(start_period !== undefined && { StartPeriod: parseDuration(start_period) }),
    ...(start_interval !== undefined && { StartInterval: parseDuration(start_interval) }),
    ...(retries !== undefined && { Retries: retries }),
  };
}

/** `service:db` → the container of db. */
function namespaceMode(mode: string | undefined, containers: readonly Observed[]): string {
  if (mode?.startsWith('service:') !== true) return mode ?? '';
  const name = mode.slice('service:'.length);
  const found = containers.find(({ service }) => service === name);
  if (found === undefined) throw new ComposeError(`cannot share namespace with service ${name}: container missing`);
  return `container:${found.id}`;
}

/** Networks in the order in which they are joined: by priority, then by name. */
function networksOf({ networks = {} }: Service): string[] {
  const priority = (name: string) => networks[name]?.priority ?? 0;
  return Object.keys(networks).sort((a, b) => priority(b) - priority(a) || (a < b ? -1 : 1));
}

function endpoints(
  project: Project,
  service: Service,
  options: BodyOptions,
): Record<string, Partial<EndpointSettings>> {
  return Object.fromEntries(
    networksOf(service).map((key, index) => {
      const settings = service.networks?.[key] ?? {};
      const { ipv4_address, ipv6_address, link_local_ips } = settings;
      const hasAddress = ipv4_address !== undefined || ipv6_address !== undefined || link_local_ips !== undefined;
      const links = (service.links ?? []).flatMap((link) => linked(link, options.containers));
      return [
        project.networks[key]?.name ?? key,
        {
          Aliases: [options.name, ...(options.aliases === false ? [] : [service.name]), ...(settings.aliases ?? [])],
          Links: links.length > 0 ? links : null,
          IPAMConfig: hasAddress
            ? {
                ...(ipv4_address !== undefined && { IPv4Address: ipv4_address }),
                ...(ipv6_address !== undefined && { IPv6Address: ipv6_address }),
                ...(link_local_ips !== undefined && { LinkLocalIPs: link_local_ips }),
              }
            : null,
          MacAddress: settings.mac_address ?? (index === 0 ? service.mac_address : undefined) ?? '',
          DriverOpts: settings.driver_opts ?? null,
          GwPriority: settings.gw_priority ?? 0,
        },
      ];
    }),
  );
}

function linked(link: string, containers: readonly Observed[]): string[] {
  const [service = '', alias = service] = link.split(':');
  return containers
    .filter((one) => one.service === service)
    .flatMap(({ name, number }) => [
      `${name}:${alias}`,
      ...(alias === service ? [`${name}:${service}-${number}`] : []),
    ]);
}

function hostConfig(
  options: BodyOptions,
  Binds: readonly string[],
  Mounts: readonly MountSpec[],
  PortBindings: HostConfig['PortBindings'],
): Partial<HostConfig> {
  const { service, project, containers } = options;
  const [network] = networksOf(service);
  const first = network === undefined ? undefined : (project.networks[network]?.name ?? network);
  return {
    Binds: Binds.length > 0 ? Binds : null,
    LogConfig: { Type: service.logging?.driver ?? '', Config: service.logging?.options ?? {} },
    NetworkMode:
      service.network_mode === undefined ? (first ?? 'none') : namespaceMode(service.network_mode, containers),
    PortBindings,
    RestartPolicy: options.oneOff === undefined ? restartPolicy(service) : { Name: 'no', MaximumRetryCount: 0 },
    AutoRemove: options.autoRemove === true,
    VolumesFrom: volumesFrom(service, containers),
    ...(service.annotations !== undefined && { Annotations: service.annotations }),
    CapAdd: service.cap_add ?? null,
    CapDrop: service.cap_drop ?? null,
    CgroupnsMode: service.cgroup ?? '',
    Dns: service.dns ?? null,
    DnsOptions: service.dns_opt ?? null,
    DnsSearch: service.dns_search ?? null,
    ExtraHosts: (service.extra_hosts ?? []).map((host) => host.replace('=', ':')),
    GroupAdd: service.group_add ?? null,
    IpcMode: namespaceMode(service.ipc, containers),
    Links: null,
    OomScoreAdj: service.oom_score_adj ?? 0,
    PidMode: namespaceMode(service.pid, containers),
    Privileged: service.privileged === true,
    ReadonlyRootfs: service.read_only === true,
    Isolation: service.isolation ?? '',
    SecurityOpt: securityOptions(service),
    ...(service.storage_opt !== undefined && { StorageOpt: service.storage_opt }),
    ...(service.tmpfs !== undefined && { Tmpfs: Object.fromEntries([...service.tmpfs].sort().map(tmpfsEntry)) }),
    UTSMode: service.uts ?? '',
    UsernsMode: service.userns_mode ?? '',
    ShmSize: Number(service.shm_size ?? 0),
    ...(service.sysctls !== undefined && { Sysctls: service.sysctls }),
    Runtime: service.runtime ?? '',
    ...(service.init !== undefined && { Init: service.init }),
    ...(Mounts.length > 0 && { Mounts }),
    ...resources(service),
  };
}

function volumesFrom({ volumes_from }: Service, containers: readonly Observed[]): string[] | null {
  if (volumes_from === undefined) return null;
  return volumes_from.flatMap((from) => {
    if (from.startsWith('container:')) return [from.slice('container:'.length)];
    const [name, mode] = from.split(':');
    return containers
      .filter(({ service }) => service === name)
      .map(({ id }) => (mode === undefined ? id : `${id}:${mode}`));
  });
}
