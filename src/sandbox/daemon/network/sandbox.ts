import { ApiError } from '../../api/errors.ts';
import { decode, encode } from '../../kernel/bytes.ts';
import type { NetNamespace } from '../../kernel/net/namespace.ts';
import type { LiveContainer } from '../container/live.ts';
import { checkLinks, linkHosts } from '../container/links.ts';
import { findContainer, liveOf } from '../container/find.ts';
import { statusOf } from '../container/status.ts';
import type { Daemon } from '../daemon.ts';
import { isTaskContainer } from '../swarm/slot.ts';
import type { ContainerRecord, NetworkRecord } from '../state.ts';
import { startResolver } from './resolver.ts';
import { lookUpNetwork } from './find.ts';
import { BORROWED, PRIVATE } from './conflicts.ts';
import { isParentDriver } from './parent.ts';
import { publishPorts, unpublishPorts } from './ports.ts';

/** The network stack of a container that starts, with its hosts and resolv.conf. */
export function joinNetworks(daemon: Daemon, record: ContainerRecord, live: LiveContainer): NetNamespace {
  const { NetworkMode } = record.hostConfig;
  const [, donorId] = /^container:(.+)$/.exec(NetworkMode) ?? [];
  if (donorId !== undefined) return borrow(daemon, record, donorId);
  checkLinks(daemon, record);
  try {
    return connectAll(daemon, record, live);
  } catch (error) {
    leaveNetworks(daemon, record);
    if (!(error instanceof ApiError)) throw error;
    throw new ApiError(error.kind, `failed to set up container networking: ${error.message}`);
  }
}

/** The network stack of another container, and its host name. */
function borrow(daemon: Daemon, record: ContainerRecord, donorId: string): NetNamespace {
  const donor = donorOf(daemon, donorId);
  if (donor === record) throw new ApiError('invalid_parameter', 'cannot join own network namespace');
  const { runtime } = liveOf(daemon, donor);
  if (runtime === undefined || !donor.state.running) {
    throw new ApiError(
      'conflict',
      `cannot join network namespace of a non running container: container ${donor.name} is ${statusOf(donor.state)}`,
    );
  }
  const { Hostname, Domainname } = donor.config;
  record.config = { ...record.config, Hostname, Domainname };
  return runtime.namespaces.net;
}

function donorOf(daemon: Daemon, donorId: string): ContainerRecord {
  try {
    return findContainer(daemon, donorId);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new ApiError(error.kind, `joining network namespace of container: ${error.message}`);
  }
}

/** A plain container on a network of the swarm. @throws {ApiError} `Could not attach to network x: …` */
function checkAttachable(
  { swarm }: Daemon,
  { id }: ContainerRecord,
  { name, overlay, attachable }: NetworkRecord,
): void {
  if (overlay === undefined || attachable || isTaskContainer(swarm, id)) return;
  throw new ApiError(
    'forbidden',
    `Could not attach to network ${name}: rpc error: code = PermissionDenied desc = network ${name} not manually attachable`,
  );
}

