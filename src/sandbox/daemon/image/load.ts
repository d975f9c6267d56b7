import { ApiError } from '../../api/errors.ts';
import type { ProgressMessage } from '../../api/types/image.ts';
import { type Bytes, decode, EMPTY } from '../../kernel/bytes.ts';
import { unpackTree } from '../../kernel/fs/pack.ts';
import type { TarEntry } from '../../kernel/fs/tar.ts';
import type { Daemon } from '../daemon.ts';
import { overlayTree } from '../file-systems.ts';
import type { ImageRecord } from '../state.ts';
import { addImage } from './add.ts';
import { readArchive } from './import.ts';
import type { SavedImage } from './save.ts';
import { nameImage } from './tag.ts';

function bytesOf(entries: ReadonlyMap<string, TarEntry>, path: string): Bytes {
  const { content = EMPTY } = entries.get(path) ?? {};
  return 'head' in content ? content.head : content;
}

/** POST /images/load: what `save` wrote. Archives of other engines are not understood. */
export function loadImages(daemon: Daemon, archive: Bytes): ProgressMessage[] {
  const entries = new Map(readArchive(archive).map((entry) => [entry.path, entry]));
  if (!entries.has('manifest.json')) {
    throw new ApiError('internal', 'open /var/lib/docker/tmp/docker-import/manifest.json: no such file or directory');
  }
  const manifest = JSON.parse(decode(bytesOf(entries, 'manifest.json'))) as SavedImage[];
  const messages: ProgressMessage[] = [];
  for (const { Config, RepoTags, Layers } of manifest) {
    const record = JSON.parse(decode(bytesOf(entries, Config))) as ImageRecord;
    if (typeof record.id !== 'string') {
      throw new ApiError(
        'not_implemented',
        'drydock: not simulated: docker load of an archive that drydock did not save',
      );
    }
    if (!daemon.state.images.has(record.id)) {
      const tree = overlayTree(daemon);
      for (const layer of Layers) unpackTree(tree, readArchive(bytesOf(entries, layer)), { whiteouts: true });
      const frozen = tree.snapshot();
      addImage(daemon, { ...record, parent: '' }, () => frozen);
    }
    for (const tag of RepoTags ?? []) {
      nameImage(daemon, record.id, tag);
      messages.push({ stream: `Loaded image: ${tag}\n` });
    }
    if ((RepoTags ?? []).length === 0) messages.push({ stream: `Loaded image ID: ${record.id}\n` });
    daemon.events.log('image', 'load', record.id, { name: record.id });
  }
  return messages;
}
