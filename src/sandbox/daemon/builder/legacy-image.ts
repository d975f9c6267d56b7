import { fullReference, parseReference, withDefaultTag } from '../../api/reference.ts';
import type { ImageConfig } from '../../api/types/image.ts';
import type { FrozenTree } from '../../kernel/fs/node.ts';
import type { Daemon } from '../daemon.ts';
import { addImage } from '../image/add.ts';
import { lookUpImage } from '../image/find.ts';
import { digestOf } from '../image/layers.ts';
import { nameImage } from '../image/tag.ts';
import type { ImageRecord } from '../state.ts';
import { resolveImage } from './base-image.ts';
import { BuildError } from './failure.ts';
import { BUILD_PLATFORM } from './platform.ts';
import { ownConfig } from './stage-state.ts';

/** A step's image on the way to the last one. */
export interface Current {
  image: ImageRecord | undefined;
  tree: FrozenTree;
}

/** The old builder keeps an image that it pulls. */
export async function pulledImage(daemon: Daemon, name: string, pull: boolean): Promise<ImageRecord> {
  const local = lookUpImage(daemon, name);
  if (local !== undefined && !pull) return local;
  const full = fullReference(withDefaultTag(parseReference(name)));
  const base = await resolveImage(daemon, full, BUILD_PLATFORM, { pull });
  const { pulled } = base;
  if (pulled === undefined) throw new BuildError(`${full}: not found`);
  const record: ImageRecord = {
    id: pulled.id,
    parent: '',
    comment: pulled.comment,
    created: base.created,
    dockerVersion: pulled.dockerVersion,
    author: pulled.author,
    architecture: base.architecture,
    variant: base.variant,
    os: base.os,
    layers: base.layers,
    history: base.history,
    config: base.config,
    lastTagTime: 0,
  };
  addImage(daemon, record, base.tree);
  nameImage(daemon, record.id, name);
  return daemon.state.images.get(record.id) ?? record;
}

/** The image of a step: its parent with another configuration, or a layer more. */
export function commitStep(
  daemon: Daemon,
  current: Current,
  config: ImageConfig,
  createdBy: string,
  layer?: ImageRecord['layers'][number],
): ImageRecord {
  const { image: parent, tree } = current;
  const created = daemon.kernel.clock.now();
  const image: Omit<ImageRecord, 'id'> = {
    parent: parent?.id ?? '',
    comment: '',
    created,
    dockerVersion: '28.5.2',
    author: '',
    architecture: parent?.architecture ?? BUILD_PLATFORM.architecture,
    variant: parent?.variant ?? '',
    os: 'linux',
    layers: layer === undefined ? (parent?.layers ?? []) : [...(parent?.layers ?? []), layer],
    history: [
      ...(parent?.history ?? []),
      { created, createdBy, comment: '', author: '', emptyLayer: layer === undefined },
    ],
    config: ownConfig(config),
    lastTagTime: 0,
  };
  const id = digestOf(JSON.stringify(image));
  addImage(daemon, { id, ...image }, () => tree);
  return daemon.state.images.get(id) ?? { id, ...image };
}
