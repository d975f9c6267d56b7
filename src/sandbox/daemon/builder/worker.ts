import { ApiError } from '../../api/errors.ts';
import { findContainer, liveOf } from '../container/find.ts';
import type { Daemon } from '../daemon.ts';
import { createBuildStore, type BuildStore } from './store.ts';

/** Who carries out a build. */
export interface Worker {
  readonly engine: Daemon;
  /** The engine, with the build cache that counts. */
  readonly daemon: Daemon;
  /** The same, as it sees the network: a worker in a container has its own localhost. */
  readonly near: Daemon;
  /** Images of the engine's store can be built on. */
  readonly usesStore: boolean;
}

/**
 * The engine, or the container of `docker buildx create`.
 *
 * @throws {ApiError} `No such container: buildx_buildkit_x0`, `container ID is not running`
 */
export function workerOf(daemon: Daemon, name: string | undefined): Worker {
  if (name === undefined) return { engine: daemon, daemon, near: daemon, usesStore: true };
  const container = findContainer(daemon, name);
  const { runtime } = liveOf(daemon, container);
  if (runtime === undefined) throw new ApiError('conflict', `container ${container.id} is not running`);
  const worker = { ...daemon, builds: workerStore(daemon, name) };
  return { engine: daemon, daemon: worker, near: { ...worker, process: runtime.init }, usesStore: false };
}

/** The cache of a worker lives as long as its volume. */
function workerStore(daemon: Daemon, name: string): BuildStore {
  const { workers } = daemon.builds;
  const volume = daemon.state.volumes.get(`${name}_state`);
  const key = `${name} ${volume?.created ?? 0}`;
  const known = workers.get(key);
  if (known !== undefined) return known;
  for (const old of [...workers.keys()].filter((other) => other.startsWith(`${name} `))) workers.delete(old);
  const made = createBuildStore();
  workers.set(key, made);
  return made;
}
