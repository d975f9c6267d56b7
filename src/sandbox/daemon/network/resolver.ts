import type { DnsAnswer, DnsHandler } from '../../kernel/net/dns.ts';
import type { Listener } from '../../kernel/net/listener.ts';
import type { NetNamespace } from '../../kernel/net/namespace.ts';
import { askHost } from './upstream.ts';
import type { Daemon } from '../daemon.ts';
import type { NetworkRecord } from '../state.ts';

const ADDRESS = '127.0.0.11';
const TTL = 600;

/** The engine's own name server, in the network stack of a container on a user-defined network. */
export function startResolver(daemon: Daemon, netns: NetNamespace, networks: readonly NetworkRecord[]): void {
  const dns: DnsHandler = async (question) => {
    const name = question.name.toLowerCase();
    const addresses = question.type === 'A' ? addressesOf(daemon, networks, name) : [];
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

/** Running containers by name, alias or short id. */
function addressesOf(daemon: Daemon, networks: readonly NetworkRecord[], name: string): string[] {
  const found: string[] = [];
  for (const network of networks) {
    for (const { networks: endpoints } of daemon.state.containers.values()) {
      for (const endpoint of Object.values(endpoints)) {
        if (endpoint.networkId !== network.id || endpoint.ipAddress === '') continue;
        if (endpoint.dnsNames?.some((known) => known.toLowerCase() === name) === true) found.push(endpoint.ipAddress);
      }
    }
  }
  return found;
}
