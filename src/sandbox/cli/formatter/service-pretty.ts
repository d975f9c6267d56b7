import type { ContainerSpec, Service, TaskSpec, UpdateConfig } from '../../api/types/service.ts';
import type { Client } from '../../client/client.ts';
import { formatDuration, humanDuration } from '../../api/duration.ts';
import { bytesSize } from './size.ts';
import { labelLines } from './swarm-pretty.ts';

/** Names of networks by their ids. */
export async function networkNames(client: Client): Promise<ReadonlyMap<string, string>> {
  return new Map((await client.networkList()).map(({ Id, Name }) => [Id, Name]));
}

function updateLines(title: string, word: string, config: UpdateConfig | undefined): string[] {
  if (config === undefined) return [];
  return [
    `${title}:`,
    ` Parallelism:\t${config.Parallelism}`,
    ...(config.Delay ? [` Delay:\t\t${formatDuration(config.Delay)}`] : []),
    ` On failure:\t${config.FailureAction ?? 'pause'}`,
    ...(config.Monitor ? [` Monitoring Period: ${formatDuration(config.Monitor)}`] : []),
    ` Max failure ratio: ${config.MaxFailureRatio}`,
    ` ${word} order:${' '.repeat(word === 'Update' ? 6 : 4)}${config.Order ?? 'stop-first'}`,
  ];
}

function modeLines({ Spec: { Mode } }: Service): string[] {
  if (Mode.Global !== undefined) return ['Service Mode:\tGlobal'];
  // The template of 28.5 knows no jobs.
  if (Mode.Replicated === undefined) return ['Service Mode:'];
  return ['Service Mode:\tReplicated', ` Replicas:\t${Mode.Replicated.Replicas ?? 1}`];
}

function logLines({ Name = '', Options = {} }: NonNullable<TaskSpec['LogDriver']>): string[] {
  const options = Object.entries(Options).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    'Log Driver:',
    ` Name:\t\t${Name}`,
    ...(options.length > 0 ? [' LogOpts:'] : []),
    ...options.map(([key, value]) => `  ${key}${value === '' ? '' : `:       ${value}`}`),
    '',
  ];
}

/** Capabilities, kernel parameters and limits of its containers. */
function rightsLines({ CapabilityAdd = [], CapabilityDrop = [], Sysctls = {}, Ulimits = [] }: ContainerSpec): string[] {
  const sysctls = Object.entries(Sysctls).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...(CapabilityAdd.length + CapabilityDrop.length > 0 ? ['Capabilities:'] : []),
    ...(CapabilityAdd.length > 0 ? [` Add: ${CapabilityAdd.join(', ')}`] : []),
    ...(CapabilityDrop.length > 0 ? [` Drop: ${CapabilityDrop.join(', ')}`] : []),
    ...(sysctls.length > 0 ? ['SysCtls:'] : []),
    ...sysctls.map(([name, value]) => ` ${name}${value === '' ? '' : `: ${value}`}`),
    ...(Ulimits.length > 0 ? ['Ulimits:'] : []),
    ...Ulimits.map(({ Name, Soft, Hard }) => ` ${Name}: ${Soft}:${Hard}`),
  ];
}

