import { ApiError } from '../../api/errors.ts';
import type { PortBinding, PortMap } from '../../api/types/container.ts';
import { isIPv6 } from '../../kernel/net/address.ts';
import type { PortForward, Protocol } from '../../kernel/net/namespace.ts';
import type { Process } from '../../kernel/process.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord, EndpointRecord, NetworkRecord } from '../state.ts';
import { bridged6Of, bridgedOf } from './driver.ts';
import { startProxy } from './proxy.ts';

const EPHEMERAL = { first: 32_768, last: 60_999 };

interface Published {
  readonly key: string;
  readonly binding: PortBinding;
  /** The addresses that it stands at. */
  readonly shown: readonly string[];
  readonly forward: PortForward;
}

const portNumber = (key: string): number => Number(key.split('/', 1)[0]);

/** Where a network publishes what names no address: `--opt com.docker.network.bridge.host_binding_ipv4`. */
const hostBinding = ({ options }: NetworkRecord): string => {
  const address = options['com.docker.network.bridge.host_binding_ipv4'] ?? '';
  return address === '0.0.0.0' ? '' : address;
};

/** Ports of the host that were chosen come first, by number. */
const byHostPort = (a: PortBinding, b: PortBinding): number =>
  Number(isChoice(a)) - Number(isChoice(b)) || Number.parseInt(a.HostPort, 10) - Number.parseInt(b.HostPort, 10) || 0;
const isChoice = ({ HostPort }: PortBinding): boolean => !/^[1-9]\d*$/.test(HostPort);

/** Exposed and published ports, sorted as the engine's map is. */
function wantedPorts(record: ContainerRecord, network: NetworkRecord): [string, readonly PortBinding[]][] {
  const { PortBindings, PublishAllPorts } = record.hostConfig;
  const usual = hostBinding(network);
  const keys = new Set([...Object.keys(record.config.ExposedPorts ?? {}), ...Object.keys(PortBindings ?? {})]);
  return [...keys].sort().map((key) => {
    const bindings = PortBindings?.[key] ?? [];
    const wanted = bindings.length === 0 && PublishAllPorts ? [{ HostIp: '', HostPort: '' }] : bindings;
    return [key, wanted.map((one) => (one.HostIp === '' ? { ...one, HostIp: usual } : one)).sort(byHostPort)];
  });
}

const isAny = (address: string): boolean => address === '0.0.0.0' || address === '::';

/** Any address stands for all of its kind. */
const overlap = (a: string, b: string): boolean => isIPv6(a) === isIPv6(b) && (a === b || isAny(a) || isAny(b));

/** Who has a port of the host: the address that it is published at, or a program that listens. */
function holderOf(
  daemon: Daemon,
  { protocol, hostAddress, addresses }: Wish,
  port: number,
  own: readonly Published[],
): { readonly published: string } | 'listener' | undefined {
  const { net } = daemon.kernel.namespaces;
  const rules = [
    ...[...net.forwards].map((rule) => ({ ...rule, held: [...(rule.holders?.keys() ?? [rule.hostAddress])] })),
    ...own.map(({ forward, shown }) => ({ ...forward, held: shown })),
  ].filter((rule) => rule.protocol === protocol && rule.hostPort === port);
  for (const wanted of addresses) {
    const published = rules.flatMap(({ held }) => held).find((address) => overlap(address, wanted));
    if (published !== undefined) return { published };
  }
  const isHeard = (other: string) => other === hostAddress || other === '0.0.0.0' || hostAddress === '0.0.0.0';
  const listening = [...net.listeners].some(
    (listener) => listener.protocol === protocol && listener.port === port && isHeard(listener.address),
  );
  return listening ? 'listener' : undefined;
}

/**
 * Publishes a container's ports on the host.
 *
 * @throws {ApiError} `driver failed programming external connectivity on endpoint web (ID): Bind for 0.0.0.0:80 failed: port is already allocated`
 */
