import type { PortConfig } from '../../api/types/service.ts';
import type { PortForward, Protocol } from '../../kernel/net/namespace.ts';
import { lookUpNetwork } from '../network/find.ts';
import type { EndpointRecord } from '../state.ts';
import { withoutPrefix } from './networks.ts';
import type { ServiceRecord } from './state.ts';
import type { Swarm } from './swarm.ts';
import { isWanted } from './task-state.ts';

/** Endpoints of a service's running tasks on one network. */
export function taskEndpoints(swarm: Swarm, service: ServiceRecord, networkId: string): EndpointRecord[] {
  const { daemon, state } = swarm;
  return [...state.tasks.values()].flatMap((task) => {
    if (task.serviceId !== service.id || task.state !== 'running' || !isWanted(task)) return [];
    const { networks = {} } = daemon.state.containers.get(task.containerId) ?? {};
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
  for (const undo of swarm.routes) undo();
  swarm.routes.clear();
  for (const service of swarm.state.services.values()) {
    for (const { networkId, address } of service.virtualIps)
      routeVirtualIp(swarm, service, networkId, withoutPrefix(address));
    for (const port of service.ports) if (port.PublishMode === 'ingress') routePort(swarm, service, port);
  }
}

function add(swarm: Swarm, forwards: Set<PortForward>, rule: PortForward): void {
  forwards.add(rule);
  swarm.routes.add(() => forwards.delete(rule));
}

function routeVirtualIp(swarm: Swarm, service: ServiceRecord, networkId: string, address: string): void {
  const network = lookUpNetwork(swarm.daemon, networkId);
  const balancer = network === undefined ? undefined : swarm.daemon.network.balancerOf(network);
  if (balancer === undefined) return;
  const addresses = taskEndpoints(swarm, service, networkId).map(({ ipAddress }) => ipAddress);
  if (addresses.length === 0) return;
  for (const protocol of ['tcp', 'udp'] as const) {
    const rule = { protocol, hostAddress: address, hostPort: 0, port: 0 };
    add(swarm, balancer.namespace.forwards, balanced(addresses, rule));
  }
}

/** Every node answers at a published port; the task may be anywhere. */
function routePort(
  swarm: Swarm,
  service: ServiceRecord,
  { Protocol: name, TargetPort, PublishedPort = 0 }: PortConfig,
): void {
  const { daemon } = swarm;
  const ingress = [...daemon.state.networks.values()].find(({ overlay }) => overlay?.ingress === true);
  if (ingress === undefined) return;
  const addresses = taskEndpoints(swarm, service, ingress.id).map((endpoint) => daemon.network.outerAddress(endpoint));
  if (addresses.length === 0) return;
  const rule = { protocol: name as Protocol, hostAddress: '0.0.0.0', hostPort: PublishedPort, port: TargetPort };
  add(swarm, daemon.kernel.namespaces.net.forwards, balanced(addresses, rule));
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
