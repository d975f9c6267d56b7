import type { BuildRecord, BuildRequest } from '../../api/types/build.ts';
import { ApiError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import type { Progress } from './progress.ts';
import { workerOf } from './worker.ts';

/** Builds that a builder keeps. @see moby/buildkit config, history.maxEntries */
const MAX_RECORDS = 50;

export function remember({ builds, kernel }: Daemon, request: BuildRequest, progress: Progress): void {
  const { events } = progress;
  const reference = events.find((event) => event.type === 'reference')?.reference ?? '';
  const failed = events.find((event) => event.type === 'failed');
  const image = events.find((event) => event.type === 'image');
  const duration = progress.now;
  builds.history.unshift({
    reference,
    started: kernel.clock.now() - duration,
    duration,
    error: failed?.failure.message,
    dockerfile: request.dockerfileName.split('/').at(-1) ?? '',
    target: request.target,
    network: request.network,
    buildArgs: request.buildArgs,
    labels: request.labels,
    platforms: request.platforms ?? [],
    materials: image?.materials ?? [],
    descriptor: image?.descriptor,
    image: image?.id ?? '',
    events,
  });
  builds.history.splice(MAX_RECORDS);
}

/** The builds of the engine, or of a builder's worker. @throws {ApiError} the worker does not run */
export const listBuilds = (daemon: Daemon, worker: string | undefined): readonly BuildRecord[] =>
  workerOf(daemon, worker).daemon.builds.history;

/** @param reference '' removes all. @throws {ApiError} `lease "ref_x": not found` */
export function forgetBuild(daemon: Daemon, worker: string | undefined, reference: string): void {
  const { history } = workerOf(daemon, worker).daemon.builds;
  if (reference === '') {
    history.length = 0;
    return;
  }
  const at = history.findIndex((record) => record.reference === reference);
  if (at < 0) throw new ApiError('not_found', `lease ${JSON.stringify(`ref_${reference}`)}: not found`);
  history.splice(at, 1);
}
