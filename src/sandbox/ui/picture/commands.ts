import { shortId, type HostState } from './host-state.ts';

/** What is to be told of a selected thing: its name, the command that shows it, and what that command prints. */
export interface Shown {
  readonly title: string;
  readonly command: string;
  /** Pretty-printed JSON. */
  readonly json: string;
}

/** Undefined when the thing isn't there at this moment. @param key a ThingKey */
export function shownOf(state: HostState, key: string): Shown | undefined {
  const [kind = '', id = ''] = split(key);
  const show = (title: string, command: string, inspect: unknown): Shown => ({
    title,
    command,
    json: JSON.stringify([inspect], undefined, 4),
  });
  switch (kind) {
    case 'container': {
      const container = state.containers.find((one) => one.id === id);
      return container && show(`Container ${container.name}`, `docker inspect ${container.name}`, container.inspect);
    }
    case 'network': {
      const network = state.networks.find((one) => one.id === id);
      return (
        network &&
        show(`Network ${network.name}`, `docker network inspect ${network.name}`, withContainers(state, network))
      );
    }
    case 'volume': {
      const volume = state.volumes.find((one) => one.name === id);
      return volume && show(`Volume ${id}`, `docker volume inspect ${id}`, volume.inspect);
    }
    case 'image': {
      const image = state.images.find((one) => one.id === id);
      return (
        image &&
        show(`Image ${image.name}`, `docker image inspect ${image.tags[0] ?? shortId(image.id)}`, image.inspect)
      );
    }
    case 'bind':
      return bindShown(state, id);
    default:
      return undefined;
  }
}

const split = (key: string): string[] => [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)];

/** GET /networks leaves out who is on the network: GET /networks/{id} tells. */
function withContainers(state: HostState, { name, inspect }: HostState['networks'][number]) {
  const on = state.containers.flatMap((container) => {
    const endpoint = container.inspect.NetworkSettings.Networks?.[name];
    if (endpoint === undefined || container.pid === 0) return [];
    const address = (ip: string, length: number) => (ip === '' ? '' : `${ip}/${length}`);
    return [
      [
        container.id,
        {
          Name: container.name,
          EndpointID: endpoint.EndpointID,
          MacAddress: endpoint.MacAddress,
          IPv4Address: address(endpoint.IPAddress, endpoint.IPPrefixLen),
          IPv6Address: address(endpoint.GlobalIPv6Address, endpoint.GlobalIPv6PrefixLen),
        },
      ] as const,
    ];
  });
  return { ...inspect, Containers: Object.fromEntries(on) };
}

function bindShown(state: HostState, path: string): Shown | undefined {
  const mounts = state.containers.flatMap(({ name, inspect }) =>
    (inspect.Mounts ?? [])
      .filter(({ Type, Source }) => Type === 'bind' && Source === path)
      .map((mount) => ({ name, mount })),
  );
  if (mounts.length === 0) return undefined;
  return {
    title: `${path} on the host`,
    command: `docker inspect --format '{{json .Mounts}}' ${[...new Set(mounts.map(({ name }) => name))].join(' ')}`,
    json: JSON.stringify(
      mounts.map(({ mount }) => mount),
      undefined,
      4,
    ),
  };
}
