import type { PortConfig } from '../../api/types/service.ts';
import { BUILT_IN_PLUGINS } from '../built-in-plugins.ts';
import type { MachineFacts } from '../daemon.ts';
import { satisfies, valueOf } from './constraint.ts';
import type { NodeRecord, TaskRecord } from './state.ts';
import { hasEnded, isWanted } from './task-state.ts';

/** A task that still has its place on a node. */
const occupies = (task: TaskRecord, node: NodeRecord): boolean => task.nodeId === node.id && !hasEnded(task.state);

/** A node that takes new tasks. */
export const isOpen = ({ spec, status }: NodeRecord): boolean =>
  spec.Availability === 'active' && status.State === 'ready';

type Filter = readonly [name: string, fits: (node: NodeRecord) => boolean];

/**
 * The node for a task, or why there is none: `no suitable node (scheduling constraints not satisfied on 1 node)`.
 *
 * @param ports published in host mode
 * @see moby swarmkit manager/scheduler/filter.go
 */
export function chooseNode(
  task: TaskRecord,
  nodes: readonly NodeRecord[],
  tasks: readonly TaskRecord[],
  machine: MachineFacts,
  portsOf: (task: TaskRecord) => readonly PortConfig[],
): NodeRecord | string {
  const { Placement = {}, Resources = {} } = task.spec;
  const { NanoCPUs = 0, MemoryBytes = 0 } = Resources.Reservations ?? {};
  const others = tasks.filter((other) => other.id !== task.id);
  const reserved = (node: NodeRecord, key: 'NanoCPUs' | 'MemoryBytes') =>
    others
      .filter((other) => occupies(other, node))
      .reduce((sum, other) => sum + (other.spec.Resources?.Reservations?.[key] ?? 0), 0);
  const wanted = portsOf(task).filter(({ PublishMode }) => PublishMode === 'host');
  const isTaken = (node: NodeRecord, port: PortConfig) =>
    others.some(
      (other) =>
        occupies(other, node) &&
        portsOf(other).some(
          (used) =>
            used.PublishMode === 'host' && used.PublishedPort === port.PublishedPort && used.Protocol === port.Protocol,
        ),
    );
  const filters: readonly Filter[] = [
    ['$ not available for new tasks', isOpen],
    [
      'insufficient resources on $',
      (node) =>
        NanoCPUs <= machine.cpus * 1e9 - reserved(node, 'NanoCPUs') &&
        MemoryBytes <= machine.memory - reserved(node, 'MemoryBytes'),
    ],
    ['missing plugin on $', () => hasPlugins(task)],
    ['scheduling constraints not satisfied on $', (node) => satisfies(node, Placement.Constraints ?? [])],
    ['host-mode port already in use on $', (node) => !wanted.some((port) => port.PublishedPort && isTaken(node, port))],
    [
      'max replicas per node limit exceed',
      (node) =>
        !Placement.MaxReplicas ||
        others.filter((other) => other.serviceId === task.serviceId && occupies(other, node)).length <
          Placement.MaxReplicas,
    ],
  ];
  const failures = new Map<string, number>();
  const fitting = nodes.filter((node) => {
    const failed = filters.find(([, fits]) => !fits(node));
    if (failed !== undefined) failures.set(failed[0], (failures.get(failed[0]) ?? 0) + 1);
    return failed === undefined;
  });
  if (fitting.length === 0) return explain(failures);
  return leastLoaded(task, others, spread(task, others, fitting));
}

/** Every node has the same: those that the engine brings along. */
function hasPlugins({ spec }: TaskRecord): boolean {
  const has = (kind: keyof typeof BUILT_IN_PLUGINS, name: string) =>
    (BUILT_IN_PLUGINS[kind] as readonly string[]).includes(name);
  const log = spec.LogDriver?.Name ?? '';
  const volumes = (spec.ContainerSpec.Mounts ?? []).map(({ VolumeOptions }) => VolumeOptions?.DriverConfig?.Name ?? '');
  return (['', 'none'].includes(log) || has('Log', log)) && volumes.every((name) => name === '' || has('Volume', name));
}

const ofService = (task: TaskRecord, others: readonly TaskRecord[], node: NodeRecord): number =>
  others.filter((other) => other.serviceId === task.serviceId && isWanted(other) && occupies(other, node)).length;

/** Fewest tasks of the service, then fewest tasks, then the node that came first. */
function leastLoaded(task: TaskRecord, others: readonly TaskRecord[], nodes: readonly NodeRecord[]): NodeRecord {
  const load = (node: NodeRecord) =>
    ofService(task, others, node) * 1e6 + others.filter((other) => isWanted(other) && occupies(other, node)).length;
  return nodes.reduce((best, node) => (load(node) < load(best) ? node : best));
}

/** `--placement-pref spread=node.labels.dc`: the nodes of the value that has the fewest tasks, one preference after another. */
function spread(task: TaskRecord, others: readonly TaskRecord[], nodes: readonly NodeRecord[]): readonly NodeRecord[] {
  let left = nodes;
  for (const { Spread } of task.spec.Placement?.Preferences ?? []) {
    const groups = [...Map.groupBy(left, (node) => valueOf(node, Spread.SpreadDescriptor) ?? '').values()];
    const load = (group: readonly NodeRecord[]) => group.reduce((sum, node) => sum + ofService(task, others, node), 0);
    left = groups.reduce((best, group) => (load(group) < load(best) ? group : best));
  }
  return left;
}

function explain(failures: ReadonlyMap<string, number>): string {
  const parts = [...failures].map(([text, count]) => text.replace('$', count === 1 ? '1 node' : `${count} nodes`));
  return `no suitable node${parts.length > 0 ? ` (${parts.join('; ')})` : ''}`;
}
