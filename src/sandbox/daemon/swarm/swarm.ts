import { ApiError } from '../../api/errors.ts';
import type { TaskState } from '../../api/types/task.ts';
import type { Link } from '../../kernel/net/link.ts';
import type { Listener } from '../../kernel/net/listener.ts';
import type { Daemon } from '../daemon.ts';
import { elect, reaches } from './election.ts';
import type { IngressSandbox } from './ingress.ts';
import { NO_MANAGER, NOT_MANAGER } from './slot.ts';
import type { SwarmState, TaskRecord } from './state.ts';

/** An engine that is part of a swarm: what runs for it there. */
export interface Member {
  readonly nodeId: string;
  readonly daemon: Daemon;
  /** Tasks that its agent has taken. */
  readonly agents: Set<string>;
  /** Rules of the routing mesh. */
  readonly routes: Set<() => void>;
  /** Its ends of the overlay networks' tunnels, by network. */
  readonly tunnels: Map<string, Link>;
  /** Addresses of its load balancers, by network. */
  readonly balancers: Map<string, Balancer>;
  /** Its part of the routing mesh; there is one once the ingress network is. */
  ingress: IngressSandbox | undefined;
  /** Sockets at which it waits for the others. */
  readonly sockets: Set<Listener>;
  /** It has left. */
  over: boolean;
}

/** What spreads over a service's tasks the connections that one node opens on one network. */
export interface Balancer {
  readonly endpointId: string;
  /** With the length of the prefix. */
  readonly address: string;
}

/** A swarm: what its managers agree on, and its engines. */
export interface Swarm {
  /** The leader's engine; while there is no leader, that of the last one. */
  readonly daemon: Daemon;
  readonly state: SwarmState;
  /** By id of the node. */
  readonly members: Map<string, Member>;
  /** What the tunnels of an overlay network are plugged into, by network. */
  readonly segments: Map<string, Link>;
  /** Services that are being updated; the number tells an update from those before. */
  readonly updates: Map<string, number>;
  /** Called after each change. */
  readonly listeners: Set<() => void>;
  /** The last manager has left. */
  over: boolean;
  /** Nodes are listened to every few seconds. */
  beats: boolean;
  /** A look at everything is due. */
  due: boolean;
  /** Brings what is nearer to what is wanted. */
  reconcile: () => void;
}

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Base 36; 25 digits are an id of a swarm's object. */
export function randomDigits({ kernel }: Daemon, length: number): string {
  return Array.from({ length }, () => LETTERS.charAt(kernel.random.below(LETTERS.length))).join('');
}

export const newId = (daemon: Daemon): string => randomDigits(daemon, 25);

/** Writes down that an object changed. */
export function touch(swarm: Swarm, record: { updated: number; version: number }): void {
  record.version = ++swarm.state.index;
  record.updated = swarm.daemon.kernel.clock.now();
}

/** The first fields of a new object. */
export function stored(swarm: Swarm): { id: string; created: number; updated: number; version: number } {
  const now = swarm.daemon.kernel.clock.now();
  return { id: newId(swarm.daemon), created: now, updated: now, version: ++swarm.state.index };
}

/** A task comes into a state. */
export function setTask(
  swarm: Swarm,
  task: TaskRecord,
  state: TaskState,
  message: string,
  more: Partial<Pick<TaskRecord, 'error' | 'containerId' | 'pid' | 'exitCode' | 'nodeId'>> = {},
): void {
  Object.assign(task, { state, message, error: '', since: swarm.daemon.kernel.clock.now(), ...more });
  touch(swarm, task);
  poke(swarm);
}

/** Takes a look at everything soon. */
export function poke(swarm: Swarm): void {
  for (const listener of [...swarm.listeners]) listener();
  if (swarm.due || swarm.over) return;
  swarm.due = true;
  swarm.daemon.kernel.clock.schedule(1, () => {
    swarm.due = false;
    if (!swarm.over) swarm.reconcile();
  });
}

/** Resolves when the condition holds, or the swarm is over. */
export function until(swarm: Swarm, condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!condition() && !swarm.over) return;
      swarm.listeners.delete(look);
      resolve();
    };
    swarm.listeners.add(look);
    look();
  });
}

export const pause = ({ daemon }: Swarm, ms: number): Promise<void> =>
  new Promise((resolve) => void daemon.kernel.clock.schedule(ms, resolve));

/** The swarm that an engine manages. @throws {ApiError} `This node is not a swarm manager. …`, `… does not have a leader. …` */
export function managerOf(daemon: Daemon): Swarm {
  const { current, nodeId } = daemon.swarm;
  if (current === undefined) throw new ApiError('unavailable', NO_MANAGER);
  const self = current.members.get(nodeId);
  if (self === undefined || current.state.nodes.get(nodeId)?.spec.Role !== 'manager') {
    throw new ApiError('unavailable', NOT_MANAGER);
  }
  if (elect(current, self) === undefined)
    throw new ApiError('internal', `rpc error: code = Unknown desc = ${NO_LEADER}`);
  return current;
}

/** More than half of the managers are out of reach. */
export const NO_LEADER =
  "The swarm does not have a leader. It's possible that too few managers are online. Make sure more than half of the managers are online.";

/** The engine on which a task is. */
export const memberOf = ({ members }: Swarm, { nodeId }: TaskRecord): Member | undefined => members.get(nodeId);

/** Whether the leader hears of a node. */
export function isHeard(swarm: Swarm, nodeId: string): boolean {
  const { state, members } = swarm;
  const [leader, member] = [members.get(state.leaderId), members.get(nodeId)];
  if (leader === undefined || member === undefined) return false;
  return state.nodes.get(nodeId)?.status.State === 'ready' && reaches(swarm, leader, member);
}

/** The words of a refusal that comes from the managers' own API. */
export const rpcError = (code: string, text: string): ApiError => {
  const kind = code === 'AlreadyExists' || code === 'FailedPrecondition' ? 'conflict' : 'invalid_parameter';
  return new ApiError(kind, `rpc error: code = ${code} desc = ${text}`);
};

/** @throws {ApiError} `… name must be valid as a DNS name component` */
export function checkObjectName(name: string): void {
  if (/^[a-zA-Z0-9](?:[-_]*[A-Za-z0-9]+)*$/.test(name)) return;
  throw rpcError('InvalidArgument', 'name must be valid as a DNS name component');
}

/** An object by id, name, or the beginning of its id. @throws {ApiError} `secret x not found` */
export function findIn<T extends { readonly id: string }>(
  kind: string,
  records: ReadonlyMap<string, T>,
  reference: string,
  nameOf: (record: T) => string,
): T {
  const exact = records.get(reference);
  if (exact !== undefined) return exact;
  const named = [...records.values()].filter((record) => nameOf(record) === reference);
  const found = named.length > 0 ? named : [...records.values()].filter(({ id }) => id.startsWith(reference));
  if (found.length > 1) {
    throw new ApiError('invalid_parameter', `${kind} ${reference} is ambiguous (${found.length} matches found)`);
  }
  if (found[0] === undefined) throw new ApiError('not_found', `${kind} ${reference} not found`);
  return found[0];
}
