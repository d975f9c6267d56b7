import { ApiError } from '../../api/errors.ts';
import { bytesToBase64 } from '../../api/base64-bytes.ts';
import type { NodeAvailability } from '../../api/types/node.ts';
import type { SwarmInitBody, SwarmJoinBody, SwarmSpec } from '../../api/types/swarm.ts';
import type { Daemon } from '../daemon.ts';
import { checkOverlayUnused, createOverlay, ensureGatewayBridge, isAddress } from './networks.ts';
import { reconcile } from './reconcile.ts';
import { resolveService } from './routing.ts';
import { newId, randomDigits, type Swarm } from './swarm.ts';
import { swarmInfo } from './view.ts';

const PORT = 2377;
const ALREADY =
  'This node is already part of a swarm. Use "docker swarm leave" to leave this swarm and join another one.';

const invalid = (message: string) => new ApiError('invalid_parameter', message);

/** An address, or that of an interface of the host, with its port. */
function readAddress(daemon: Daemon, text: string, complaint: string): { host: string; port: number } {
  const [, host = text, port] = /^(.*?)(?::(\d+))?$/.exec(text) ?? [];
  const link = daemon.kernel.namespaces.net.links.get(host);
  const address = isAddress(host) ? host : link?.addresses[0]?.address;
  if (address === undefined) throw invalid(complaint);
  return { host: address, port: port === undefined ? PORT : Number(port) };
}

/** What is advertised when nobody says it: the only address of the host that isn't Docker's own. */
function ownAddress(daemon: Daemon): string {
  const { net } = daemon.kernel.namespaces;
  const { link } = net.routeTo('192.0.2.1') ?? {};
  const address = link?.addresses[0]?.address;
  if (address === undefined) {
    throw invalid(
      'could not choose an IP address to advertise since this system has no addresses - specify one with --advertise-addr',
    );
  }
  return address;
}

/** @see moby swarmkit api defaults */
export const DEFAULT_SPEC: SwarmSpec = {
  Name: 'default',
  Labels: {},
  Orchestration: { TaskHistoryRetentionLimit: 5 },
  Raft: {
    SnapshotInterval: 10_000,
    KeepOldSnapshots: 0,
    LogEntriesForSlowFollowers: 500,
    ElectionTick: 10,
    HeartbeatTick: 1,
  },
  Dispatcher: { HeartbeatPeriod: 5e9 },
  CAConfig: { NodeCertExpiry: 7_776_000e9 },
  TaskDefaults: {},
  EncryptionConfig: { AutoLockManagers: false },
};

/** A spec with what is left out as it was. */
export const completeSpec = (before: SwarmSpec, given: Partial<SwarmSpec> = {}): SwarmSpec => ({
  ...before,
  ...given,
  Name: 'default',
  Labels: given.Labels ?? before.Labels,
  Orchestration: { ...before.Orchestration, ...given.Orchestration },
  Raft: { ...before.Raft, ...given.Raft },
  Dispatcher: { ...before.Dispatcher, ...given.Dispatcher },
  CAConfig: { ...before.CAConfig, ...given.CAConfig },
  EncryptionConfig: { ...before.EncryptionConfig, ...given.EncryptionConfig },
});

/** A token to join with: the digest of the root certificate, and a secret. */
export const newToken = (daemon: Daemon, root: string): string => `SWMTKN-1-${root}-${randomDigits(daemon, 25)}`;

export const newUnlockKey = ({ kernel }: Daemon): string =>
  `SWMKEY-1-${bytesToBase64(kernel.random.bytes(32)).replace(/=+$/, '')}`;

/** Octets that look like a certificate; nobody here checks a signature. */
function certificate({ kernel }: Daemon): string {
  const lines = bytesToBase64(kernel.random.bytes(366)).match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** POST /swarm/init @returns the node's id */
export function initSwarm(daemon: Daemon, body: SwarmInitBody): string {
  if (daemon.swarm.current !== undefined && body.ForceNewCluster !== true) throw new ApiError('unavailable', ALREADY);
  if (daemon.swarm.current !== undefined) return daemon.swarm.current.state.nodeId;
  const listen = body.ListenAddr || '0.0.0.0:2377';
  readAddress(daemon, listen, 'listen address must be an IP address or network interface (with optional port number)');
  const advertised =
    body.AdvertiseAddr === undefined || body.AdvertiseAddr === ''
      ? { host: ownAddress(daemon), port: PORT }
      : readAddress(
          daemon,
          body.AdvertiseAddr,
          'advertise address must be a non-zero IP address or network interface (with optional port number)',
        );
  const root = randomDigits(daemon, 50);
  const now = daemon.kernel.clock.now();
  const nodeId = newId(daemon);
  const spec = completeSpec(DEFAULT_SPEC, body.Spec);
  const times = { created: now, updated: now };
  const swarm: Swarm = {
    daemon,
    state: {
      nodeId,
      cluster: {
        id: newId(daemon),
        ...times,
        version: 10,
        spec,
        tokens: { Worker: newToken(daemon, root), Manager: newToken(daemon, root) },
        unlockKey: spec.EncryptionConfig.AutoLockManagers ? newUnlockKey(daemon) : '',
        caCertificate: certificate(daemon),
        caPublicKey: bytesToBase64(daemon.kernel.random.bytes(91)),
        addrPool: body.DefaultAddrPool ?? [],
        subnetSize: body.SubnetSize || 24,
        dataPathPort: body.DataPathPort || 4789,
      },
      nodes: new Map([
        [
          nodeId,
          {
            id: nodeId,
            ...times,
            version: 9,
            spec: {
              Labels: {},
              Role: 'manager',
              Availability: (body.Availability || 'active') as NodeAvailability,
            },
            hostname: daemon.machine.hostname,
            address: advertised.host,
            managerAddress: `${advertised.host}:${advertised.port}`,
          },
        ],
      ]),
      services: new Map(),
      tasks: new Map(),
      secrets: new Map(),
      configs: new Map(),
      index: 10,
      lastVxlan: 4095,
    },
    agents: new Set(),
    updates: new Map(),
    listeners: new Set(),
    routes: new Set(),
    over: false,
    due: false,
    reconcile: () => reconcile(swarm),
  };
  daemon.swarm.current = swarm;
  daemon.swarm.info = () => swarmInfo(swarm);
  daemon.swarm.createNetwork = (network) => createOverlay(swarm, network);
  daemon.swarm.checkNetwork = (network) => checkOverlayUnused(swarm, network);
  daemon.swarm.resolve = (networks, name) => resolveService(swarm, networks, name);
  ensureGatewayBridge(daemon);
  createOverlay(swarm, { Name: 'ingress', Ingress: true });
  daemon.events.log('node', 'create', nodeId, { name: '' });
  return nodeId;
}

/** POST /swarm/join: there is no other machine that could answer. */
export function joinSwarm(daemon: Daemon, body: SwarmJoinBody): never {
  if (daemon.swarm.current !== undefined) throw new ApiError('unavailable', ALREADY);
  const { JoinToken = '', RemoteAddrs = [] } = body;
  const [remote = ''] = RemoteAddrs;
  if (remote === '') throw invalid('at least 1 remote address is required to join');
  if (JoinToken !== '' && !/^SWMTKN-(1|2-\d)-[0-9a-z]{50}-[0-9a-z]{25}$/.test(JoinToken)) {
    throw invalid('invalid join token');
  }
  throw new ApiError(
    'internal',
    `rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp ${remote}: connect: connection refused"`,
  );
}