function connectAll(daemon: Daemon, record: ContainerRecord, live: LiveContainer): NetNamespace {
  const { kernel } = daemon;
  const networks = Object.entries(record.networks).map(([name, endpoint]) => {
    const network = lookUpNetwork(daemon, endpoint.networkId === '' ? name : endpoint.networkId);
    const shown = endpoint.networkId === '' ? name : endpoint.networkId;
    if (network === undefined) throw new ApiError('not_found', `network ${shown} not found`);
    checkAttachable(daemon, record, network);
    return { network, endpoint };
  });
  const { NetworkMode } = record.hostConfig;
  if (networks.length > 1 && NetworkMode === 'host') throw new ApiError('conflict', BORROWED);
  if (networks.length > 1 && NetworkMode === 'none') throw new ApiError('forbidden', PRIVATE);
  const host = networks.some(({ network }) => network.driver === 'host');
  if (host && record.hostConfig.NetworkMode !== 'host') {
    throw new ApiError(
      'conflict',
      'cannot connect container to host network - container must be created in host network mode',
    );
  }
  const netns = host ? kernel.namespaces.net : kernel.network.createNamespace(kernel.nextInode());
  if (!host) kernel.network.setLoopbackUp(netns);
  record.sandboxId = kernel.random.hex(64);
  for (const { network, endpoint } of networks) daemon.network.connect(record, network, endpoint, netns);
  const gateway = networks.find(
    ({ network }) => network.bridge !== '' && !network.internal && !isParentDriver(network.driver),
  );
  if (gateway !== undefined)
    publishPorts(daemon, record, gateway.network, gateway.endpoint, daemon.network.outerAddress(gateway.endpoint));
  else record.ports = {};
  const named = networks.filter(({ network }) => network.bridge !== '' && network.name !== 'bridge');
  if (named.length > 0) startResolver(daemon, netns);
  writeNetworkFiles(
    daemon,
    record,
    live,
    networks.map(({ network }) => network),
  );
  return netns;
}

/** The events of a start: the engine connects when the container is there, not when its start fails before. */
export function logConnections(daemon: Daemon, record: ContainerRecord): void {
  for (const endpoint of Object.values(record.networks)) logNetwork(daemon, record, endpoint.networkId, 'connect');
}

function logNetwork(daemon: Daemon, record: ContainerRecord, id: string, action: 'connect' | 'disconnect'): void {
  const network = lookUpNetwork(daemon, id);
  if (network === undefined) return;
  const { name, driver } = network;
  daemon.events.log('network', action, network.id, { container: record.id, name, type: driver });
}

/** Those of one link can't be set before it is there. @throws {ApiError} `interface specific sysctl setting …` */
export function checkSysctls(sysctls: Readonly<Record<string, string>> | null | undefined): void {
  for (const name of Object.keys(sysctls ?? {})) {
    if (!/^net\.ipv[46]\.(?:conf|neigh)\.(?!all\.|default\.)[^.]+\./.test(name)) continue;
    throw new ApiError(
      'invalid_parameter',
      `interface specific sysctl setting "${name}" must be supplied using driver option 'com.docker.network.endpoint.sysctls'`,
    );
  }
}

/** After a change of networks: /etc/hosts and /etc/resolv.conf of a running container. */
export function refreshNetworkFiles(daemon: Daemon, record: ContainerRecord): void {
  const live = daemon.live.get(record.id);
  const networks = Object.values(record.networks).flatMap(({ networkId }) => lookUpNetwork(daemon, networkId) ?? []);
  if (live !== undefined) writeNetworkFiles(daemon, record, live, networks);
}

/** Gives back addresses and ports. The network of a removed one is only forgotten. */
export function leaveNetworks(daemon: Daemon, record: ContainerRecord): void {
  for (const endpoint of Object.values(record.networks)) {
    if (endpoint.endpointId === '') continue;
    unpublishPorts(daemon, endpoint);
    daemon.network.disconnect(endpoint);
    logNetwork(daemon, record, endpoint.networkId, 'disconnect');
  }
  record.ports = {};
  record.sandboxId = '';
}

const HOSTS = `127.0.0.1	localhost
::1	localhost ip6-localhost ip6-loopback
fe00::	ip6-localnet
ff00::	ip6-mcastprefix
ff02::1	ip6-allnodes
ff02::2	ip6-allrouters
`;
const RESOLV_HEAD = `# Generated by Docker Engine.
# This file can be edited; Docker Engine will not make further changes once it
# has been modified.

`;

