import { isIPv6 } from '../../kernel/net/address.ts';
import { formatAddress6 } from '../../kernel/net/address6.ts';
import type { DnsAnswer, DnsQuestion } from '../../kernel/net/dns.ts';
import type { Listener } from '../../kernel/net/listener.ts';
import { isTaken } from '../../kernel/net/listen.ts';
import type { NetNamespace, Protocol } from '../../kernel/net/namespace.ts';
import { lookUpNetwork } from './find.ts';
import { askHost } from './upstream.ts';
import type { Daemon } from '../daemon.ts';
import type { EndpointRecord } from '../state.ts';

const ADDRESS = '127.0.0.11';
const TTL = 600;

const CHAINS = { out: 'DOCKER_OUTPUT', back: 'DOCKER_POSTROUTING' } as const;

/** The engine's own name server, in the network stack of a container on a user-defined network; once in each. */
export function startResolver(daemon: Daemon, netns: NetNamespace): void {
  const { netfilter } = netns;
  if (netfilter.chain('nat', CHAINS.out) !== undefined) return;
  const here = { destination: { value: `${ADDRESS}/32` } };
  for (const chain of Object.values(CHAINS)) netfilter.addChain('nat', chain);
  netfilter.insert('nat', 'OUTPUT', { ...here, target: { kind: 'jump', chain: CHAINS.out } });
  netfilter.insert('nat', 'POSTROUTING', { ...here, target: { kind: 'jump', chain: CHAINS.back } });
  for (const protocol of ['tcp', 'udp'] as const) {
    const port = listenForNames(daemon, netns, protocol);
    netfilter.insert('nat', CHAINS.out, {
      ...here,
      protocol: { value: protocol },
      matches: [{ kind: protocol, destination: { value: [53, 53] } }],
      target: { kind: 'DNAT', address: ADDRESS, port },
    });
    netfilter.insert('nat', CHAINS.back, {
      source: here.destination,
      protocol: { value: protocol },
      matches: [{ kind: protocol, source: { value: [port, port] } }],
      target: { kind: 'SNAT', address: '', port: 53 },
    });
  }
}

/** Any free port: rules lead from port 53 there. */
function listenForNames(daemon: Daemon, namespace: NetNamespace, protocol: Protocol): number {
  const { random } = daemon.kernel;
  const [first, last] = [32_768, 60_999];
  let port = first + random.below(last - first);
  while (isTaken(namespace, ADDRESS, port, protocol)) port = port === last ? first : port + 1;
  const listener: Listener = {
    namespace,
    protocol,
    address: ADDRESS,
    sockets: [ADDRESS],
    port,
    process: undefined,
    inode: daemon.kernel.nextInode(),
    dns: (question) => answer(daemon, namespace, question),
    close: () => namespace.listeners.delete(listener),
  };
  namespace.listeners.add(listener);
  return port;
}

async function answer(daemon: Daemon, netns: NetNamespace, question: DnsQuestion): Promise<DnsAnswer> {
  const name = question.name.toLowerCase();
  const own = ownEndpoints(daemon, netns);
  const networks = new Set(own.map(({ networkId }) => networkId));
  const records = (data: readonly string[]): DnsAnswer => ({
    code: 'NOERROR',
    records: data.map((each) => ({ name: question.name, type: question.type, data: each, ttl: TTL })),
  });
  if (question.type === 'PTR') {
    const known = nameOf(daemon, networks, addressOf(name));
    if (known !== undefined) return records([known]);
  } else {
    const linked = linkedAddresses(daemon, own, name);
    const found = linked.length > 0 ? linked : addressesOf(daemon, networks, name);
    const addresses = found.length > 0 ? found : (daemon.swarm.resolve?.(networks, name) ?? []);
    if (addresses.length > 0) return records(addresses.filter((each) => isIPv6(each) === (question.type === 'AAAA')));
  }
  return (await askHost(daemon, question)) ?? { code: 'NXDOMAIN', records: [] };
}

/** `2.0.18.172.in-addr.arpa` is 172.18.0.2; of IPv6 each digit stands for itself below `ip6.arpa`. */
function addressOf(name: string): string {
  const [, digits] = /^((?:[0-9a-f]\.){32})ip6\.arpa$/.exec(name) ?? [];
  if (digits !== undefined) return formatAddress6(BigInt(`0x${[...digits.replaceAll('.', '')].reverse().join('')}`));
  return name
    .replace(/\.in-addr\.arpa$/, '')
    .split('.')
    .reverse()
    .join('.');
}

/** `web.lan`: a container and the network that it has an address on. */
function nameOf(daemon: Daemon, networks: ReadonlySet<string>, address: string): string | undefined {
  for (const { name, networks: endpoints } of daemon.state.containers.values()) {
    for (const { networkId, ipAddress, ipv6Address } of Object.values(endpoints)) {
      if ((ipAddress === address || ipv6Address === address) && networks.has(networkId)) {
        return `${name}.${lookUpNetwork(daemon, networkId)?.name ?? ''}`;
      }
    }
  }
  return undefined;
}

/** Places on user-defined networks that reach into a network stack. */
function ownEndpoints(daemon: Daemon, netns: NetNamespace): EndpointRecord[] {
  const own = new Set(
    [...netns.links.values()].flatMap(({ addresses, addresses6 }) =>
      [...addresses, ...addresses6].map(({ address }) => address),
    ),
  );
  const found: EndpointRecord[] = [];
  for (const { networks } of daemon.state.containers.values()) {
    for (const endpoint of Object.values(networks)) {
      if (endpoint.dnsNames !== null && (own.has(endpoint.ipAddress) || own.has(endpoint.ipv6Address)))
        found.push(endpoint);
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
      if (!networks.has(endpoint.networkId)) continue;
      const network = lookUpNetwork(daemon, endpoint.networkId)?.name.toLowerCase() ?? '';
      const isKnown = (known: string) => known.toLowerCase() === name || `${known.toLowerCase()}.${network}` === name;
      if (endpoint.dnsNames?.some(isKnown) === true) {
        found.push(...[endpoint.ipAddress, endpoint.ipv6Address].filter((address) => address !== ''));
      }
    }
  }
  return found;
}
