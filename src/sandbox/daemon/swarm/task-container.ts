import type { ContainerCreateBody, HostConfig, PortBinding } from '../../api/types/container.ts';
import type { ConfigSpec } from '../../api/types/config.ts';
import type { SecretSpec } from '../../api/types/secret.ts';
import type { EndpointSettings } from '../../api/types/network.ts';
import type { FileTarget } from '../../api/types/service.ts';
import type { Bytes } from '../../kernel/bytes.ts';
import { fromBase64 } from '../../kernel/base64.ts';
import { expandFile } from './file-template.ts';
import { serviceNetworks } from './networks.ts';
import type { ServiceRecord, TaskRecord } from './state.ts';
import type { Swarm } from './swarm.ts';

/** A file that a container gets beside its image and its mounts. */
export interface ExtraFile {
  readonly path: string;
  readonly content: Bytes;
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

function serviceOf({ state }: Swarm, task: TaskRecord): ServiceRecord {
  const service = state.services.get(task.serviceId);
  if (service === undefined) throw new Error(`task ${task.id} has no service`);
  return service;
}

/** `1`; the node's id for a task without a number. @see moby swarmkit naming */
const placeOf = ({ slot, nodeId }: TaskRecord): string => (slot === 0 ? nodeId : String(slot));

/** `web.1.TASKID`; of a global service `web.NODEID.TASKID`. */
export const taskName = (swarm: Swarm, task: TaskRecord): string =>
  `${serviceOf(swarm, task).spec.Name}.${placeOf(task)}.${task.id}`;

/** Fills `{{.Task.Slot}}` and the like in. @see moby swarmkit template */
function expander(swarm: Swarm, task: TaskRecord, hostname: string): (text: string) => string {
  const service = serviceOf(swarm, task);
  const values: Readonly<Record<string, string>> = {
    '.Service.ID': service.id,
    '.Service.Name': service.spec.Name,
    '.Node.ID': task.nodeId,
    '.Node.Hostname': hostname,
    '.Task.ID': task.id,
    '.Task.Name': taskName(swarm, task),
    '.Task.Slot': placeOf(task),
  };
  return (text) => text.replace(/\{\{\s*(\.[\w.]+)\s*\}\}/g, (whole, key: string) => values[key] ?? whole);
}

/** The container of a task. @see moby daemon/cluster/executor/container/container.go */
export function taskContainer(swarm: Swarm, task: TaskRecord): ContainerCreateBody {
  const { ContainerSpec: spec } = task.spec;
  const service = serviceOf(swarm, task);
  const expand = expander(swarm, task, swarm.state.nodes.get(task.nodeId)?.hostname ?? '');
  return {
    Image: spec.Image,
    Labels: {
      ...service.spec.TaskTemplate.ContainerSpec.Labels,
      'com.docker.swarm.node.id': task.nodeId,
      'com.docker.swarm.service.id': service.id,
      'com.docker.swarm.service.name': service.spec.Name,
      'com.docker.swarm.task': '',
      'com.docker.swarm.task.id': task.id,
      'com.docker.swarm.task.name': taskName(swarm, task),
    },
    ...(spec.Command !== undefined && spec.Command.length > 0 && { Entrypoint: spec.Command }),
    ...(spec.Args !== undefined && spec.Args.length > 0 && { Cmd: spec.Args }),
    ...(spec.Hostname !== undefined && { Hostname: expand(spec.Hostname) }),
    Env: (spec.Env ?? []).map(expand),
    ...(spec.Dir !== undefined && { WorkingDir: spec.Dir }),
    ...(spec.User !== undefined && { User: spec.User }),
    ...(spec.StopSignal !== undefined && { StopSignal: spec.StopSignal }),
    ...(spec.Healthcheck !== undefined && { Healthcheck: spec.Healthcheck }),
    Tty: spec.TTY ?? false,
    OpenStdin: spec.OpenStdin ?? false,
    HostConfig: hostConfig(swarm, task, service, expand),
    ...networking(swarm, service),
  };
}

function hostConfig(
  swarm: Swarm,
  task: TaskRecord,
  service: ServiceRecord,
  expand: (text: string) => string,
): Partial<HostConfig> {
  const { ContainerSpec: spec, Resources, LogDriver } = task.spec;
  // What is reserved is for the scheduler only.
  const { Limits } = Resources ?? {};
  const bindings: Record<string, PortBinding[]> = {};
  for (const { PublishMode, Protocol, TargetPort, PublishedPort = 0 } of service.ports) {
    if (PublishMode !== 'host') continue;
    const key = `${TargetPort}/${Protocol}`;
    (bindings[key] ??= []).push({ HostIp: '', HostPort: PublishedPort === 0 ? '' : String(PublishedPort) });
  }
  const [first] = serviceNetworks(swarm, service);
  const { DNSConfig: dns } = spec;
  return {
    NetworkMode: first?.network.name ?? 'bridge',
    PortBindings: bindings,
    ...(spec.Mounts !== undefined && {
      Mounts: spec.Mounts.map((mount) => ({
        ...mount,
        ...(mount.Source !== undefined && { Source: expand(mount.Source) }),
      })),
    }),
    ...(spec.Hosts !== undefined && {
      ExtraHosts: spec.Hosts.map((entry) => entry.split(/\s+/)).map(([address, name]) => `${name}:${address}`),
    }),
    ...(dns?.Nameservers !== undefined && { Dns: dns.Nameservers }),
    ...(dns?.Search !== undefined && { DnsSearch: dns.Search }),
    ...(dns?.Options !== undefined && { DnsOptions: dns.Options }),
    ...(spec.ReadOnly === true && { ReadonlyRootfs: true }),
    ...(spec.Init !== undefined && { Init: spec.Init }),
    ...(spec.Groups !== undefined && { GroupAdd: spec.Groups }),
    ...(spec.Sysctls !== undefined && { Sysctls: spec.Sysctls }),
    ...(spec.CapabilityAdd !== undefined && { CapAdd: spec.CapabilityAdd }),
    ...(spec.CapabilityDrop !== undefined && { CapDrop: spec.CapabilityDrop }),
    ...(spec.Ulimits !== undefined && { Ulimits: spec.Ulimits }),
    ...(Limits?.MemoryBytes !== undefined && { Memory: Limits.MemoryBytes }),
    ...(Limits?.NanoCPUs !== undefined && { NanoCpus: Limits.NanoCPUs }),
    ...(Limits?.Pids !== undefined && { PidsLimit: Limits.Pids }),
    ...(LogDriver !== undefined && {
      LogConfig: { Type: LogDriver.Name ?? 'json-file', Config: LogDriver.Options ?? {} },
    }),
  };
}

function networking(swarm: Swarm, service: ServiceRecord): Pick<ContainerCreateBody, 'NetworkingConfig'> {
  const endpoints: Record<string, Partial<EndpointSettings>> = {};
  for (const { network, aliases } of serviceNetworks(swarm, service)) {
    endpoints[network.name] = { Aliases: aliases.length > 0 ? aliases : null };
  }
  return Object.keys(endpoints).length > 0 ? { NetworkingConfig: { EndpointsConfig: endpoints } } : {};
}

/** Secrets and configs of a task; templates among them are filled in. */
export function swarmFiles(swarm: Swarm, task: TaskRecord): ExtraFile[] {
  const { secrets, configs } = swarm.state;
  const { Secrets = [], Configs = [], Env = [] } = task.spec.ContainerSpec;
  // Files aren't told of the node. @see moby daemon/cluster/executor/container/executor.go Controller
  const expand = expander(swarm, task, '');
  const given = Env.map((entry) => expand(entry).split(/=(.*)/s));
  const secretSpec = (name: string) =>
    secrets.get(Secrets.find(({ File }) => File.Name === name)?.SecretID ?? '')?.spec;
  const configSpec = (name: string) =>
    configs.get(Configs.find(({ File }) => File.Name === name)?.ConfigID ?? '')?.spec;
  const raw = (spec: { readonly Data?: string } | undefined) =>
    spec === undefined ? undefined : fromBase64(spec.Data ?? '');
  const sources = {
    context: expand,
    env: (name: string) => given.find(([key]) => key === name)?.[1],
    secret: (name: string) => raw(secretSpec(name)),
    config: (name: string) => raw(configSpec(name)),
  };
  const file = ({ Name, UID, GID, Mode }: FileTarget, directory: string, spec: KeptSpec | undefined): ExtraFile => ({
    path: Name.startsWith('/') ? Name : `${directory}/${Name}`,
    content:
      spec?.Templating === undefined ? fromBase64(spec?.Data ?? '') : expandFile(fromBase64(spec.Data ?? ''), sources),
    uid: Number(UID),
    gid: Number(GID),
    mode: Mode,
  });
  // One secret is one file on the node: the last one that asks for it says who may read it.
  const last = new Map(Secrets.map(({ SecretID, File }) => [SecretID, File]));
  return [
    ...Secrets.map(({ File, SecretID }) =>
      file({ ...(last.get(SecretID) ?? File), Name: File.Name }, '/run/secrets', secrets.get(SecretID)?.spec),
    ),
    ...Configs.map(({ File, ConfigID }) => file(File, '', configs.get(ConfigID)?.spec)),
  ];
}

type KeptSpec = SecretSpec | ConfigSpec;
