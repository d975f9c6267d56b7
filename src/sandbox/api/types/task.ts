import type { PortConfig, TaskSpec } from './service.ts';
import type { SwarmMeta } from './swarm.ts';

/** In the order in which a task goes through them. */
export const TASK_STATES = [
  'new',
  'allocated',
  'pending',
  'assigned',
  'accepted',
  'preparing',
  'ready',
  'starting',
  'running',
  'complete',
  'shutdown',
  'failed',
  'rejected',
  'remove',
  'orphaned',
] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** GET /tasks/{id} */
export interface Task extends SwarmMeta {
  readonly Labels: Readonly<Record<string, string>>;
  readonly Spec: TaskSpec;
  readonly ServiceID: string;
  readonly Slot?: number;
  readonly NodeID?: string;
  readonly Status: {
    readonly Timestamp: string;
    readonly State: TaskState;
    readonly Message?: string;
    readonly Err?: string;
    readonly ContainerStatus?: { readonly ContainerID: string; readonly PID: number; readonly ExitCode: number };
    readonly PortStatus: { readonly Ports?: readonly PortConfig[] };
  };
  readonly DesiredState: TaskState;
  readonly NetworksAttachments?: readonly { readonly Network: unknown; readonly Addresses: readonly string[] }[];
  readonly JobIteration?: { readonly Index?: number };
  readonly Volumes: null;
}
