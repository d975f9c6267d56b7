import type { SwarmNode } from '../../api/types/node.ts';
import type { Service } from '../../api/types/service.ts';
import type { ClusterInfo, SwarmInfo, SwarmInspect, SwarmMeta } from '../../api/types/swarm.ts';
import type { Task } from '../../api/types/task.ts';
import { ENGINE_VERSION } from '../../api/transport.ts';
import { BUILT_IN_PLUGINS } from '../built-in-plugins.ts';
import { rfc3339Nano } from '../time.ts';
import { tasksOf } from './reconcile.ts';
import type { NodeRecord, ServiceRecord, TaskRecord } from './state.ts';
import { elect, managersOf, reaches } from './election.ts';
import { type Member, NO_LEADER, type Swarm } from './swarm.ts';
import { isWanted } from './task-state.ts';

export const meta = (record: {
  readonly id: string;
  readonly version: number;
  readonly created: number;
  readonly updated: number;
}): SwarmMeta => ({
  ID: record.id,
  Version: { Index: record.version },
  CreatedAt: rfc3339Nano(record.created),
  UpdatedAt: rfc3339Nano(record.updated),
});

const SUBJECT = 'MBMxETAPBgNVBAMTCHN3YXJtLWNh';

const tlsInfo = ({ state: { cluster } }: Swarm) => ({
  TrustRoot: cluster.caCertificate,
  CertIssuerSubject: SUBJECT,
  CertIssuerPublicKey: cluster.caPublicKey,
});

function clusterInfo(swarm: Swarm): ClusterInfo {
  const { cluster } = swarm.state;
  return {
    ...meta(cluster),
    Spec: cluster.spec,
    TLSInfo: tlsInfo(swarm),
    RootRotationInProgress: false,
    DefaultAddrPool: cluster.addrPool.length > 0 ? cluster.addrPool : null,
    SubnetSize: cluster.subnetSize,
    DataPathPort: cluster.dataPathPort,
  };
}

export const inspectSwarm = (swarm: Swarm): SwarmInspect => ({
  ...clusterInfo(swarm),
  JoinTokens: swarm.state.cluster.tokens,
});

/** What one engine of the swarm tells of it: a worker knows of the managers only. */
export function swarmInfo(swarm: Swarm, self: Member): SwarmInfo {
  const { nodes } = swarm.state;
  const { nodeId } = self;
  const managers = managersOf(swarm);
  const common = {
    NodeID: nodeId,
    NodeAddr: nodes.get(nodeId)?.address ?? '',
    LocalNodeState: 'active',
    ControlAvailable: nodes.get(nodeId)?.spec.Role === 'manager',
    Error: '',
    RemoteManagers: managers.map(({ id, managerAddress }) => ({ NodeID: id, Addr: managerAddress })),
  } as const;
  if (!common.ControlAvailable) return common;
  if (elect(swarm, self) === undefined) return { ...common, Error: `rpc error: code = Unknown desc = ${NO_LEADER}` };
  return { ...common, Nodes: nodes.size, Managers: managers.length, Cluster: clusterInfo(swarm) };
}

/** Whether the leader hears of another manager. */
function isReachable(swarm: Swarm, { id }: NodeRecord): boolean {
  const [leader, other] = [swarm.members.get(swarm.state.leaderId), swarm.members.get(id)];
  return leader !== undefined && other !== undefined && reaches(swarm, leader, other);
}

export function toNode(swarm: Swarm, node: NodeRecord): SwarmNode {
  const { machine } = swarm.daemon;
  return {
    ...meta(node),
    Spec: node.spec,
    Description: {
      Hostname: node.hostname,
      Platform: { Architecture: 'x86_64', OS: 'linux' },
      Resources: { NanoCPUs: machine.cpus * 1e9, MemoryBytes: machine.memory },
      Engine: {
        EngineVersion: ENGINE_VERSION,
        Plugins: Object.entries(BUILT_IN_PLUGINS).flatMap(([Type, names]) => names.map((Name) => ({ Type, Name }))),
      },
      TLSInfo: tlsInfo(swarm),
    },
    Status: { ...node.status, Addr: node.address },
    ...(node.spec.Role === 'manager' && {
      ManagerStatus: {
        ...(node.id === swarm.state.leaderId && { Leader: true }),
        Reachability: isReachable(swarm, node) ? 'reachable' : 'unreachable',
        Addr: node.managerAddress,
      },
    }),
  };
}

