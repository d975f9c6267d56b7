import { ApiError } from '../../api/errors.ts';
import type { IPAMPool, NetworkCreateBody, NetworkCreateResponse } from '../../api/types/network.ts';
import {
  contains,
  formatAddress,
  formatSubnet,
  parseAddress,
  parseSubnet,
  type Subnet,
} from '../../kernel/net/address.ts';
import type { Daemon } from '../daemon.ts';
import { NO_MANAGER } from '../swarm/slot.ts';
import type { NetworkRecord } from '../state.ts';
import { checkParent, isParentDriver, isRouted } from './parent.ts';

const BUILT_IN = ['bridge', 'host', 'none', 'default'];

const refuse = (message: string): never => {
  throw new ApiError('invalid_parameter', message);
};

/** The engine's address pools: 172.17 to 172.31 of /16, then 192.168 in /20s. */
function* defaultPools(): Generator<Subnet> {
  for (let second = 17; second < 32; second++) yield { base: ((172 << 24) | (second << 16)) >>> 0, bits: 16 };
  for (let third = 0; third < 256; third += 16)
    yield { base: ((192 << 24) | (168 << 16) | (third << 8)) >>> 0, bits: 20 };
}

const overlaps = (a: Subnet, b: Subnet): boolean => contains(a, b.base) || contains(b, a.base);

const usedSubnets = (daemon: Daemon): Subnet[] =>
  [...daemon.state.networks.values()].flatMap(({ ipam }) =>
    (ipam.Config ?? []).flatMap(({ Subnet: text = '' }) => parseSubnet(text) ?? []),
  );

function choosePool(daemon: Daemon, asked: readonly IPAMPool[], withGateway: boolean): IPAMPool {
  const used = usedSubnets(daemon);
  const [pool] = asked;
  if (pool?.Subnet === undefined || pool.Subnet === '') {
    for (const subnet of defaultPools()) {
      if (used.some((other) => overlaps(subnet, other))) continue;
      return { Subnet: formatSubnet(subnet), ...(withGateway && { Gateway: formatAddress(subnet.base + 1) }) };
    }
    throw new ApiError('invalid_parameter', 'all predefined address pools have been fully subnetted');
  }
  const subnet = checkPool(pool);
  if (used.some((other) => overlaps(subnet, other))) {
    throw new ApiError('forbidden', 'invalid pool request: Pool overlaps with other one on this address space');
  }
  // A gateway that nobody asked for is chosen later and not told.
  return pool;
}

const hasNoGateway = (driver: string, { Internal = false, Options }: NetworkCreateBody): boolean =>
  isParentDriver(driver) && (Internal || isRouted({ driver, options: Options ?? {} }));

/** @throws {ApiError} `invalid network config:\ninvalid subnet 10.10.0: invalid CIDR block notation` */
function checkPool({ Subnet: text = '', IPRange = '', Gateway = '', AuxiliaryAddresses = {} }: IPAMPool): Subnet {
  const problems: string[] = [];
  const subnet = /\/\d+$/.test(text) ? parseSubnet(text) : undefined;
  if (subnet === undefined) problems.push(`invalid subnet ${text}: invalid CIDR block notation`);
  else {
    if (formatSubnet(subnet) !== text) problems.push(`invalid subnet ${text}: it should be ${formatSubnet(subnet)}`);
    const inside = (address: string) => {
      const number = parseAddress(address);
      return number === undefined ? undefined : contains(subnet, number);
    };
    const range = IPRange === '' ? undefined : parseSubnet(IPRange);
    if (IPRange !== '' && (range === undefined || !IPRange.includes('/')))
      problems.push(`invalid ip-range ${IPRange}: invalid CIDR block notation`);
    else if (range !== undefined && (!contains(subnet, range.base) || range.bits < subnet.bits)) {
      problems.push(`invalid ip-range ${IPRange}: parent subnet ${text} doesn't contain ip-range`);
    }
    if (Gateway !== '' && inside(Gateway) === undefined) problems.push(`invalid gateway ${Gateway}: invalid address`);
    else if (Gateway !== '' && inside(Gateway) === false)
      problems.push(`invalid gateway ${Gateway}: parent subnet ${text} doesn't contain this address`);
    for (const [name, address] of Object.entries(AuxiliaryAddresses)) {
      if (inside(address) !== true)
        problems.push(`invalid auxiliary address ${name}: parent subnet ${text} doesn't contain this address`);
    }
  }
  if (problems.length > 0) refuse(`invalid network config:\n${problems.join('\n')}`);
  return subnet as Subnet;
}

