import type { ContainerView, HostState, NetworkView } from './host-state.ts';

/** How one container reaches another: by these addresses, and by these names where a network answers for them. */
export interface Reach {
  readonly container: ContainerView;
  /** The network between them; `localhost` when they share one stack, `host` by the host's own. */
  readonly by: string;
  readonly address: string;
  readonly names: readonly string[];
}

/** Whom a container can open a connection to, without the way over published ports. One that doesn't run reaches nobody. */
export function reachOf(state: HostState, from: ContainerView): readonly Reach[] {
  if (from.pid === 0) return [];
  const networks = new Map(state.networks.map((network) => [network.name, network]));
  const own = stackOf(state, from);
  return state.containers.flatMap((to): Reach[] => {
    if (to.id === from.id || to.pid === 0) return [];
    const other = stackOf(state, to);
    if (own.id === other.id) return [{ container: to, by: 'localhost', address: '127.0.0.1', names: ['localhost'] }];
    if (own.networkMode === 'host') {
      // The host is the gateway of every bridge; it has no names for them.
      if (other.networkMode === 'host')
        return [{ container: to, by: 'localhost', address: '127.0.0.1', names: ['localhost'] }];
      const first = other.endpoints.find(({ address }) => address !== '');
      return first === undefined ? [] : [{ container: to, by: 'host', address: first.address, names: [] }];
    }
    return other.endpoints.flatMap(({ network, address, names }) => {
      const shared = address !== '' && own.endpoints.some((mine) => mine.network === network && mine.address !== '');
      return shared && connects(networks.get(network)) ? [{ container: to, by: network, address, names }] : [];
    });
  });
}

const connects = (network: NetworkView | undefined): boolean => network?.connects ?? true;

/** The container whose network stack it uses: `--network container:ID`. */
function stackOf({ containers }: HostState, container: ContainerView): ContainerView {
  const [mode, id] = container.networkMode.split(':', 2);
  if (mode !== 'container') return container;
  return containers.find((other) => other.id === id || other.name === id) ?? container;
}
