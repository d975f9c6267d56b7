import {
  keyOf,
  sourceKey,
  statusText,
  type ContainerView,
  type HostState,
  type ProcessView,
  type ThingKey,
} from './host-state.ts';
import { reachOf } from './reach.ts';
import { bytesText } from './units.ts';

/** The picture in words: one thing or one fact, and what belongs to it. */
export interface OutlineItem {
  /** Stays the same from one state to the next. */
  readonly id: string;
  readonly text: string;
  /** Of a thing that can be selected. */
  readonly key?: ThingKey;
  readonly children: readonly OutlineItem[];
}

/** All that the picture shows, as a tree. */
export function outlineOf(state: HostState): readonly OutlineItem[] {
  const section = (name: string, children: readonly OutlineItem[]): OutlineItem => ({
    id: name,
    text: `${name} (${children.length})`,
    children,
  });
  return [
    section(
      'Containers',
      state.containers.map((container) => containerItem(state, container)),
    ),
    section(
      'Networks',
      state.networks.map((network) => {
        const on = state.containers.flatMap((container) =>
          container.endpoints
            .filter((endpoint) => endpoint.network === network.name)
            .map(({ address }) =>
              fact(`network ${network.id} ${container.id}`, [container.name, address].join(' ').trim()),
            ),
        );
        const facts = [
          network.subnet,
          network.gateway && `gateway ${network.gateway}`,
          network.internal && 'internal: no way out',
        ];
        return {
          id: `network ${network.id}`,
          key: keyOf('network', network.id),
          text: [`${network.name}, ${network.driver}`, ...facts.filter(Boolean)].join(', '),
          children: on,
        };
      }),
    ),
    section(
      'Volumes',
      state.volumes.map(({ name, driver, mountpoint }) => ({
        id: `volume ${name}`,
        key: keyOf('volume', name),
        text: `${name}, ${driver}, ${mountpoint}`,
        children: usersOf(state, keyOf('volume', name)),
      })),
    ),
    section(
      'Images',
      state.images.map(({ id, name, size, layers, tags }) => ({
        id: `image ${id}`,
        key: keyOf('image', id),
        text: `${name}, ${bytesText(size)}, ${layers.length} ${layers.length === 1 ? 'layer' : 'layers'}`,
        children: [
          ...tags.slice(1).map((tag) => fact(`image ${id} ${tag}`, `also ${tag}`)),
          ...sharedLayers(state, id),
          ...state.containers
            .filter(({ imageId }) => imageId === id)
            .map((container) => fact(`image ${id} ${container.id}`, `writable layer of ${container.name} on top`)),
        ],
      })),
    ),
  ];
}

const fact = (id: string, text: string, children: readonly OutlineItem[] = []): OutlineItem => ({ id, text, children });

function containerItem(state: HostState, container: ContainerView): OutlineItem {
  const { id, name, image, endpoints, ports, mounts, processes, kernel } = container;
  const item = (what: string, text: string, children?: readonly OutlineItem[]) => fact(`${id} ${what}`, text, children);
  const reached = reachOf(state, container);
  return {
    id: `container ${id}`,
    key: keyOf('container', id),
    text: `${name}: ${statusText(container)}, image ${image}`,
    children: [
      ...(processes.length > 0
        ? [item('processes', `Processes (${processes.length})`, processTree(id, processes))]
        : []),
      ...endpoints.map(({ network, address, names }) =>
        item(
          `on ${network}`,
          `on network ${network}${address && `, ${address}`}${names.length > 0 ? `, as ${names.join(', ')}` : ''}`,
        ),
      ),
      ...ports.map(({ port, hostPort, hostAddresses }) =>
        item(`port ${hostPort} ${port}`, `port ${hostPort} of the host (${hostAddresses.join(', ')}) leads to ${port}`),
      ),
      ...mounts.map(({ type, source, target, readOnly }) =>
        item(`mount ${target}`, `${target} is ${[type, source].join(' ').trim()}${readOnly ? ', read-only' : ''}`),
      ),
      ...(reached.length > 0
        ? [
            item(
              'reaches',
              `Reaches (${reached.length})`,
              reached.map(({ container: to, by, address, names }) =>
                item(
                  `reaches ${to.id} ${by}`,
                  `${to.name} at ${address}${names.length > 0 ? ` or ${names.join(', ')}` : ''}, by ${by}`,
                ),
              ),
            ),
          ]
        : []),
      ...(kernel === undefined
        ? []
        : [
            item('kernel', 'Kernel', [
              ...kernel.namespaces.map(({ type, inode, ofHost }) =>
                item(`ns ${type}`, `${type} namespace ${inode}${ofHost ? ', the host’s' : ''}`),
              ),
              item(
                'cgroup',
                `cgroup ${kernel.cgroup}`,
                Object.entries(kernel.values).map(([file, value]) => item(file, `${file}: ${value}`)),
              ),
            ]),
          ]),
    ],
  };
}

function processTree(id: string, processes: readonly ProcessView[]): OutlineItem[] {
  const inside = new Set(processes.map(({ pid }) => pid));
  const below = (parent: number | undefined): OutlineItem[] =>
    processes
      .filter((one) => (parent === undefined ? !inside.has(one.parent) : one.parent === parent))
      .map(({ pid, insidePid, command }) =>
        fact(`${id} pid ${pid}`, `${insidePid} (${pid} on the host) ${command}`, below(pid)),
      );
  return below(undefined);
}

const usersOf = (state: HostState, key: ThingKey): OutlineItem[] =>
  state.containers.flatMap(({ id, name, mounts }) =>
    mounts
      .filter((mount) => sourceKey(mount) === key)
      .map(({ target, readOnly }) =>
        fact(`${key} ${id} ${target}`, `mounted in ${name} at ${target}${readOnly ? ', read-only' : ''}`),
      ),
  );

function sharedLayers(state: HostState, id: string): OutlineItem[] {
  const own = state.images.find((image) => image.id === id)?.layers ?? [];
  return state.images.flatMap((other) => {
    if (other.id === id) return [];
    const differs = own.findIndex((layer, index) => other.layers[index] !== layer);
    const shared = differs === -1 ? own.length : differs;
    const text = `shares ${shared} ${shared === 1 ? 'layer' : 'layers'} with ${other.name}`;
    return shared === 0 ? [] : [fact(`image ${id} shares ${other.id}`, text)];
  });
}