/** Options of the bridge driver. */
function checkBridge({ state }: Daemon, id: string, { Options }: NetworkCreateBody): void {
  const mtu = Options?.['com.docker.network.driver.mtu'];
  if (mtu !== undefined && !/^[-+]?\d+$/.test(mtu)) {
    const why = `strconv.Atoi: parsing ${JSON.stringify(mtu)}: invalid syntax`;
    refuse(`failed to parse com.docker.network.driver.mtu value: ${mtu} (${why})`);
  }
  const bridge = Options?.['com.docker.network.bridge.name'];
  const other = [...state.networks.values()].find((network) => bridge !== undefined && network.bridge === bridge);
  if (other === undefined) return;
  throw new ApiError(
    'forbidden',
    `cannot create network ${id} (${bridge ?? ''}): conflicts with network ${other.id} (${other.bridge}): networks have same bridge name`,
  );
}

/** POST /networks/create */
export function createNetwork(daemon: Daemon, body: NetworkCreateBody): NetworkCreateResponse {
  const { kernel, state } = daemon;
  const { Name, Driver = 'bridge' } = body;
  const driver = Driver === '' ? 'bridge' : Driver;
  if (Name.trim() === '') refuse('invalid name: name is empty');
  if (BUILT_IN.includes(Name))
    throw new ApiError('forbidden', `operation is not permitted on predefined ${Name} network`);
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(Name)) {
    refuse(`invalid network name "${Name}": only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  }
  if ([...state.networks.values()].some(({ name }) => name === Name)) {
    throw new ApiError('conflict', `network with name ${Name} already exists`);
  }
  if (driver === 'host' || driver === 'null')
    throw new ApiError('forbidden', `only one instance of "${driver}" network is allowed`);
  if (driver === 'overlay') {
    const { createNetwork: createOverlay } = daemon.swarm;
    if (createOverlay === undefined) throw new ApiError('unavailable', NO_MANAGER);
    return createOverlay(body);
  }
  if (isParentDriver(driver)) checkParent(daemon, driver, body);
  else if (driver !== 'bridge') {
    throw new ApiError('not_found', `plugin "${driver}" not found`);
  }
  if (body.EnableIPv6 === true) throw new ApiError('not_implemented', 'drydock: not simulated: --ipv6');
  if (body.ConfigOnly === true) throw new ApiError('not_implemented', 'drydock: not simulated: --config-only');
  if (body.Ingress === true) throw new ApiError('forbidden', 'Ingress network can only be global scope network');
  if (body.Scope === 'swarm') {
    throw new ApiError('forbidden', 'cannot create a swarm scoped network when swarm is not active');
  }
  const asked = body.IPAM?.Config ?? [];
  const id = kernel.random.hex(64);
  checkBridge(daemon, id, body);
  const network: NetworkRecord = {
    id,
    name: Name,
    created: kernel.clock.now(),
    driver,
    enableIPv4: body.EnableIPv4 ?? true,
    enableIPv6: false,
    internal: body.Internal ?? false,
    attachable: body.Attachable ?? false,
    ipam: {
      Driver: body.IPAM?.Driver || 'default',
      Options: body.IPAM?.Options ?? (body.IPAM === undefined ? {} : null),
      Config: [choosePool(daemon, asked, !hasNoGateway(driver, body))],
    },
    userSubnet: (asked[0]?.Subnet ?? '') !== '',
    options: body.Options ?? {},
    labels: body.Labels ?? {},
    bridge: isParentDriver(driver)
      ? (body.Options?.['parent'] ?? `dm-${id.slice(0, 12)}`)
      : (body.Options?.['com.docker.network.bridge.name'] ?? `br-${id.slice(0, 12)}`),
  };
  state.networks.set(id, network);
  daemon.network.addBridge(network);
  daemon.events.log('network', 'create', id, { name: Name, type: driver });
  return { Id: id, Warning: '' };
}