/** /etc/hosts, /etc/hostname and /etc/resolv.conf. @see moby libnetwork/sandbox_dns_unix.go, internal/resolvconf */
function writeNetworkFiles(
  daemon: Daemon,
  record: ContainerRecord,
  live: LiveContainer,
  networks: readonly NetworkRecord[],
): void {
  const { fs } = daemon.process;
  const { config, hostConfig } = record;
  const read = (path: string) => (fs.exists(path) ? decode(fs.readFile(path)) : '');
  const isHost = networks.some(({ driver }) => driver === 'host');
  const extra = (hostConfig.ExtraHosts ?? []).map((entry) => {
    const [, name, address] = /^([^:]+):(.+)$/.exec(entry) ?? [];
    return `${address === 'host-gateway' ? '172.17.0.1' : address}\t${name}\n`;
  });
  const whole = config.Domainname === '' ? config.Hostname : `${config.Hostname}.${config.Domainname}`;
  const short = config.Domainname === '' ? (whole.split('.', 1)[0] ?? '') : config.Hostname;
  const fullName = short === whole ? whole : `${whole} ${short}`;
  const own = Object.values(record.networks).flatMap(({ ipAddress, ipv6Address }) =>
    [ipAddress, ipv6Address].flatMap((address) => (address === '' ? [] : [`${address}\t${fullName}\n`])),
  );
  const put = (name: string, text: string) => {
    const path = [name];
    if (live.files.stat(path) === undefined) live.files.create(path, { type: 'file', mode: 0o644, uid: 0, gid: 0 });
    live.files.truncate(path, 0);
    live.files.write(path, 0, encode(text));
  };
  put('hostname', `${config.Hostname}\n`);
  put(
    'hosts',
    isHost ? read('/etc/hosts') + extra.join('') : HOSTS + [...extra, ...linkHosts(daemon, record), ...own].join(''),
  );
  put('resolv.conf', resolvConf(read('/etc/resolv.conf'), record, networks));
}

function resolvConf(host: string, record: ContainerRecord, networks: readonly NetworkRecord[]): string {
  const { Dns, DnsSearch, DnsOptions } = record.hostConfig;
  const pick = (keyword: string) =>
    host
      .split('\n')
      .filter((line) => line.startsWith(`${keyword} `))
      .flatMap((line) => line.split(/\s+/).slice(1));
  const servers = (Dns ?? []).length > 0 ? (Dns ?? []) : pick('nameserver');
  const search = (DnsSearch ?? []).length > 0 ? (DnsSearch ?? []) : pick('search');
  const options = (DnsOptions ?? []).length > 0 ? (DnsOptions ?? []) : pick('options');
  const overrides = [
    (Dns ?? []).length > 0 && 'nameservers',
    (DnsSearch ?? []).length > 0 && 'search',
    (DnsOptions ?? []).length > 0 && 'options',
  ].filter((word) => word !== false);
  const isOverride = (DnsOptions ?? []).some((option) => option.startsWith('ndots:'));
  const isNamed = networks.some(({ bridge, name }) => bridge !== '' && name !== 'bridge');
  const lines = [
    ...(isNamed ? ['nameserver 127.0.0.11'] : servers.map((server) => `nameserver ${server}`)),
    ...(search.length > 0 && search.join() !== '.' ? [`search ${search.join(' ')}`] : []),
  ];
  if (isNamed) {
    const ndots = options.some((option) => option.startsWith('ndots:'));
    lines.push(`options ${[...options, ...(ndots ? [] : ['ndots:0'])].join(' ')}`);
    const external = servers.map((server) => ((Dns ?? []).length > 0 ? server : `host(${server})`)).join(' ');
    const tail = ["# Based on host file: '/etc/resolv.conf' (internal resolver)", `# ExtServers: [${external}]`];
    const origin = ndots && !isOverride ? [] : [`# Option ndots from: ${ndots ? 'override' : 'internal'}`];
    return `${RESOLV_HEAD}${[...lines, '', ...tail, `# Overrides: [${overrides.join(' ')}]`, ...origin].join('\n')}\n`;
  }
  if (options.length > 0) lines.push(`options ${options.join(' ')}`);
  const tail = ["# Based on host file: '/etc/resolv.conf' (legacy)", `# Overrides: [${overrides.join(' ')}]`];
  if (isOverride) tail.push('# Option ndots from: override');
  return `${RESOLV_HEAD}${[...lines, '', ...tail].join('\n')}\n`;
}