export function toService(swarm: Swarm, service: ServiceRecord, { status = false } = {}): Service {
  const { spec, previousSpec, updateStatus, hasEndpoint, ports, virtualIps } = service;
  return {
    ...meta(service),
    Spec: spec,
    ...(previousSpec !== undefined && { PreviousSpec: previousSpec }),
    Endpoint: {
      Spec: hasEndpoint ? (spec.EndpointSpec ?? {}) : {},
      ...(ports.length > 0 && { Ports: ports }),
      ...(virtualIps.length > 0 && {
        VirtualIPs: virtualIps.map(({ networkId, address }) => ({ NetworkID: networkId, Addr: address })),
      }),
    },
    ...(updateStatus !== undefined && {
      UpdateStatus: {
        State: updateStatus.State,
        StartedAt: rfc3339Nano(updateStatus.started),
        ...(updateStatus.completed > 0 && { CompletedAt: rfc3339Nano(updateStatus.completed) }),
        Message: updateStatus.Message,
      },
    }),
    ...(status && { ServiceStatus: serviceStatus(swarm, service) }),
    ...(service.job !== undefined && {
      JobStatus: { JobIteration: iterationOf(service.job), LastExecution: rfc3339Nano(service.job.since) },
    }),
  };
}

/** A number that is 0 is left out. */
const iterationOf = ({ iteration }: NonNullable<ServiceRecord['job']>): { Index?: number } =>
  iteration === 0 ? {} : { Index: iteration };

function serviceStatus(swarm: Swarm, service: ServiceRecord): NonNullable<Service['ServiceStatus']> {
  const { Replicated, ReplicatedJob } = service.spec.Mode;
  const all = tasksOf(swarm, service.id);
  const tasks = service.job === undefined ? all : all.filter((task) => task.specVersion === service.specVersion);
  const wanted = tasks.filter((task) => isWanted(task) && task.state !== 'complete');
  return {
    // Tasks on a node that is down count as long as nobody knows better.
    RunningTasks: tasks.filter(({ state }) => state === 'running').length,
    DesiredTasks:
      Replicated !== undefined
        ? (Replicated.Replicas ?? 1)
        : ReplicatedJob !== undefined
          ? (ReplicatedJob.MaxConcurrent ?? ReplicatedJob.TotalCompletions ?? 1)
          : wanted.length,
    CompletedTasks: tasks.filter(({ state }) => state === 'complete').length,
  };
}

export function toTask(swarm: Swarm, task: TaskRecord): Task {
  const service = swarm.state.services.get(task.serviceId);
  const host = (service?.ports ?? []).filter(({ PublishMode }) => PublishMode === 'host');
  const shown = task.state === 'running' && host.length > 0;
  return {
    ...meta(task),
    Labels: {},
    Spec: task.spec,
    ServiceID: task.serviceId,
    ...(task.slot !== 0 && { Slot: task.slot }),
    ...(task.nodeId !== '' && { NodeID: task.nodeId }),
    Status: {
      Timestamp: rfc3339Nano(task.since),
      State: task.state,
      Message: task.message,
      ...(task.error !== '' && { Err: task.error }),
      ...(task.containerId !== '' && {
        ContainerStatus: { ContainerID: task.containerId, PID: task.pid, ExitCode: task.exitCode },
      }),
      // Once for each kind of address.
      PortStatus: shown ? { Ports: host.flatMap((port) => [port, port]) } : {},
    },
    // The tasks of a job are wanted to their end.
    DesiredState: service?.job !== undefined && isWanted(task) ? 'complete' : task.desired,
    ...(service?.job !== undefined && { JobIteration: iterationOf(service.job) }),
    Volumes: null,
  };
}