export function publishPorts(
  daemon: Daemon,
  record: ContainerRecord,
  network: NetworkRecord,
  endpoint: EndpointRecord,
  address: string,
): void {
  const { endpointId } = endpoint;
  const published: Published[] = [];
  const ports: Record<string, PortBinding[] | null> = {};
  for (const [key, bindings] of wantedPorts(record, network)) {
    ports[key] ??= null;
    for (const binding of bindings) {
      const [, name = 'tcp'] = key.split('/');
      const protocol = name as Protocol;
      const hostAddress = binding.HostIp === '' || binding.HostIp === '::' ? '0.0.0.0' : binding.HostIp;
      const target = `${isIPv6(hostAddress) ? `[${hostAddress}]` : hostAddress}:${binding.HostPort}:${address}:${key}`;
      if (hostAddress !== '0.0.0.0' && !daemon.kernel.namespaces.net.isLocal(hostAddress)) {
        throw new ApiError(
          'internal',
          `driver failed programming external connectivity on endpoint ${record.name} (${endpointId}): failed to bind host port for ${target}: cannot assign requested address`,
        );
      }
      const shown = shownAddresses(binding, endpoint);
      const wish = { protocol, hostAddress, addresses: shown, wanted: binding.HostPort };
      const hostPort = choosePort(daemon, record, wish, published, endpointId);
      if (shown.length === 0) continue;
      const holders = new Map<string, Process>();
      const forward = { protocol, hostAddress, hostPort, address, port: portNumber(key), holders };
      published.push({ key, binding, shown, forward });
      ports[key] = [...(ports[key] ?? []), ...shown.map((HostIp) => ({ HostIp, HostPort: String(hostPort) }))];
    }
  }
  for (const { forward, shown } of published) {
    daemon.kernel.namespaces.net.forwards.add(forward);
    for (const ip of shown) forward.holders?.set(ip, startProxy(daemon, forward, ip));
  }
  if (network.overlay === undefined) {
    const forwards = published.map(({ forward }) => forward);
    if (endpoint.ipAddress !== '') daemon.network.firewall.publish(rulesOf(endpoint), bridgedOf(network), forwards);
    if (endpoint.ipv6Address !== '') {
      const sixes = forwards.map((forward) => ({ ...forward, address: endpoint.ipv6Address }));
      daemon.network.firewall6.publish(rulesOf(endpoint), bridged6Of(network), sixes);
    }
  }
  record.ports = ports as PortMap;
}

/** Where a binding listens: what has an address of IPv6 only isn't reached by IPv4. */
function shownAddresses({ HostIp }: PortBinding, { ipAddress, ipv6Address }: EndpointRecord): string[] {
  const isSixOnly = ipAddress === '' && ipv6Address !== '';
  const wanted = HostIp === '' ? ['0.0.0.0', '::'] : [HostIp];
  return wanted.filter((address) => !isSixOnly || isIPv6(address));
}

interface Wish {
  readonly protocol: Protocol;
  readonly hostAddress: string;
  /** Where it will stand: `0.0.0.0` and `::`, or one address. */
  readonly addresses: readonly string[];
  /** '', a port or a range. */
  readonly wanted: string;
}

function choosePort(
  daemon: Daemon,
  record: ContainerRecord,
  wish: Wish,
  own: readonly Published[],
  endpointId: string,
): number {
  const { protocol, hostAddress, wanted } = wish;
  const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(wanted) ?? [];
  const first = from === undefined || Number(from) === 0 ? EPHEMERAL.first : Number(from);
  const last = from === undefined || Number(from) === 0 ? EPHEMERAL.last : Number(to ?? from);
  const start = daemon.state.lastPorts.get(`${protocol}:${first}-${last}`) ?? first - 1;
  const count = last - first + 1;
  for (let step = 1; step <= count; step++) {
    const port = first + ((start - first + step) % count);
    const taken = holderOf(daemon, wish, port, own);
    if (taken === undefined) {
      if (count > 1) daemon.state.lastPorts.set(`${protocol}:${first}-${last}`, port);
      return port;
    }
    if (count > 1) continue;
    const prefix = `driver failed programming external connectivity on endpoint ${record.name} (${endpointId}): `;
    const why =
      taken !== 'listener'
        ? `Bind for ${taken.published}:${port} failed: port is already allocated`
        : `failed to bind host port ${hostAddress}:${port}/${protocol}: address already in use`;
    throw new ApiError('internal', prefix + why);
  }
  throw new ApiError(
    'internal',
    `driver failed programming external connectivity on endpoint ${record.name} (${endpointId}): all ports are allocated`,
  );
}

/** Takes the ports of a place on a network back. */
export function unpublishPorts(daemon: Daemon, endpoint: EndpointRecord): void {
  const { forwards } = daemon.kernel.namespaces.net;
  const outer = daemon.network.outerAddress(endpoint);
  daemon.network.firewall.remove(rulesOf(endpoint));
  daemon.network.firewall6.remove(rulesOf(endpoint));
  for (const forward of [...forwards]) {
    if (forward.address !== outer) continue;
    forwards.delete(forward);
    for (const process of forward.holders?.values() ?? []) process.deliver('KILL');
  }
}

/** The owner of the rules for its ports: they may leave before the endpoint does. */
const rulesOf = ({ endpointId }: EndpointRecord): string => `ports of ${endpointId}`;
