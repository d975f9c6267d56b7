import { ApiError } from '../../api/errors.ts';
import { goBool } from '../../api/go-bool.ts';
import { goQuote } from '../../api/go-quote.ts';
import type { NetworkCreateBody, NetworkCreateResponse } from '../../api/types/network.ts';
import { encode } from '../../kernel/bytes.ts';
import { isIPv6 } from '../../kernel/net/address.ts';
import type { Daemon } from '../daemon.ts';
import { NO_MANAGER } from '../swarm/slot.ts';
import type { NetworkRecord } from '../state.ts';
import { lacksGateway } from './gateway-allocation.ts';
import { checkParent, isParentDriver } from './parent.ts';
import { checkPool, checkSubnets, choosePools } from './pools.ts';

const BUILT_IN = ['bridge', 'host', 'none', 'default'];

/** Octets of a link's name: IFNAMSIZ of Linux, without its end. */
const LONGEST_LINK = 15;

const GATEWAY_MODES = ['', 'nat', 'nat-unprotected', 'routed', 'isolated'];

const refuse = (message: string): never => {
  throw new ApiError('invalid_parameter', message);
};

const SWITCHES = ['default_bridge', 'enable_icc', 'enable_ip_masquerade', 'inhibit_ipv4'];

/** Options of the bridge driver. */
function checkBridge({ state }: Daemon, id: string, { Options, Internal }: NetworkCreateBody): void {
  for (const name of SWITCHES) {
    const option = `com.docker.network.bridge.${name}`;
    const value = Options?.[option];
    if (value === undefined || goBool(value) !== undefined) continue;
    refuse(`failed to parse ${option} value: ${value} (strconv.ParseBool: parsing ${goQuote(value)}: invalid syntax)`);
  }
  const mtu = Options?.['com.docker.network.driver.mtu'];
  if (mtu !== undefined && !/^[-+]?\d+$/.test(mtu)) {
    const why = `strconv.Atoi: parsing ${JSON.stringify(mtu)}: invalid syntax`;
    refuse(`failed to parse com.docker.network.driver.mtu value: ${mtu} (${why})`);
  }
  for (const family of ['ipv4', 'ipv6']) {
    const option = `com.docker.network.bridge.gateway_mode_${family}`;
    const mode = Options?.[option];
    if (mode === 'isolated' && Internal !== true) {
      refuse("gateway mode 'isolated' can only be used for an internal network");
    }
    if (mode === undefined || GATEWAY_MODES.includes(mode)) continue;
    refuse(`failed to parse ${option} value: ${mode} (unknown gateway mode ${mode})`);
  }
  const bridge = Options?.['com.docker.network.bridge.name'];
  if (encode(bridge ?? '').length > LONGEST_LINK) throw new ApiError('internal', 'numerical result out of range');
  const other = [...state.networks.values()].find((network) => bridge !== undefined && network.bridge === bridge);
  if (other === undefined) return;
  throw new ApiError(
    'forbidden',
    `cannot create network ${id} (${bridge ?? ''}): conflicts with network ${other.id} (${other.bridge}): networks have same bridge name`,
  );
}

/** What a network is made of: what was asked for, or what `--config-from` names. */
function configured(daemon: Daemon, body: NetworkCreateBody): NetworkCreateBody {
  const from = body.ConfigFrom?.Network ?? '';
  if (from === '') return body;
  const { Config, Options } = body.IPAM ?? {};
  const given = [...(Config ?? []), ...Object.keys(Options ?? {}), ...Object.keys(body.Options ?? {})];
  if (given.length > 0 || Object.keys(body.Labels ?? {}).length > 0) {
    throw new ApiError(
      'forbidden',
      'user specified configurations are not supported if the network depends on a configuration network',
    );
  }
  const source = [...daemon.state.networks.values()].find(
    ({ name, configOnly }) => name === from && configOnly === true,
  );
  if (source === undefined) throw new ApiError('not_found', `configuration network "${from}" does not exist`);
  const { enableIPv4, enableIPv6, ipam, options, labels } = source;
  return { ...body, EnableIPv4: enableIPv4, EnableIPv6: enableIPv6, IPAM: ipam, Options: options, Labels: labels };
}

