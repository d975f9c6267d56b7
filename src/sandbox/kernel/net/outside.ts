import type { NetNamespace } from './namespace.ts';
import type { Network } from './network.ts';

const HOST = '10.0.2.15';
const GATEWAY = '10.0.2.2';
/** Who answers DNS: what the host's /etc/resolv.conf should name. */
export const NAME_SERVER = '10.0.2.3';

/** Plugs `eth0` of the host into a router beyond which there is nothing. @returns the router's stack: servers of the outer world may listen there */
export function connectToOutside(network: Network, host: NetNamespace): NetNamespace {
  const outside = network.createNamespace(0);
  const eth0 = network.addLink(host, 'ether', 'eth0', '52:54:00:12:34:56');
  const port = network.addLink(outside, 'ether', 'lan', '52:54:00:12:35:02');
  eth0.peer = port;
  port.peer = eth0;
  eth0.up = port.up = true;
  eth0.addresses = [{ address: HOST, bits: 24 }];
  port.addresses = [GATEWAY, NAME_SERVER].map((address) => ({ address, bits: 24 }));
  host.addedRoutes.push({ to: 'default', via: GATEWAY, link: eth0, source: HOST, metric: 100, connected: false });
  outside.addedRoutes.push({ to: 'default', link: port, connected: false });
  return (network.outside = outside);
}
