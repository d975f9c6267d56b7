import { ApiError } from '../../api/errors.ts';
import { toBase64 } from '../../kernel/base64.ts';
import type { NodeAvailability } from '../../api/types/node.ts';
import type { SwarmInitBody, SwarmSpec } from '../../api/types/swarm.ts';
import type { Daemon } from '../daemon.ts';
import { isAddress } from './networks.ts';
import { enterSwarm, PORT } from './enter.ts';
import { createOverlay } from './networks.ts';
import { reconcile } from './reconcile.ts';
import type { NodeRecord } from './state.ts';
import { newId, randomDigits, rpcError, type Swarm } from './swarm.ts';

export const ALREADY =
  'This node is already part of a swarm. Use "docker swarm leave" to leave this swarm and join another one.';

export const invalid = (message: string) => new ApiError('invalid_parameter', message);

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
const DEFAULT_SPEC: SwarmSpec = {
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
  `SWMKEY-1-${toBase64(kernel.random.bytes(32)).replace(/=+$/, '')}`;

/** Octets that look like a certificate; nobody here checks a signature. */
function certificate({ kernel }: Daemon): string {
  const lines = toBase64(kernel.random.bytes(366)).match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** The address that a node tells the others. @throws {ApiError} `advertise address must be …` */
export function advertisedAddress(daemon: Daemon, asked = ''): { host: string; port: number } {
  if (asked === '') return { host: ownAddress(daemon), port: PORT };
  const complaint = 'advertise address must be a non-zero IP address or network interface (with optional port number)';
  const address = readAddress(daemon, asked, complaint);
  if (address.host === '0.0.0.0') throw invalid(complaint);
  return address;
}

/** Where a node waits for the others. @throws {ApiError} `listen address must be …` */
export function listenPort(daemon: Daemon, asked = ''): number {
  const complaint = 'listen address must be an IP address or network interface (with optional port number)';
  return readAddress(daemon, asked || '0.0.0.0:2377', complaint).port;
}

/** What the managers write down of a node that comes in. */
export function newNode(
  daemon: Daemon,
  role: NodeRecord['spec']['Role'],
  availability: string,
  address: { readonly host: string; readonly port: number },
): NodeRecord {
  const now = daemon.kernel.clock.now();
  return {
    id: newId(daemon),
    created: now,
    updated: now,
    version: 9,
    spec: { Labels: {}, Role: role, Availability: (availability || 'active') as NodeAvailability },
    hostname: daemon.kernel.namespaces.uts.hostname,
    address: address.host,
    managerAddress: `${address.host}:${address.port}`,
    status: { State: 'ready' },
    silentSince: 0,
  };
}

/** A root certificate with its key. */
export const newAuthority = (daemon: Daemon): { readonly caCertificate: string; readonly caPublicKey: string } => ({
  caCertificate: certificate(daemon),
  caPublicKey: toBase64(daemon.kernel.random.bytes(91)),
});

/** POST /swarm/init @returns the node's id */
export function initSwarm(daemon: Daemon, body: SwarmInitBody): string {
  const { current } = daemon.swarm;
  if (current !== undefined && body.ForceNewCluster !== true) throw new ApiError('unavailable', ALREADY);
  if (current !== undefined) return forceNewCluster(daemon, current);
  const port = listenPort(daemon, body.ListenAddr);
  checkPools(body);
  const node = newNode(daemon, 'manager', body.Availability ?? '', advertisedAddress(daemon, body.AdvertiseAddr));
  const swarm = newSwarm(daemon, node, body);
  enterSwarm(swarm, daemon, node, port);
  createOverlay(swarm, { Name: 'ingress', Ingress: true });
  daemon.events.log('node', 'create', node.id, { name: '' });
  try {
    checkExpiry(swarm.state.cluster.spec);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // The real engine is a manager by then, too.
    throw new ApiError(error.kind, `error updating cluster settings: ${error.message}`);
  }
  return node.id;
}

/** @throws {ApiError} `Datapath port number is not in valid range (1024-49151) : 80`, `subnet size is out of range: 40` */
function checkPools({ DataPathPort = 0, SubnetSize = 0 }: SwarmInitBody): void {
  if (DataPathPort !== 0 && (DataPathPort < 1024 || DataPathPort > 49_151)) {
    throw invalid(`Datapath port number is not in valid range (1024-49151) : ${DataPathPort}`);
  }
  if (SubnetSize !== 0 && (SubnetSize < 1 || SubnetSize > 29))
    throw invalid(`subnet size is out of range: ${SubnetSize}`);
}

const LEAST_EXPIRY = 3600e9;

/** @throws {ApiError} `… minimum certificate expiry time is: 1h0m0s` */
export function checkExpiry({ CAConfig: { NodeCertExpiry = LEAST_EXPIRY } }: SwarmSpec): void {
  if (NodeCertExpiry >= LEAST_EXPIRY) return;
  throw rpcError('InvalidArgument', 'minimum certificate expiry time is: 1h0m0s');
}

/** `swarm init --force-new-cluster`: this manager goes on alone with what it knows. */
function forceNewCluster(daemon: Daemon, swarm: Swarm): string {
  const { nodeId } = daemon.swarm;
  const { nodes } = swarm.state;
  for (const node of nodes.values()) {
    if (node.id !== nodeId && node.spec.Role === 'manager') nodes.delete(node.id);
  }
  swarm.state.leaderId = nodeId;
  return nodeId;
}

function newSwarm(daemon: Daemon, node: NodeRecord, body: SwarmInitBody): Swarm {
  const root = randomDigits(daemon, 50);
  const spec = completeSpec(DEFAULT_SPEC, body.Spec);
  const swarm: Swarm = {
    get daemon() {
      return swarm.members.get(swarm.state.leaderId)?.daemon ?? daemon;
    },
    state: {
      leaderId: node.id,
      cluster: {
        id: newId(daemon),
        created: node.created,
        updated: node.created,
        version: 10,
        spec,
        tokens: { Worker: newToken(daemon, root), Manager: newToken(daemon, root) },
        unlockKey: spec.EncryptionConfig.AutoLockManagers ? newUnlockKey(daemon) : '',
        ...newAuthority(daemon),
        addrPool: body.DefaultAddrPool ?? [],
        subnetSize: body.SubnetSize || 24,
        dataPathPort: body.DataPathPort || 4789,
      },
      nodes: new Map(),
      services: new Map(),
      tasks: new Map(),
      secrets: new Map(),
      configs: new Map(),
      index: 10,
      lastVxlan: 4095,
    },
    members: new Map(),
    segments: new Map(),
    updates: new Map(),
    listeners: new Set(),
    beats: false,
    over: false,
    due: false,
    reconcile: () => reconcile(swarm),
  };
  return swarm;
}
