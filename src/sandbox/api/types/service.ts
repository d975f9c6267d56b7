import type { HealthConfig, Ulimit } from './container.ts';
import type { SwarmMeta } from './swarm.ts';
import type { MountSpec } from './volume.ts';

/** Where a secret or a config lies in a task. */
export interface FileTarget {
  readonly Name: string;
  readonly UID: string;
  readonly GID: string;
  /** Permission bits. */
  readonly Mode: number;
}

export interface SecretReference {
  readonly File: FileTarget;
  readonly SecretID: string;
  readonly SecretName: string;
}

export interface ConfigReference {
  readonly File: FileTarget;
  readonly ConfigID: string;
  readonly ConfigName: string;
}

export interface ContainerSpec {
  readonly Image: string;
  readonly Labels?: Readonly<Record<string, string>>;
  /** The entry point. */
  readonly Command?: readonly string[];
  readonly Args?: readonly string[];
  readonly Hostname?: string;
  readonly Env?: readonly string[];
  readonly Dir?: string;
  readonly User?: string;
  readonly Groups?: readonly string[];
  readonly Privileges?: unknown;
  readonly Init?: boolean;
  readonly StopSignal?: string;
  readonly TTY?: boolean;
  readonly OpenStdin?: boolean;
  readonly ReadOnly?: boolean;
  readonly Mounts?: readonly MountSpec[];
  /** Nanoseconds. */
  readonly StopGracePeriod?: number;
  readonly Healthcheck?: HealthConfig;
  /** `IP name` */
  readonly Hosts?: readonly string[];
  readonly DNSConfig?: {
    readonly Nameservers?: readonly string[];
    readonly Search?: readonly string[];
    readonly Options?: readonly string[];
  };
  readonly Secrets?: readonly SecretReference[];
  readonly Configs?: readonly ConfigReference[];
  readonly Isolation?: string;
  readonly Sysctls?: Readonly<Record<string, string>>;
  readonly CapabilityAdd?: readonly string[];
  readonly CapabilityDrop?: readonly string[];
  readonly Ulimits?: readonly Ulimit[];
  readonly OomScoreAdj?: number;
}

export interface RestartCondition {
  readonly Condition?: string;
  /** Nanoseconds. */
  readonly Delay?: number;
  readonly MaxAttempts?: number;
  readonly Window?: number;
}

export interface NetworkAttachmentSpec {
  readonly Target: string;
  readonly Aliases?: readonly string[];
  readonly DriverOpts?: Readonly<Record<string, string>>;
}

export interface ResourceLimits {
  readonly NanoCPUs?: number;
  readonly MemoryBytes?: number;
  readonly Pids?: number;
}

export interface TaskSpec {
  readonly ContainerSpec: ContainerSpec;
  readonly Resources?: { readonly Limits?: ResourceLimits; readonly Reservations?: ResourceLimits };
  readonly RestartPolicy?: RestartCondition;
  readonly Placement?: {
    readonly Constraints?: readonly string[];
    readonly Preferences?: readonly { readonly Spread: { readonly SpreadDescriptor: string } }[];
    readonly MaxReplicas?: number;
    readonly Platforms?: readonly { readonly Architecture: string; readonly OS: string }[];
  };
  readonly Networks?: readonly NetworkAttachmentSpec[];
  readonly LogDriver?: { readonly Name?: string; readonly Options?: Readonly<Record<string, string>> };
  readonly ForceUpdate?: number;
  readonly Runtime?: string;
}

export interface UpdateConfig {
  readonly Parallelism: number;
  /** Nanoseconds. */
  readonly Delay?: number;
  readonly FailureAction?: string;
  readonly Monitor?: number;
  readonly MaxFailureRatio: number;
  readonly Order?: string;
}

export interface PortConfig {
  readonly Name?: string;
  readonly Protocol: string;
  readonly TargetPort: number;
  readonly PublishedPort?: number;
  readonly PublishMode: string;
}

export interface EndpointSpec {
  readonly Mode?: string;
  readonly Ports?: readonly PortConfig[];
}

export interface ServiceMode {
  readonly Replicated?: { readonly Replicas?: number };
  readonly Global?: Readonly<Record<string, never>>;
  readonly ReplicatedJob?: { readonly MaxConcurrent?: number; readonly TotalCompletions?: number };
  readonly GlobalJob?: Readonly<Record<string, never>>;
}

export interface ServiceSpec {
  readonly Name: string;
  readonly Labels: Readonly<Record<string, string>>;
  readonly TaskTemplate: TaskSpec;
  readonly Mode: ServiceMode;
  readonly UpdateConfig?: UpdateConfig;
  readonly RollbackConfig?: UpdateConfig;
  readonly EndpointSpec?: EndpointSpec;
}

export type UpdateState =
  'updating' | 'paused' | 'completed' | 'rollback_started' | 'rollback_paused' | 'rollback_completed';

export interface UpdateStatus {
  readonly State: UpdateState;
  readonly StartedAt: string;
  readonly CompletedAt?: string;
  readonly Message: string;
}

/** GET /services/{id} */
export interface Service extends SwarmMeta {
  readonly Spec: ServiceSpec;
  readonly PreviousSpec?: ServiceSpec;
  readonly Endpoint: {
    readonly Spec: EndpointSpec;
    readonly Ports?: readonly PortConfig[];
    readonly VirtualIPs?: readonly { readonly NetworkID: string; readonly Addr: string }[];
  };
  readonly UpdateStatus?: UpdateStatus;
  /** With `?status=1`. */
  readonly ServiceStatus?: {
    readonly RunningTasks: number;
    readonly DesiredTasks: number;
    readonly CompletedTasks: number;
  };
  readonly JobStatus?: { readonly JobIteration: { readonly Index?: number }; readonly LastExecution: string };
}

export interface ServiceCreateResponse {
  readonly ID: string;
  readonly Warnings?: readonly string[];
}

export interface ServiceUpdateResponse {
  readonly Warnings: readonly string[] | null;
}
