import type { ServiceSpec } from '../../api/types/service.ts';

/** Fields in the order of moby's structs, in which JSON shows them. @see moby api/types/swarm */
const ORDER = {
  service: 'Name Labels TaskTemplate Mode UpdateConfig RollbackConfig Networks EndpointSpec',
  task: 'ContainerSpec Resources RestartPolicy Placement Networks LogDriver ForceUpdate Runtime',
  container:
    'Image Labels Command Args Hostname Env Dir User Groups Init StopSignal TTY OpenStdin ReadOnly Mounts StopGracePeriod Healthcheck Hosts DNSConfig Secrets Configs Isolation Sysctls CapabilityAdd CapabilityDrop Ulimits',
  placement: 'Constraints Preferences MaxReplicas Platforms',
  restart: 'Condition Delay MaxAttempts Window',
} as const;

/** The same object; keys that the order doesn't know come last. */
function inOrder<T extends object>(kind: keyof typeof ORDER, value: T): T {
  const rank = new Map(ORDER[kind].split(' ').map((name, index) => [name, index]));
  const entries = Object.entries(value).sort(([a], [b]) => (rank.get(a) ?? rank.size) - (rank.get(b) ?? rank.size));
  return Object.fromEntries(entries) as T;
}

/** A service's spec as the engine gives it back. */
export function orderedSpec(spec: ServiceSpec): ServiceSpec {
  const { ContainerSpec, Placement, RestartPolicy } = spec.TaskTemplate;
  const task = {
    ...spec.TaskTemplate,
    ContainerSpec: inOrder('container', ContainerSpec),
    ...(Placement !== undefined && { Placement: inOrder('placement', Placement) }),
    ...(RestartPolicy !== undefined && { RestartPolicy: inOrder('restart', RestartPolicy) }),
  };
  return inOrder('service', { ...spec, TaskTemplate: inOrder('task', task) });
}
