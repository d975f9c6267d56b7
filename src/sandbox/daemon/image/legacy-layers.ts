import { encode } from '../../kernel/bytes.ts';
import { rfc3339Nano } from '../time.ts';
import type { ImageRecord } from '../state.ts';
import type { Blobs, Descriptor } from './archive-blobs.ts';
import { digestOf } from './layers.ts';

const NO_CONFIG = {
  Hostname: '',
  Domainname: '',
  User: '',
  AttachStdin: false,
  AttachStdout: false,
  AttachStderr: false,
  Tty: false,
  OpenStdin: false,
  StdinOnce: false,
  Env: null,
  Cmd: null,
  Image: '',
  Volumes: null,
  WorkingDir: '',
  Entrypoint: null,
  OnBuild: null,
  Labels: null,
};
const NEVER = '1970-01-01T00:00:00Z';

/** What Docker before 1.10 read of each layer; nothing names these blobs any more. @see moby image/v1/imagev1.go */
export function addLegacyLayers(image: ImageRecord, layers: readonly Descriptor[], blobs: Blobs): void {
  const { os, architecture, config, created } = image;
  let parent: string | undefined;
  for (const [index, { digest }] of layers.entries()) {
    const top = index === layers.length - 1;
    const id = digestOf(`${parent ?? ''} ${digest} ${top ? image.id : ''}`).replace('sha256:', '');
    const text = JSON.stringify({
      id,
      ...(parent !== undefined && { parent }),
      created: top ? rfc3339Nano(created) : NEVER,
      container_config: NO_CONFIG,
      ...(top && { config: { ...NO_CONFIG, ...config }, architecture }),
      os,
    });
    blobs.add('', encode(text), top ? created : 0);
    parent = id;
  }
}
