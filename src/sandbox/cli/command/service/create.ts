import type { ContainerSpec, ServiceMode, ServiceSpec, TaskSpec } from '../../../api/types/service.ts';
import type { Client } from '../../../client/client.ts';
import { defineCommand } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import type { FlagValues } from '../../opts/flag.ts';
import { toRecord } from '../../opts/label.ts';
import { readEnvironment } from '../container/parse.ts';
import { CREATE_FLAGS } from './create-flags.ts';
import { waitOnService } from './progress.ts';
import { resolveImage } from './resolve-image.ts';
import { capability, endpointSpec, findConfigs, findSecrets, shellWords, updateConfig } from './spec.ts';

type CreateFlags = FlagValues<typeof CREATE_FLAGS>;

export const serviceCreate = defineCommand({
  use: 'docker service create [OPTIONS] IMAGE [COMMAND] [ARG...]',
  short: 'Create a new service',
  interspersed: false,
  flags: CREATE_FLAGS,
  args: { min: 1 },
  run: async ({ client, io, args, flags, changed }) => {
    const spec = await serviceSpec(client, io, args, flags, changed);
    const { template, warnings } = flags['no-resolve-image']
      ? { template: spec.TaskTemplate, warnings: [] }
      : await resolveImage(client, spec.TaskTemplate);
    const { ID, Warnings = [] } = await client.serviceCreate({ ...spec, TaskTemplate: template });
    for (const warning of [...Warnings, ...warnings]) await io.err(`${warning}\n`);
    await io.out(`${ID}\n`);
    if (!flags.detach) await waitOnService(client, io, ID, flags.quiet);
  },
});

async function serviceSpec(
  client: Client,
  io: Io,
  args: readonly string[],
  flags: CreateFlags,
  changed: ReadonlySet<string>,
): Promise<ServiceSpec> {
  const mode = serviceMode(flags, changed);
  const isJob = mode.ReplicatedJob !== undefined || mode.GlobalJob !== undefined;
  if (isJob && [...changed].some((name) => /^(?:update|rollback)-/.test(name))) {
    throw new UsageError('update and rollback configuration is not supported for jobs');
  }
  // The real client finds networks, secrets and configs before it sends anything.
  const networks = [];
  for (const { target, aliases, driverOptions } of flags.network) {
    const { Id } = await client.networkInspect(target, { scope: 'swarm' });
    networks.push({
      Target: Id,
      ...(aliases.length > 0 && { Aliases: aliases }),
      ...(Object.keys(driverOptions).length > 0 && { DriverOpts: driverOptions }),
    });
  }
  const spec: TaskSpec = {
    ContainerSpec: await containerSpec(client, io, args, flags, changed),
    Resources: {
      Limits: {
        ...(flags['limit-cpu'] !== 0 && { NanoCPUs: flags['limit-cpu'] }),
        ...(flags['limit-memory'] > 0 && { MemoryBytes: flags['limit-memory'] }),
        ...(flags['limit-pids'] > 0 && { Pids: flags['limit-pids'] }),
      },
      Reservations: {
        ...(flags['reserve-cpu'] !== 0 && { NanoCPUs: flags['reserve-cpu'] }),
        ...(flags['reserve-memory'] > 0 && { MemoryBytes: flags['reserve-memory'] }),
      },
    },
    RestartPolicy: {
      Condition: flags['restart-condition'] || 'any',
      Delay: changed.has('restart-delay') ? flags['restart-delay'] : 5e9,
      MaxAttempts: flags['restart-max-attempts'],
      ...(flags['restart-window'] > 0 && { Window: flags['restart-window'] }),
    },
    Placement: {
      ...(flags.constraint.length > 0 && { Constraints: flags.constraint }),
      ...(flags['placement-pref'].length > 0 && { Preferences: flags['placement-pref'] }),
      ...(flags['replicas-max-per-node'] > 0 && { MaxReplicas: flags['replicas-max-per-node'] }),
    },
    ...(networks.length > 0 && { Networks: networks }),
    ...(flags['log-driver'] !== '' && {
      LogDriver: { Name: flags['log-driver'], Options: toRecord(flags['log-opt']) },
    }),
    ForceUpdate: 0,
    Runtime: 'container',
  };
  return {
    Name: flags.name,
    Labels: toRecord(flags.label),
    TaskTemplate: spec,
    Mode: mode,
    UpdateConfig: updateConfig({
      parallelism: changed.has('update-parallelism') ? flags['update-parallelism'] : 1,
      delay: flags['update-delay'],
      monitor: flags['update-monitor'],
      failureAction: flags['update-failure-action'],
      maxFailureRatio: flags['update-max-failure-ratio'],
      order: flags['update-order'],
    }),
    RollbackConfig: updateConfig({
      parallelism: changed.has('rollback-parallelism') ? flags['rollback-parallelism'] : 1,
      delay: flags['rollback-delay'],
      monitor: flags['rollback-monitor'],
      failureAction: flags['rollback-failure-action'],
      maxFailureRatio: flags['rollback-max-failure-ratio'],
      order: flags['rollback-order'],
    }),
    EndpointSpec: endpointSpec(flags['endpoint-mode'], flags.publish.flat()),
  };
}