/** `docker service inspect --pretty`. @see docker/cli service/formatter.go */
export function prettyService(service: Service, networks: ReadonlyMap<string, string>, now: number): string {
  const { ID, Spec, UpdateStatus, Endpoint } = service;
  const { TaskTemplate, UpdateConfig: update, RollbackConfig: rollback } = Spec;
  const { ContainerSpec: spec, Placement, Resources } = TaskTemplate;
  const labels = labelLines(Spec.Labels, ' ');
  const ago = (time: string) => `${humanDuration(now - Date.parse(time))} ago`;
  const constraints = Placement?.Constraints ?? [];
  const preferences = (Placement?.Preferences ?? []).map(({ Spread }) => `spread=${Spread.SpreadDescriptor}`);
  const lines = [
    '',
    `ID:\t\t${ID}`,
    `Name:\t\t${Spec.Name}`,
    ...(labels.length > 0 ? ['Labels:', ...labels] : []),
    ...modeLines(service),
  ];
  if (UpdateStatus !== undefined) {
    lines.push(
      'UpdateStatus:',
      ` State:\t\t${UpdateStatus.State}`,
      ` Started:\t${ago(UpdateStatus.StartedAt)}`,
      ...(UpdateStatus.CompletedAt === undefined ? [] : [` Completed:\t${ago(UpdateStatus.CompletedAt)}`]),
      ` Message:\t${UpdateStatus.Message}`,
    );
  }
  lines.push(
    'Placement:',
    ...(constraints.length > 0 ? [` Constraints:\t[${constraints.join(' ')}]`] : []),
    ...(preferences.length > 0 ? [` Preferences:   [${preferences.join(' ')}]`] : []),
    ...(Placement?.MaxReplicas ? [` Max Replicas Per Node:   ${Placement.MaxReplicas}`] : []),
    ...updateLines('UpdateConfig', 'Update', update),
    ...updateLines('RollbackConfig', 'Rollback', rollback),
    'ContainerSpec:',
    ` Image:\t\t${spec.Image}`,
    ...(spec.Args !== undefined && spec.Args.length > 0 ? [` Args:\t\t${spec.Args.join(' ')} `] : []),
    ...(spec.Env !== undefined && spec.Env.length > 0 ? [` Env:\t\t${spec.Env.join(' ')} `] : []),
    ...(spec.Dir !== undefined ? [` Dir:\t\t${spec.Dir}`] : []),
    ...(spec.Init !== undefined ? [` Init:\t\t${String(spec.Init)}`] : []),
    ...(spec.User !== undefined ? [` User: ${spec.User}`] : []),
    ...rightsLines(spec),
  );
  if (spec.Mounts !== undefined && spec.Mounts.length > 0) {
    lines.push('Mounts:');
    for (const { Target, Source = '', ReadOnly = false, Type } of spec.Mounts) {
      lines.push(
        ` Target:\t${Target}`,
        `  Source:\t${Source}`,
        `  ReadOnly:\t${String(ReadOnly)}`,
        `  Type:\t\t${Type}`,
      );
    }
  }
  if (spec.Configs !== undefined && spec.Configs.length > 0) {
    lines.push('Configs:', ...spec.Configs.flatMap((c) => [` Target:\t${c.File.Name}`, `  Source:\t${c.ConfigName}`]));
  }
  if (spec.Secrets !== undefined && spec.Secrets.length > 0) {
    lines.push('Secrets:', ...spec.Secrets.flatMap((s) => [` Target:\t${s.File.Name}`, `  Source:\t${s.SecretName}`]));
  }
  if (TaskTemplate.LogDriver?.Name) lines.push(...logLines(TaskTemplate.LogDriver));
  lines.push('Resources:');
  for (const [title, limits] of [
    ['Reservations', Resources?.Reservations],
    ['Limits', Resources?.Limits],
  ] as const) {
    const pids = limits && 'Pids' in limits ? (limits.Pids ?? 0) : 0;
    if (limits === undefined || !(limits.NanoCPUs || limits.MemoryBytes || pids > 0)) continue;
    lines.push(
      ` ${title}:`,
      ...(limits.NanoCPUs ? [`  CPU:\t\t${limits.NanoCPUs / 1e9}`] : []),
      ...(limits.MemoryBytes ? [`  Memory:\t${bytesSize(limits.MemoryBytes)}`] : []),
      ...(pids > 0 ? [`  PIDs:\t\t${pids}`] : []),
    );
  }
  const attached = (TaskTemplate.Networks ?? []).map(({ Target }) => networks.get(Target) ?? Target);
  if (attached.length > 0) lines.push(`Networks: ${attached.join(' ')} `);
  lines.push(`Endpoint Mode:\t${Spec.EndpointSpec?.Mode ?? 'vip'}`);
  const ports = Endpoint.Ports ?? [];
  if (ports.length > 0) {
    lines.push('Ports:');
    for (const port of ports) {
      lines.push(
        ` PublishedPort = ${port.PublishedPort ?? 0}`,
        `  Protocol = ${port.Protocol}`,
        `  TargetPort = ${port.TargetPort}`,
        `  PublishMode = ${port.PublishMode} `,
      );
    }
  }
  const health = spec.Healthcheck;
  if (health !== undefined) {
    lines.push(
      ' Healthcheck:',
      `  Interval = ${formatDuration(health.Interval ?? 0)}`,
      `  Retries = ${health.Retries ?? 0}`,
      `  StartPeriod =\t${formatDuration(health.StartPeriod ?? 0)}`,
      `  Timeout =\t${formatDuration(health.Timeout ?? 0)}`,
      ...((health.Test ?? []).length > 0
        ? ['  Tests:', ...(health.Test ?? []).map((test) => `\t Test = ${test}`)]
        : []),
    );
    const last = lines.length - 1;
    if ((health.Test ?? []).length > 0) lines[last] += ' ';
  }
  return `${lines.join('\n')}\n`;
}
