import type { MountSpec } from '../../../api/types/volume.ts';
import type {
  ContainerSpec,
  PortConfig,
  ResourceLimits,
  ServiceSpec,
  TaskSpec,
  UpdateConfig,
} from '../../../api/types/service.ts';
import type { Client } from '../../../client/client.ts';
import { UsageError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { withEnvironment } from '../../opts/env.ts';
import type { FlagValues } from '../../opts/flag.ts';
import { toRecord } from '../../opts/label.ts';
import { capability, endpointSpec, findConfigs, findSecrets, shellWords, updateConfig } from './spec.ts';
import type { UPDATE_FLAGS } from './update-flags.ts';

type UpdateFlags = FlagValues<typeof UPDATE_FLAGS>;

/** A list without some of its entries and with others; undefined when nothing is left. */
function changedList<T>(
  before: readonly T[] | undefined,
  remove: readonly string[],
  add: readonly T[],
  key: (item: T) => string,
): readonly T[] | undefined {
  const gone = new Set([...remove, ...add.map(key)]);
  const kept = (before ?? []).filter((item) => !gone.has(key(item)));
  const after = [...kept, ...add];
  return after.length > 0 ? after : undefined;
}

/** By source, then by target; what is removed goes even if it is added. @see docker/cli service/update.go updateMounts */
function changedMounts(
  before: readonly MountSpec[] | undefined,
  remove: readonly string[],
  add: readonly MountSpec[],
): readonly MountSpec[] | undefined {
  if (remove.length === 0 && add.length === 0) return before;
  const added = add.map(({ Target }) => Target);
  if (new Set(added).size < added.length) throw new UsageError('duplicate mount target');
  const kept = (before ?? []).filter(({ Target }) => !added.includes(Target));
  const after = [...kept, ...add].filter(({ Target }) => !remove.includes(Target));
  const order = (a: string, b: string) => Number(a > b) - Number(a < b);
  after.sort((a, b) => order(a.Source ?? '', b.Source ?? '') || order(a.Target, b.Target));
  return after.length > 0 ? after : undefined;
}

const same = (text: string): string => text;
const nameOf = (entry: string): string => entry.split('=', 1)[0] ?? '';

function changedRecord(
  before: Readonly<Record<string, string>> | undefined,
  remove: readonly string[],
  add: readonly string[],
): Record<string, string> {
  const after = { ...before };
  for (const key of remove) delete after[key];
  return { ...after, ...toRecord(add) };
}

/** Fields that are undefined are taken out. */
function compact<T extends object>(value: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}

/** A service's spec with what the flags of `service update` change. @see docker/cli service/update.go */
export async function updatedSpec(
  client: Client,
  io: Io,
  spec: ServiceSpec,
  flags: UpdateFlags,
  changed: ReadonlySet<string>,
): Promise<ServiceSpec> {
  const { TaskTemplate } = spec;
  return compact<ServiceSpec>({
    ...spec,
    Labels: changedRecord(spec.Labels, flags['label-rm'], flags['label-add']),
    Mode: changedMode(spec, flags, changed),
    TaskTemplate: compact<TaskSpec>({
      ...TaskTemplate,
      ContainerSpec: await changedContainer(client, io, TaskTemplate.ContainerSpec, flags, changed),
      Resources: changedResources(TaskTemplate, flags, changed),
      RestartPolicy: changedRestart(TaskTemplate, flags, changed),
      Placement: compact<NonNullable<TaskSpec['Placement']>>({
        ...TaskTemplate.Placement,
        Constraints: changedList(
          TaskTemplate.Placement?.Constraints,
          flags['constraint-rm'],
          flags['constraint-add'],
          same,
        ),
        Preferences: changedList(
          TaskTemplate.Placement?.Preferences,
          flags['placement-pref-rm'].map(({ Spread }) => Spread.SpreadDescriptor),
          flags['placement-pref-add'],
          ({ Spread }) => Spread.SpreadDescriptor,
        ),
        MaxReplicas: changed.has('replicas-max-per-node')
          ? flags['replicas-max-per-node']
          : TaskTemplate.Placement?.MaxReplicas,
      }),
      Networks: await changedNetworks(client, TaskTemplate, flags),
      LogDriver: changed.has('log-driver')
        ? { Name: flags['log-driver'], Options: toRecord(flags['log-opt']) }
        : TaskTemplate.LogDriver,
      ForceUpdate: (TaskTemplate.ForceUpdate ?? 0) + (flags.force ? 1 : 0),
    }),
    UpdateConfig: changedUpdate(spec.UpdateConfig, changed, 'update', {
      parallelism: flags['update-parallelism'],
      delay: flags['update-delay'],
      monitor: flags['update-monitor'],
      failureAction: flags['update-failure-action'],
      maxFailureRatio: flags['update-max-failure-ratio'],
      order: flags['update-order'],
    }),
    RollbackConfig: changedUpdate(spec.RollbackConfig, changed, 'rollback', {
      parallelism: flags['rollback-parallelism'],
      delay: flags['rollback-delay'],
      monitor: flags['rollback-monitor'],
      failureAction: flags['rollback-failure-action'],
      maxFailureRatio: flags['rollback-max-failure-ratio'],
      order: flags['rollback-order'],
    }),
    EndpointSpec: endpointSpec(
      changed.has('endpoint-mode') ? flags['endpoint-mode'] : (spec.EndpointSpec?.Mode ?? 'vip'),
      changedPorts(spec.EndpointSpec?.Ports ?? [], flags['publish-rm'], flags['publish-add'].flat()),
    ),
  });
}

function changedMode({ Mode }: ServiceSpec, flags: UpdateFlags, changed: ReadonlySet<string>): ServiceSpec['Mode'] {
  if (!changed.has('replicas')) return Mode;
  if (Mode.Replicated !== undefined) return { Replicated: { Replicas: flags.replicas } };
  throw new UsageError('replicas can only be used with replicated mode');
}

type UpdateField = Parameters<typeof updateConfig>[0];

function changedUpdate(
  before: UpdateConfig | undefined,
  changed: ReadonlySet<string>,
  prefix: string,
  given: UpdateField,
): UpdateConfig | undefined {
  const has = (name: string) => changed.has(`${prefix}-${name}`);
  return updateConfig({
    parallelism: has('parallelism') ? given.parallelism : (before?.Parallelism ?? 1),
    delay: has('delay') ? given.delay : (before?.Delay ?? 0),
    monitor: has('monitor') ? given.monitor : (before?.Monitor ?? 0),
    failureAction: has('failure-action') ? given.failureAction : (before?.FailureAction ?? ''),
    maxFailureRatio: has('max-failure-ratio') ? given.maxFailureRatio : (before?.MaxFailureRatio ?? 0),
    order: has('order') ? given.order : (before?.Order ?? ''),
  });
}

/** `--publish-rm` names a port by its target: `80`, `80/udp`. */
function changedPorts(
  before: readonly PortConfig[],
  remove: readonly string[],
  add: readonly PortConfig[],
): PortConfig[] {
  const gone = remove.map((text) => {
    const [, target, protocol = 'tcp'] = /(?:^|:)(\d+)(?:\/(\w+))?$/.exec(text) ?? [];
    if (target === undefined) throw new UsageError(`invalid port format for '${text}'`);
    return `${target}/${protocol}`;
  });
  const key = ({ TargetPort, Protocol }: PortConfig) => `${TargetPort}/${Protocol}`;
  const isSame = (a: PortConfig, b: PortConfig) => key(a) === key(b) && a.PublishedPort === b.PublishedPort;
  const kept = before.filter((port) => !gone.includes(key(port)) && !add.some((other) => isSame(port, other)));
  return [...kept, ...add].sort((a, b) => (a.PublishedPort ?? 0) - (b.PublishedPort ?? 0));
}

function changedResources(
  { Resources }: TaskSpec,
  flags: UpdateFlags,
  changed: ReadonlySet<string>,
): NonNullable<TaskSpec['Resources']> {
  const part = (before: ResourceLimits | undefined, word: 'limit' | 'reserve'): ResourceLimits =>
    compact<ResourceLimits>({
      NanoCPUs: changed.has(`${word}-cpu`) ? flags[`${word}-cpu`] : before?.NanoCPUs,
      MemoryBytes: changed.has(`${word}-memory`) ? flags[`${word}-memory`] : before?.MemoryBytes,
      Pids: word === 'limit' && changed.has('limit-pids') ? flags['limit-pids'] : before?.Pids,
    });
  return { Limits: part(Resources?.Limits, 'limit'), Reservations: part(Resources?.Reservations, 'reserve') };
}

function changedRestart(
  { RestartPolicy }: TaskSpec,
  flags: UpdateFlags,
  changed: ReadonlySet<string>,
): NonNullable<TaskSpec['RestartPolicy']> {
  return {
    ...RestartPolicy,
    ...(changed.has('restart-condition') && { Condition: flags['restart-condition'] }),
    ...(changed.has('restart-delay') && { Delay: flags['restart-delay'] }),
    ...(changed.has('restart-max-attempts') && { MaxAttempts: flags['restart-max-attempts'] }),
    ...(changed.has('restart-window') && { Window: flags['restart-window'] }),
  };
}

async function changedNetworks(
  client: Client,
  { Networks }: TaskSpec,
  flags: UpdateFlags,
): Promise<TaskSpec['Networks']> {
  const find = async (name: string) => (await client.networkInspect(name)).Id;
  const remove = await Promise.all(flags['network-rm'].map(find));
  const add = await Promise.all(
    flags['network-add'].map(async ({ target, aliases }) => ({
      Target: await find(target),
      ...(aliases.length > 0 && { Aliases: aliases }),
    })),
  );
  return changedList(Networks, remove, add, ({ Target }) => Target);
}

async function changedContainer(
  client: Client,
  io: Io,
  spec: ContainerSpec,
  flags: UpdateFlags,
  changed: ReadonlySet<string>,
): Promise<ContainerSpec> {
  const given = <T>(name: string, value: T, before: T | undefined): T | undefined =>
    changed.has(name) ? value : before;
  const secrets = await findSecrets(client, flags['secret-add']);
  const configs = await findConfigs(client, flags['config-add']);
  const labels = changedRecord(spec.Labels, flags['container-label-rm'], flags['container-label-add']);
  const [added, dropped] = [flags['cap-add'].map(capability), flags['cap-drop'].map(capability)];
  const sysctls = changedRecord(spec.Sysctls, flags['sysctl-rm'], flags['sysctl-add']);
  const dns = spec.DNSConfig ?? {};
  return compact<ContainerSpec>({
    ...spec,
    Image: changed.has('image') ? flags.image : spec.Image,
    Labels: Object.keys(labels).length > 0 ? labels : undefined,
    Command: given('entrypoint', shellWords(flags.entrypoint), spec.Command),
    Args: given('args', shellWords(flags.args), spec.Args),
    Hostname: given('hostname', flags.hostname, spec.Hostname),
    Env: changedList(
      spec.Env,
      flags['env-rm'],
      flags['env-add'].map((entry) => withEnvironment(entry, io.env)),
      nameOf,
    ),
    Dir: given('workdir', flags.workdir, spec.Dir),
    User: given('user', flags.user, spec.User),
    Groups: changedList(spec.Groups, flags['group-rm'], flags['group-add'], same),
    StopSignal: given('stop-signal', flags['stop-signal'], spec.StopSignal),
    TTY: given('tty', flags.tty, spec.TTY),
    Init: given('init', flags.init, spec.Init),
    ReadOnly: given('read-only', flags['read-only'], spec.ReadOnly),
    Mounts: changedMounts(spec.Mounts, flags['mount-rm'], flags['mount-add']),
    StopGracePeriod: given('stop-grace-period', flags['stop-grace-period'], spec.StopGracePeriod),
    Healthcheck: changedHealth(spec, flags, changed),
    Hosts: changedList(spec.Hosts, flags['host-rm'], flags['host-add'], same),
    DNSConfig: compact<NonNullable<ContainerSpec['DNSConfig']>>({
      Nameservers: changedList(dns.Nameservers, flags['dns-rm'], flags['dns-add'], same),
      Search: changedList(dns.Search, flags['dns-search-rm'], flags['dns-search-add'], same),
      Options: changedList(dns.Options, flags['dns-option-rm'], flags['dns-option-add'], same),
    }),
    Secrets: changedList(spec.Secrets, flags['secret-rm'], secrets, ({ SecretName }) => SecretName),
    Configs: changedList(spec.Configs, flags['config-rm'], configs, ({ ConfigName }) => ConfigName),
    Sysctls: Object.keys(sysctls).length > 0 ? sysctls : undefined,
    CapabilityAdd: changedList(spec.CapabilityAdd, dropped, added, same),
    CapabilityDrop: changedList(spec.CapabilityDrop, added, dropped, same),
    Ulimits: changedList(spec.Ulimits, flags['ulimit-rm'], flags['ulimit-add'], ({ Name }) => Name),
  });
}

function changedHealth(
  { Healthcheck }: ContainerSpec,
  flags: UpdateFlags,
  changed: ReadonlySet<string>,
): ContainerSpec['Healthcheck'] {
  const given = [...changed].some((name) => name.startsWith('health-'));
  if (flags['no-healthcheck']) {
    if (given) throw new UsageError('--no-healthcheck conflicts with --health-* options');
    return { Test: ['NONE'] };
  }
  if (!given) return Healthcheck;
  return {
    ...Healthcheck,
    ...(changed.has('health-cmd') && { Test: flags['health-cmd'] === '' ? [] : ['CMD-SHELL', flags['health-cmd']] }),
    ...(changed.has('health-interval') && { Interval: flags['health-interval'] }),
    ...(changed.has('health-timeout') && { Timeout: flags['health-timeout'] }),
    ...(changed.has('health-start-period') && { StartPeriod: flags['health-start-period'] }),
    ...(changed.has('health-start-interval') && { StartInterval: flags['health-start-interval'] }),
    ...(changed.has('health-retries') && { Retries: flags['health-retries'] }),
  };
}