function serviceMode(flags: CreateFlags, changed: ReadonlySet<string>): ServiceMode {
  const replicas = changed.has('replicas') ? flags.replicas : 1;
  const refuseConcurrent = () => {
    if (changed.has('max-concurrent')) throw new UsageError('max-concurrent can only be used with replicated-job mode');
  };
  switch (flags.mode) {
    case 'replicated':
      refuseConcurrent();
      return { Replicated: { Replicas: replicas } };
    case 'replicated-job':
      return {
        ReplicatedJob: {
          MaxConcurrent: changed.has('max-concurrent') ? flags['max-concurrent'] : replicas,
          TotalCompletions: replicas,
        },
      };
    case 'global':
    case 'global-job':
      if (changed.has('replicas'))
        throw new UsageError('replicas can only be used with replicated or replicated-job mode');
      if (flags['replicas-max-per-node'] > 0) {
        throw new UsageError('replicas-max-per-node can only be used with replicated or replicated-job mode');
      }
      refuseConcurrent();
      return flags.mode === 'global-job' ? { GlobalJob: {} } : { Global: {} };
    default:
      throw new UsageError(`Unknown mode: ${flags.mode}, only replicated and global supported`);
  }
}

async function containerSpec(
  client: Client,
  io: Io,
  [image = '', ...command]: readonly string[],
  flags: CreateFlags,
  changed: ReadonlySet<string>,
): Promise<ContainerSpec> {
  const labels = toRecord(flags['container-label']);
  const env = await readEnvironment(flags['env-file'], flags.env, io);
  const secrets = await findSecrets(client, flags.secret);
  const configs = await findConfigs(client, flags.config);
  const health = healthcheck(flags, changed);
  return {
    Image: image,
    ...(Object.keys(labels).length > 0 && { Labels: labels }),
    ...(flags.entrypoint !== '' && { Command: shellWords(flags.entrypoint) }),
    ...(command.length > 0 && { Args: command }),
    ...(flags.hostname !== '' && { Hostname: flags.hostname }),
    ...(env.length > 0 && { Env: env }),
    ...(flags.workdir !== '' && { Dir: flags.workdir }),
    ...(flags.user !== '' && { User: flags.user }),
    ...(flags.group.length > 0 && { Groups: flags.group }),
    ...(flags['stop-signal'] !== '' && { StopSignal: flags['stop-signal'] }),
    ...(flags.tty && { TTY: true }),
    ...(flags['read-only'] && { ReadOnly: true }),
    Init: flags.init,
    ...(flags.mount.length > 0 && { Mounts: flags.mount }),
    StopGracePeriod: changed.has('stop-grace-period') ? flags['stop-grace-period'] : 10e9,
    ...(health !== undefined && { Healthcheck: health }),
    ...(flags.host.length > 0 && { Hosts: flags.host }),
    DNSConfig: {
      ...(flags.dns.length > 0 && { Nameservers: flags.dns }),
      ...(flags['dns-search'].length > 0 && { Search: flags['dns-search'] }),
      ...(flags['dns-option'].length > 0 && { Options: flags['dns-option'] }),
    },
    ...(secrets.length > 0 && { Secrets: secrets }),
    ...(configs.length > 0 && { Configs: configs }),
    Isolation: 'default',
    ...(flags.sysctl.length > 0 && { Sysctls: toRecord(flags.sysctl) }),
    ...(flags['cap-add'].length > 0 && { CapabilityAdd: flags['cap-add'].map(capability) }),
    ...(flags['cap-drop'].length > 0 && { CapabilityDrop: flags['cap-drop'].map(capability) }),
    ...(flags.ulimit.length > 0 && { Ulimits: flags.ulimit }),
  };
}

function healthcheck(flags: CreateFlags, changed: ReadonlySet<string>): ContainerSpec['Healthcheck'] {
  const given = [...changed].some((name) => name.startsWith('health-'));
  if (flags['no-healthcheck']) {
    if (given) throw new UsageError('--no-healthcheck conflicts with --health-* options');
    return { Test: ['NONE'] };
  }
  if (!given) return undefined;
  return {
    ...(flags['health-cmd'] !== '' && { Test: ['CMD-SHELL', flags['health-cmd']] }),
    ...(flags['health-interval'] > 0 && { Interval: flags['health-interval'] }),
    ...(flags['health-timeout'] > 0 && { Timeout: flags['health-timeout'] }),
    ...(flags['health-start-period'] > 0 && { StartPeriod: flags['health-start-period'] }),
    ...(flags['health-start-interval'] > 0 && { StartInterval: flags['health-start-interval'] }),
    ...(flags['health-retries'] !== 0 && { Retries: flags['health-retries'] }),
  };
}
