import { keyOf, sourceKey, type ContainerView, type HostState } from './host-state.ts';
import { reachOf } from './reach.ts';

/** Keys of what belongs to a thing: a container's networks, volumes, image and whom it reaches; the containers of all else. */
export function relatedTo(state: HostState, key: string): ReadonlySet<string> {
  const container = state.containers.find(({ id }) => keyOf('container', id) === key);
  if (container !== undefined) {
    return new Set([
      ...partsOf(state, container),
      ...reachOf(state, container).map((to) => keyOf('container', to.container.id)),
    ]);
  }
  const users = state.containers.filter((one) => partsOf(state, one).includes(key));
  return new Set(users.map(({ id }) => keyOf('container', id)));
}

function partsOf(state: HostState, { endpoints, mounts, imageId }: ContainerView): string[] {
  const on = state.networks.filter(({ name }) => endpoints.some(({ network }) => network === name));
  return [
    ...on.map(({ id }) => keyOf('network', id)),
    ...mounts.flatMap((mount) => sourceKey(mount) ?? []),
    keyOf('image', imageId),
  ];
}
