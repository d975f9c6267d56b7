import { StatusError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type BuilderInstance, currentBuilder, DEFAULT_BUILDER, findBuilder } from './builders.ts';
import { workerName } from './driver.ts';

/** Who builds: the engine itself, or a builder of `docker buildx create`. */
export interface ChosenBuilder {
  readonly name: string;
  readonly driver: string;
  readonly node: string;
  readonly instance: BuilderInstance | undefined;
  /** The container of its first node. */
  readonly worker: string | undefined;
}

const ENGINE: ChosenBuilder = {
  name: DEFAULT_BUILDER,
  driver: 'docker',
  node: DEFAULT_BUILDER,
  instance: undefined,
  worker: undefined,
};

/**
 * `docker build` takes the engine's own builder whatever `docker buildx use` chose; `docker buildx build` the chosen one.
 *
 * @param flag `--builder`, or ''
 * @param path as the command was called
 * @throws {StatusError} `ERROR: no builder "x" found`
 * @see docker/cli cmd/docker/builder.go, processBuilder
 */
export function chooseBuilder(io: Io, flag: string, path: string): ChosenBuilder {
  const forwarded = !path.startsWith('docker buildx') && !path.endsWith('bake');
  const own = forwarded ? (io.env.get('BUILDX_BUILDER') ?? DEFAULT_BUILDER) : currentBuilder(io);
  const name = flag === '' ? own : flag;
  if (name === DEFAULT_BUILDER) return ENGINE;
  const instance = findBuilder(io, name);
  const [node] = instance?.Nodes ?? [];
  if (instance === undefined || node === undefined) {
    throw new StatusError(1, `ERROR: no builder ${JSON.stringify(name)} found`);
  }
  return { name, driver: instance.Driver, node: node.Name, instance, worker: workerName(node) };
}
