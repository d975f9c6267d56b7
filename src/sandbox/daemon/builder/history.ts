import type { BuildEvent, BuildMaterial, BuildRequest } from '../../api/types/build.ts';
import type { Daemon } from '../daemon.ts';
import type { Progress } from './progress.ts';

/** A build that is over, as its builder remembers it. */
export interface BuildRecord {
  readonly reference: string;
  /** Milliseconds since the epoch. */
  readonly started: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly error: string | undefined;
  readonly dockerfile: string;
  readonly target: string;
  readonly network: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly platforms: readonly string[];
  readonly materials: readonly BuildMaterial[];
  readonly descriptor: Extract<BuildEvent, { type: 'image' }>['descriptor'];
  readonly image: string;
  /** What was told of it, as its client got it. */
  readonly events: readonly BuildEvent[];
}

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
