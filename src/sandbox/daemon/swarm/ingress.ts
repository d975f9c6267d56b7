import type { NetNamespace } from '../../kernel/net/namespace.ts';
import type { Daemon } from '../daemon.ts';
import type { NetworkRecord } from '../state.ts';
import { prefixOf, withoutPrefix } from './networks.ts';

/** The network stack by which a node's published ports reach tasks on all nodes. */
export interface IngressSandbox {
  readonly namespace: NetNamespace;
  /** On docker_gwbridge: where the host sends what comes to a published port. */
  readonly address: string;
}

/**
 * `ingress-sbox`: one leg on docker_gwbridge, one on the ingress network.
 *
 * @param own its address on the ingress network, with the length of the prefix
 * @see moby libnetwork/service_linux.go
 */
export function createIngressSandbox(
  { kernel, network: driver }: Daemon,
  ingress: NetworkRecord,
  own: string,
): IngressSandbox {
  const bridge = driver.balancerOf(ingress);
  if (bridge === undefined) throw new Error('the ingress network has no bridge');
  const namespace = kernel.network.createNamespace(kernel.nextInode());
  kernel.network.setLoopbackUp(namespace);
  namespace.sysctls.set('ipv4/ip_forward', '1');
  const [outer, inner] = kernel.network.addVethPair(bridge.namespace, `veth${kernel.random.hex(7)}`, namespace, 'eth0');
  outer.bridge = bridge;
  outer.up = inner.up = true;
  inner.addresses = [{ address: withoutPrefix(own), bits: prefixOf(ingress) }];
  const endpoint = { endpointId: `ingress-sbox-${namespace.inode}`, ipAddress: '' };
  driver.connectGateway(endpoint, namespace);
  namespace.netfilter.insert('nat', 'POSTROUTING', { out: { value: 'eth0' }, target: { kind: 'MASQUERADE' } });
  return { namespace, address: driver.outerAddress(endpoint) };
}
