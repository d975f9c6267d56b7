import type { ConfigSpec } from '../../api/types/config.ts';
import type { NodeSpec, SwarmNode } from '../../api/types/node.ts';
import type { SecretSpec } from '../../api/types/secret.ts';
import type { PortConfig, ServiceSpec, TaskSpec, UpdateStatus } from '../../api/types/service.ts';
import type { JoinTokens, SwarmSpec } from '../../api/types/swarm.ts';
import type { TaskState } from '../../api/types/task.ts';

/** Times are milliseconds since the epoch. */
interface Stored {
  readonly id: string;
  readonly created: number;
  updated: number;
  /** Index of the change that wrote it last. */
  version: number;
}

export interface ClusterRecord extends Stored {
  spec: SwarmSpec;
  tokens: JoinTokens;
  /** '' while managers aren't locked. */
  unlockKey: string;
  caCertificate: string;
  caPublicKey: string;
  readonly addrPool: readonly string[];
  readonly subnetSize: number;
  readonly dataPathPort: number;
}

export interface NodeRecord extends Stored {
  spec: NodeSpec;
  readonly hostname: string;
  readonly address: string;
  /** `127.0.0.1:2377` */
  readonly managerAddress: string;
  status: Omit<SwarmNode['Status'], 'Addr'>;
  /** Since when the leader hears nothing of it; 0 while it does. */
  silentSince: number;
}

export interface VirtualIp {
  readonly networkId: string;
  /** With the length of the prefix. */
  readonly address: string;
}

export interface ServiceRecord extends Stored {
  spec: ServiceSpec;
  previousSpec: ServiceSpec | undefined;
  /** Index of the change that gave the tasks their current template. */
  specVersion: number;
  /** How often a job was told to run again, and since when it does. */
  job: { readonly iteration: number; readonly since: number } | undefined;
  /** It had ports or addresses once: its endpoint stays. */
  hasEndpoint: boolean;
  ports: readonly PortConfig[];
  virtualIps: readonly VirtualIp[];
  updateStatus: (Omit<UpdateStatus, 'StartedAt' | 'CompletedAt'> & { started: number; completed: number }) | undefined;
}

export interface TaskRecord extends Stored {
  readonly serviceId: string;
  /** 0 of a global service and of the first task of a job. */
  readonly slot: number;
  readonly spec: TaskSpec;
  readonly specVersion: number;
  /** '' until a node is found. */
  nodeId: string;
  desired: TaskState;
  state: TaskState;
  message: string;
  error: string;
  /** When it came into its state. */
  since: number;
  containerId: string;
  pid: number;
  exitCode: number;
  /** A task that replaces one that ended waits until then. */
  notBefore: number;
}

export interface SecretRecord extends Stored {
  spec: SecretSpec;
}
export interface ConfigRecord extends Stored {
  spec: ConfigSpec;
}

/** All that the managers of a swarm agree on; plain data. */
export interface SwarmState {
  /** The node of the leader, or of the last one. */
  leaderId: string;
  readonly cluster: ClusterRecord;
  readonly nodes: Map<string, NodeRecord>;
  readonly services: Map<string, ServiceRecord>;
  /** In the order of their creation. */
  readonly tasks: Map<string, TaskRecord>;
  readonly secrets: Map<string, SecretRecord>;
  readonly configs: Map<string, ConfigRecord>;
  /** Counts changes, as Raft does. */
  index: number;
  /** Overlay networks count from here. */
  lastVxlan: number;
}
