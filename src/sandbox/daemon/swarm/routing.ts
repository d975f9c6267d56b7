import type { PortConfig } from '../../api/types/service.ts';
import type { PortForward, Protocol } from '../../kernel/net/namespace.ts';
import { lookUpNetwork } from '../network/find.ts';
import type { EndpointRecord } from '../state.ts';
import { withoutPrefix } from './networks.ts';
import type { ServiceRecord } from './state.ts';
import { type Member, memberOf, type Swarm } from './swarm.ts';
import { isWanted } from './task-state.ts';

/** Endpoints of a service's running tasks on one network, wherever they run. */
function taskEndpoints(swarm: Swarm, service: ServiceRecord, networkId: string): EndpointRecord[] {
  return [...swarm.state.tasks.values()].flatMap((task) => {
    if (task.serviceId !== service.id || task.state !== 'running' || !isWanted(task)) return [];
    const { networks = {} } = memberOf(swarm, task)?.daemon.state.containers.get(task.containerId) ?? {};
    return Object.values(networks).filter((endpoint) => endpoint.networkId === networkId && endpoint.ipAddress !== '');
  });
}

/** A rule whose target is another address each time: IPVS with round robin. */
function balanced(addresses: readonly string[], rule: Omit<PortForward, 'address'>): PortForward {
  let turn = 0;
  return {
    ...rule,
    get address() {
      return addresses[turn++ % addresses.length] ?? '';
    },
  };
}

/** Virtual addresses of services, and ports of the routing mesh, as they follow from the tasks that run now. */
export function syncRoutes(swarm: Swarm): void {
  for (const member of swarm.members.values()) {
    for (const undo of member.routes) undo();
    member.routes.clear();
    for (const service of swarm.state.services.values()) {
      for (const { networkId, address } of service.virtualIps)
        routeVirtualIp(swarm, member, service, networkId, withoutPrefix(address));
      for (const port of service.ports) if (port.PublishMode === 'ingress') routePort(swarm, member, service, port);
    }
  }
}

function add({ routes }: Member, forwards: Set<PortForward>, rule: PortForward): void {
  forwards.add(rule);
  routes.add(() => forwards.delete(rule));
}

function routeVirtualIp(
  swarm: Swarm,
  member: Member,
  service: ServiceRecord,
  networkId: string,
  address: string,
): void {
  const network = lookUpNetwork(member.daemon, networkId);
  const balancer = network === undefined ? undefined : member.daemon.network.balancerOf(network);
  if (balancer === undefined) return;
  const addresses = taskEndpoints(swarm, service, networkId).map(({ ipAddress }) => ipAddress);
  if (addresses.length === 0) return;
  for (const protocol of ['tcp', 'udp'] as const) {
    const rule = { protocol, hostAddress: address, hostPort: 0, port: 0 };
    add(member, balancer.namespace.forwards, balanced(addresses, rule));
  }
}

/** Every node answers at a published port; the task may be anywhere. */
function routePort(
  swarm: Swarm,
  member: Member,
  service: ServiceRecord,
  { Protocol: name, TargetPort, PublishedPort = 0 }: PortConfig,
): void {
  const { daemon } = member;
  const ingress = [...daemon.state.networks.values()].find(({ overlay }) => overlay?.ingress === true);
  if (ingress === undefined) return;
  const addresses = taskEndpoints(swarm, service, ingress.id).map(({ ipAddress }) => ipAddress);
  if (addresses.length === 0 || member.ingress === undefined) return;
  const { namespace, address } = member.ingress;
  const rule = { protocol: name as Protocol, hostAddress: '0.0.0.0', hostPort: PublishedPort };
  add(member, daemon.kernel.namespaces.net.forwards, { ...rule, address, port: PublishedPort });
  add(member, namespace.forwards, balanced(addresses, { ...rule, port: TargetPort }));
}

/** Addresses of `web`, its alias, or `tasks.web` on some networks. */
export function resolveService(swarm: Swarm, networks: ReadonlySet<string>, name: string): string[] {
  const isTasks = name.startsWith('tasks.');
  const wanted = isTasks ? name.slice('tasks.'.length) : name;
  for (const service of swarm.state.services.values()) {
    for (const networkId of networks) {
      const aliases = (service.spec.TaskTemplate.Networks ?? [])
        .filter(({ Target }) => lookUpNetwork(swarm.daemon, Target)?.id === networkId)
        .flatMap(({ Aliases = [] }) => Aliases);
      if (![service.spec.Name, ...aliases].some((known) => known.toLowerCase() === wanted)) continue;
      const virtual = service.virtualIps.find((ip) => ip.networkId === networkId);
      if (!isTasks && virtual !== undefined) return [withoutPrefix(virtual.address)];
      const found = taskEndpoints(swarm, service, networkId).map(({ ipAddress }) => ipAddress);
      if (found.length > 0) return found;
    }
  }
  return [];
}
