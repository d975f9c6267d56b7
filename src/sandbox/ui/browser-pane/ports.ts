import type { HostConnection } from '../host-connection.ts';

/** A TCP port of the host that leads to a container. */
export interface PublishedPort {
  readonly port: number;
  /** Of the container or service. */
  readonly name: string;
}

interface Container {
  readonly Names: readonly string[];
  readonly Ports: readonly { readonly PublicPort?: number; readonly Type: string }[];
}
interface Service {
  readonly Spec: { readonly Name: string };
  readonly Endpoint?: { readonly Ports?: readonly { readonly PublishedPort?: number; readonly Protocol: string }[] };
}

/** Ports that are published now, each once, in their order. */
export async function publishedPorts(connection: HostConnection): Promise<PublishedPort[]> {
  const [containers, services] = await Promise.all([
    ask<Container>(connection, '/containers/json'),
    ask<Service>(connection, '/services'),
  ]);
  const found = new Map<number, string>();
  for (const { Names, Ports } of containers) {
    const name = (Names[0] ?? '').replace(/^\//, '');
    for (const { PublicPort, Type } of Ports)
      if (PublicPort !== undefined && Type === 'tcp') found.set(PublicPort, name);
  }
  for (const { Spec, Endpoint } of services) {
    for (const { PublishedPort, Protocol } of Endpoint?.Ports ?? []) {
      if (PublishedPort !== undefined && Protocol === 'tcp') found.set(PublishedPort, Spec.Name);
    }
  }
  return [...found].map(([port, name]) => ({ port, name })).toSorted((a, b) => a.port - b.port);
}

/** A list of the API; empty where the engine refuses: no swarm, a daemon that is stopped. */
async function ask<Item>(connection: HostConnection, target: string): Promise<readonly Item[]> {
  const { status, text } = await connection.request('GET', target);
  return status === 200 ? (JSON.parse(text) as Item[]) : [];
}
