import { ENGINE_VERSION } from '../../api/transport.ts';
import type { ContainerConfig } from '../../api/types/container.ts';
import type { ImageConfig } from '../../api/types/image.ts';
import { diff } from '../../kernel/fs/diff.ts';
import type { Daemon } from '../daemon.ts';
import { addImage } from '../image/add.ts';
import { applyChanges } from '../image/changes.ts';
import { digestOf } from '../image/layers.ts';
import { readReference } from '../image/reference.ts';
import { nameImage } from '../image/tag.ts';
import type { ContainerRecord, ImageRecord } from '../state.ts';
import { liveOf } from './find.ts';
import { logContainerEvent } from './log-event.ts';
import { writableSize } from './size.ts';

export interface CommitRequest {
  readonly repo: string;
  readonly tag: string;
  readonly author: string;
  readonly comment: string;
  readonly changes: readonly string[];
}

/** What of a container's configuration an image keeps, in the engine's order. */
const toImageConfig = (config: ContainerConfig): ImageConfig => ({
  Cmd: config.Cmd,
  Entrypoint: config.Entrypoint,
  Env: config.Env,
  ...(config.ExposedPorts !== undefined && { ExposedPorts: config.ExposedPorts }),
  ...(config.Healthcheck !== undefined && { Healthcheck: config.Healthcheck }),
  Labels: config.Labels,
  OnBuild: config.OnBuild,
  ...(config.Shell !== undefined && { Shell: config.Shell }),
  ...(config.StopSignal !== undefined && { StopSignal: config.StopSignal }),
  User: config.User,
  Volumes: config.Volumes,
  WorkingDir: config.WorkingDir,
});

/** POST /commit. @returns the new image's id */
export function commitContainer(daemon: Daemon, record: ContainerRecord, request: CommitRequest): string {
  const { kernel, state } = daemon;
  const name = request.repo === '' ? undefined : `${request.repo}${request.tag === '' ? '' : `:${request.tag}`}`;
  if (name !== undefined) readReference(name);
  const config = applyChanges(toImageConfig(record.config), request.changes);
  const live = liveOf(daemon, record);
  const base = state.images.get(record.image);
  const created = kernel.clock.now();
  const size = writableSize(daemon, record);
  const tree = live.tree.snapshot();
  const isEmpty = diff(live.base, tree).length === 0;
  const diffId = digestOf(`layer of ${record.id} at ${created} ${kernel.random.hex(16)}`);
  const history = {
    created,
    createdBy: (record.config.Cmd ?? []).join(' '),
    comment: request.comment,
    author: request.author,
    emptyLayer: isEmpty,
  };
  const image: Omit<ImageRecord, 'id'> = {
    parent: base?.id ?? '',
    comment: request.comment,
    created,
    dockerVersion: ENGINE_VERSION,
    author: request.author,
    architecture: base?.architecture ?? 'amd64',
    variant: base?.variant ?? '',
    os: 'linux',
    layers: isEmpty ? record.imageLayers : [...record.imageLayers, { diffId, size }],
    history: [...(base?.history ?? []), history],
    config,
    lastTagTime: 0,
  };
  const id = digestOf(JSON.stringify(image));
  addImage(daemon, { id, ...image }, () => tree);
  const stored = name === undefined ? undefined : nameImage(daemon, id, name);
  logContainerEvent(daemon, record, 'commit', { comment: request.comment, imageID: id, imageRef: stored ?? '' });
  return id;
}
