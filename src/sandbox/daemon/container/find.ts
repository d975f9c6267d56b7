import { ApiError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import type { LiveContainer } from './live.ts';

/** `app/db`: the container that app calls db. */
function linkedContainer({ state: { containers } }: Daemon, name: string): ContainerRecord | undefined {
  if (!name.includes('/')) return undefined;
  const [owner, wanted] = name.split('/');
  const parent = [...containers.values()].find((container) => container.name === owner);
  return containers.get(parent?.links.find(({ alias }) => alias === wanted)?.container ?? '');
}

/** A container by id, name or the beginning of its id; undefined when there is none. */
export function lookUpContainer(daemon: Daemon, reference: string): ContainerRecord | undefined {
  const { containers } = daemon.state;
  const exact = containers.get(reference);
  if (exact !== undefined) return exact;
  const name = reference.startsWith('/') ? reference.slice(1) : reference;
  const linked = linkedContainer(daemon, name);
  if (linked !== undefined) return linked;
  const matching: ContainerRecord[] = [];
  for (const container of containers.values()) {
    if (container.name === name) return container;
    if (reference !== '' && container.id.startsWith(reference)) matching.push(container);
  }
  if (matching.length > 1) {
    throw new ApiError('invalid_parameter', `multiple IDs found with provided prefix: ${reference}`);
  }
  return matching[0];
}

/** @throws {ApiError} `No such container: x`, `invalid name or ID supplied: ""` */
export function findContainer(daemon: Daemon, reference: string): ContainerRecord {
  if (reference === '') throw new ApiError('invalid_parameter', 'invalid name or ID supplied: ""');
  const container = lookUpContainer(daemon, reference);
  if (container === undefined) throw new ApiError('not_found', `No such container: ${reference}`);
  return container;
}

export function liveOf(daemon: Daemon, record: ContainerRecord): LiveContainer {
  const live = daemon.live.get(record.id);
  if (live === undefined) throw new Error(`container ${record.id} has a record but nothing that lives`);
  return live;
}

/** The running container behind a record. @throws {ApiError} `container ID is not running` */
export function runningOf(
  daemon: Daemon,
  record: ContainerRecord,
): LiveContainer & { runtime: NonNullable<LiveContainer['runtime']> } {
  const live = liveOf(daemon, record);
  if (!record.state.running || live.runtime === undefined) {
    throw new ApiError('conflict', `container ${record.id} is not running`);
  }
  return live as LiveContainer & { runtime: NonNullable<LiveContainer['runtime']> };
}
