import type { ImageInspect } from '../../api/types/image.ts';
import type { Daemon } from '../daemon.ts';
import type { ImageRecord } from '../state.ts';
import { rfc3339Nano } from '../time.ts';
import { digestsOf, imageSize, tagsOf } from './find.ts';
import { layerDirectories, layerDirectory } from './layer-directories.ts';

/** GET /images/{name}/json */
export function inspectImage(daemon: Daemon, image: ImageRecord): ImageInspect {
  const folder = layerDirectory(image.layers.at(-1)?.diffId ?? '');
  const below = layerDirectories(image.layers.slice(0, -1));
  return {
    Id: image.id,
    RepoTags: tagsOf(daemon, image.id),
    RepoDigests: digestsOf(daemon, image.id),
    Parent: image.parent,
    Comment: image.comment,
    Created: rfc3339Nano(image.created),
    DockerVersion: image.dockerVersion,
    Author: image.author,
    Architecture: image.architecture,
    ...(image.variant !== '' && { Variant: image.variant }),
    Os: image.os,
    Size: imageSize(image),
    GraphDriver: {
      Data: {
        ...(below.length > 0 && { LowerDir: below.join(':') }),
        MergedDir: `${folder}/merged`,
        UpperDir: `${folder}/diff`,
        WorkDir: `${folder}/work`,
      },
      Name: 'overlay2',
    },
    RootFS: { Type: 'layers', ...(image.layers.length > 0 && { Layers: image.layers.map(({ diffId }) => diffId) }) },
    Metadata: { LastTagTime: rfc3339Nano(image.lastTagTime) },
    Config: image.config,
  };
}
