import type { DnsAnswer, DnsHandler } from '../../kernel/net/dns.ts';
import type { Listener } from '../../kernel/net/listener.ts';
import type { NetNamespace } from '../../kernel/net/namespace.ts';
import { askHost } from './upstream.ts';
import type { Daemon } from '../daemon.ts';
import type { EndpointRecord } from '../state.ts';

const ADDRESS = '127.0.0.11';
const TTL = 600;

/** The engine's own name server, in the network stack of a container on a user-defined network; once in each. */
export function startResolver(daemon: Daemon, netns: NetNamespace): void {
  if ([...netns.listeners].some(({ address, port }) => address === ADDRESS && port === 53)) return;
  const dns: DnsHandler = async (question) => {
    const name = question.name.toLowerCase();
    const own = ownEndpoints(daemon, netns);
    const networks = new Set(own.map(({ networkId }) => networkId));
    const linked = linkedAddresses(daemon, own, name);
    const found = linked.length > 0 ? linked : addressesOf(daemon, networks, name);
    const addresses = found.length > 0 ? found : (daemon.swarm.resolve?.(networks, name) ?? []);
    if (addresses.length > 0 && question.type !== 'A') return { code: 'NOERROR', records: [] };
    if (addresses.length > 0) {
      return {
        code: 'NOERROR',
        records: addresses.map((data) => ({ name: question.name, type: 'A', data, ttl: TTL })),
      };
    }
    const nothing: DnsAnswer = { code: 'NXDOMAIN', records: [] };
    return (await askHost(daemon, question)) ?? nothing;
  };
  const listener: Listener = {
    namespace: netns,
    protocol: 'udp',
    address: ADDRESS,
    port: 53,
    process: undefined,
    inode: daemon.kernel.nextInode(),
    dns,
    close: () => netns.listeners.delete(listener),
  };
  netns.listeners.add(listener);
}

/** Places on user-defined networks that reach into a network stack. */
function ownEndpoints(daemon: Daemon, netns: NetNamespace): EndpointRecord[] {
  const own = new Set([...netns.links.values()].flatMap(({ addresses }) => addresses.map(({ address }) => address)));
  const found: EndpointRecord[] = [];
  for (const { networks } of daemon.state.containers.values()) {
    for (const endpoint of Object.values(networks)) {
      if (endpoint.dnsNames !== null && own.has(endpoint.ipAddress)) found.push(endpoint);
    }
  }
  return found;
}

/** A name that only this container has for another: `web:homepage` of a network's links. */
function linkedAddresses(daemon: Daemon, own: readonly EndpointRecord[], name: string): string[] {
  return own.flatMap(({ links, networkId }) =>
    (links ?? []).flatMap((link) => {
      const [target = '', alias = target] = link.split(':');
      return alias.toLowerCase() === name ? addressesOf(daemon, new Set([networkId]), target.toLowerCase()) : [];
    }),
  );
}

/** Running containers by name, alias or short id. */
function addressesOf(daemon: Daemon, networks: ReadonlySet<string>, name: string): string[] {
  const found: string[] = [];
  for (const { networks: endpoints } of daemon.state.containers.values()) {
    for (const endpoint of Object.values(endpoints)) {
      if (!networks.has(endpoint.networkId) || endpoint.ipAddress === '') continue;
      if (endpoint.dnsNames?.some((known) => known.toLowerCase() === name) === true) found.push(endpoint.ipAddress);
    }
  }
  return found;
}