/** A network that only keeps a configuration. */
function createConfiguration(daemon: Daemon, body: NetworkCreateBody): NetworkCreateResponse {
  const { kernel, state } = daemon;
  if (body.Internal === true || body.Attachable === true || body.Ingress === true || (body.Scope ?? '') !== '') {
    throw new ApiError(
      'forbidden',
      'configuration network can only contain network specific fields. Network operator fields like [ ingress | internal | attachable | scope ] are not supported.',
    );
  }
  const pools = body.IPAM?.Config ?? [];
  for (const pool of pools) checkPool(pool);
  const id = kernel.random.hex(64);
  state.networks.set(id, {
    id,
    name: body.Name,
    created: kernel.clock.now(),
    driver: 'null',
    enableIPv4: body.EnableIPv4 ?? true,
    enableIPv6: body.EnableIPv6 ?? false,
    internal: body.Internal ?? false,
    attachable: body.Attachable ?? false,
    ipam: {
      Driver: body.IPAM?.Driver || 'default',
      Options: body.IPAM?.Options ?? {},
      Config: pools.length > 0 ? pools : null,
    },
    userSubnet: pools.length > 0,
    configOnly: true,
    options: body.Options ?? {},
    labels: body.Labels ?? {},
    bridge: '',
  });
  daemon.events.log('network', 'create', id, { name: body.Name, type: 'null' });
  return { Id: id, Warning: '' };
}

/** POST /networks/create */
export function createNetwork(daemon: Daemon, asked: NetworkCreateBody): NetworkCreateResponse {
  const { kernel, state } = daemon;
  const body = configured(daemon, asked);
  const { Name, Driver = 'bridge' } = body;
  const driver = Driver === '' ? 'bridge' : Driver;
  if (Name.trim() === '') refuse('invalid name: name is empty');
  if (BUILT_IN.includes(Name))
    throw new ApiError('forbidden', `operation is not permitted on predefined ${Name} network`);
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
  if (body.ConfigOnly === true) return createConfiguration(daemon, body);
  if (isParentDriver(driver)) checkParent(daemon, driver, body);
  else if (driver !== 'bridge') {
    throw new ApiError('not_found', `plugin "${driver}" not found`);
  }
  if (body.Ingress === true) throw new ApiError('forbidden', 'Ingress network can only be global scope network');
  if (body.Scope === 'swarm') {
    throw new ApiError('forbidden', 'cannot create a swarm scoped network when swarm is not active');
  }
  const ipv4 = body.EnableIPv4 ?? true;
  const ipv6 = body.EnableIPv6 ?? false;
  if (!ipv4 && !ipv6) refuse('IPv4 or IPv6 must be enabled');
  const ipam = body.IPAM?.Driver || 'default';
  if (ipam !== 'default') throw new ApiError('not_found', `plugin "${ipam}" not found`);
  const pools = body.IPAM?.Config ?? [];
  const isUsers = (six: boolean) => pools.some(({ Subnet = '' }) => Subnet !== '' && isIPv6(Subnet) === six);
  const id = kernel.random.hex(64);
  checkBridge(daemon, id, body);
  const kind = { driver, internal: body.Internal ?? false, options: body.Options ?? {} };
  const withGateway = { ipv4: !lacksGateway(kind, 'ipv4'), ipv6: !lacksGateway(kind, 'ipv6') };
  const Config = choosePools(daemon, pools, { ipv4, ipv6, withGateway });
  checkSubnets(driver, Config);
  const network: NetworkRecord = {
    id,
    name: Name,
    created: kernel.clock.now(),
    driver,
    enableIPv4: ipv4,
    enableIPv6: ipv6,
    internal: body.Internal ?? false,
    attachable: body.Attachable ?? false,
    ipam: {
      Driver: ipam,
      Options: body.IPAM?.Options ?? (body.IPAM === undefined ? {} : null),
      Config,
    },
    userSubnet: isUsers(false),
    userSubnet6: isUsers(true),
    ...(body.Scope && { scope: body.Scope }),
    ...(body.ConfigFrom?.Network && { configFrom: body.ConfigFrom.Network }),
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
