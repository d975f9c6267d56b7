import type { Link } from '../../kernel/net/link.ts';
import type { Daemon } from '../daemon.ts';
import type { NetworkRecord } from '../state.ts';

/** Room for the header of VXLAN. */
const MTU = 1450;

/** What the tunnels of an overlay network meet in: it stands for the UDP packets between the nodes. */
export function createSegment({ kernel: { network } }: Daemon): Link {
  const segment = network.addLink(network.createNamespace(0), 'bridge', 'segment');
  segment.up = true;
  return segment;
}

/** Joins an overlay network's bridge on one node with those of the others. */
export function addTunnel(
  { network: driver, kernel }: Daemon,
  network: NetworkRecord,
  segment: Link,
): Link | undefined {
  const bridge = driver.balancerOf(network);
  if (bridge === undefined) return undefined;
  const tunnel = kernel.network.addLink(bridge.namespace, 'ether', 'vxlan0');
  const port = kernel.network.addLink(segment.namespace, 'ether', `port-${tunnel.mac}`);
  tunnel.peer = port;
  port.peer = tunnel;
  tunnel.bridge = bridge;
  port.bridge = segment;
  tunnel.mtu = MTU;
  tunnel.up = port.up = true;
  return tunnel;
}

export function removeTunnel({ kernel }: Daemon, tunnel: Link | undefined): void {
  if (tunnel === undefined) return;
  if (tunnel.peer !== undefined) kernel.network.deleteLink(tunnel.peer);
  kernel.network.deleteLink(tunnel);
}
