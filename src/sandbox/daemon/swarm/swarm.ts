import { ApiError } from '../../api/errors.ts';
import type { TaskState } from '../../api/types/task.ts';
import type { Daemon } from '../daemon.ts';
import { NO_MANAGER } from './slot.ts';
import type { SwarmState, TaskRecord } from './state.ts';

/** A swarm that this engine is a manager of: what the managers agree on, and what runs for it here. */
export interface Swarm {
  readonly daemon: Daemon;
  readonly state: SwarmState;
  /** Tasks that this node's agent has taken. */
  readonly agents: Set<string>;
  /** Services that are being updated; the number tells an update from those before. */
  readonly updates: Map<string, number>;
  /** Called after each change. */
  readonly listeners: Set<() => void>;
  /** Rules of the routing mesh. */
  readonly routes: Set<() => void>;
  /** This engine has left. */
  over: boolean;
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

/** @throws {ApiError} `This node is not a swarm manager. …` */
export function managerOf(daemon: Daemon): Swarm {
  const { current } = daemon.swarm;
  if (current === undefined) throw new ApiError('unavailable', NO_MANAGER);
  return current;
}

/** The words of a refusal that comes from the managers' own API. */
export const rpcError = (code: string, text: string): ApiError => {
  const kind = code === 'AlreadyExists' || code === 'FailedPrecondition' ? 'conflict' : 'invalid_parameter';
  return new ApiError(kind, `rpc error: code = ${code} desc = ${text}`);
};

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
