import type { PortConfig, Service } from '../../api/types/service.ts';
import type { Row, Table } from './formatter.ts';
import { shownImage } from './task.ts';

export const SERVICE_TABLE: Table = {
  typeName: '*service.serviceContext',
  headers: { ID: 'ID', Name: 'NAME', Mode: 'MODE', Replicas: 'REPLICAS', Image: 'IMAGE', Ports: 'PORTS' },
};
const COLUMNS = 'table {{.ID}}\t{{.Name}}\t{{.Mode}}\t{{.Replicas}}\t{{.Image}}\t{{.Ports}}';
const RAW =
  'id: {{.ID}}\nname: {{.Name}}\nmode: {{.Mode}}\nreplicas: {{.Replicas}}\nimage: {{.Image}}\nports: {{.Ports}}\n';

export function serviceFormat(format: string, quiet: boolean): string {
  if (format === '' || format === 'table') return quiet ? '{{.ID}}' : COLUMNS;
  if (format === 'raw') return quiet ? 'id: {{.ID}}' : RAW;
  return format;
}

function modeName({ Spec: { Mode } }: Service): string {
  if (Mode.Global !== undefined) return 'global';
  if (Mode.ReplicatedJob !== undefined) return 'replicated job';
  return Mode.GlobalJob !== undefined ? 'global job' : 'replicated';
}

function replicas({ Spec, ServiceStatus }: Service): string {
  const { RunningTasks = 0, DesiredTasks = 0, CompletedTasks = 0 } = ServiceStatus ?? {};
  const counts = `${RunningTasks}/${DesiredTasks}`;
  const { ReplicatedJob, GlobalJob } = Spec.Mode;
  if (GlobalJob !== undefined) return `${counts} (${CompletedTasks}/${DesiredTasks + CompletedTasks} completed)`;
  if (ReplicatedJob !== undefined) {
    return `${counts} (${CompletedTasks}/${ReplicatedJob.TotalCompletions ?? 1} completed)`;
  }
  const most = Spec.TaskTemplate.Placement?.MaxReplicas ?? 0;
  return most > 0 ? `${counts} (max ${most} per node)` : counts;
}

/** `*:8085->80/tcp, *:8099->81/udp`; neighbours become ranges. */
function shownPorts(ports: readonly PortConfig[]): string {
  const groups: { published: number; target: number; count: number; protocol: string }[] = [];
  const mesh = ports.filter(({ PublishMode }) => PublishMode === 'ingress');
  const sorted = [...mesh].sort((a, b) =>
    a.Protocol < b.Protocol ? -1 : a.Protocol > b.Protocol ? 1 : (a.PublishedPort ?? 0) - (b.PublishedPort ?? 0),
  );
  for (const { PublishedPort = 0, TargetPort, Protocol } of sorted) {
    const last = groups.at(-1);
    const follows =
      last?.protocol === Protocol &&
      last.published + last.count === PublishedPort &&
      last.target + last.count === TargetPort;
    if (last !== undefined && follows) last.count++;
    else groups.push({ published: PublishedPort, target: TargetPort, count: 1, protocol: Protocol });
  }
  const range = (first: number, count: number) => (count === 1 ? String(first) : `${first}-${first + count - 1}`);
  return groups
    .map(
      ({ published, target, count, protocol }) => `*:${range(published, count)}->${range(target, count)}/${protocol}`,
    )
    .join(', ');
}

export function serviceRow(service: Service): Row {
  const { ID, Spec, Endpoint } = service;
  return {
    ID: () => ID.slice(0, 12),
    Name: () => Spec.Name,
    Mode: () => modeName(service),
    Replicas: () => replicas(service),
    Image: () => shownImage(Spec.TaskTemplate.ContainerSpec.Image),
    Ports: () => shownPorts(Endpoint.Ports ?? []),
  };
}
