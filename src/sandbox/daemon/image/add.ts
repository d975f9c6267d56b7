import type { FrozenTree } from '../../kernel/fs/node.ts';
import type { Manifest } from '../../registry/registry.ts';
import type { Daemon } from '../daemon.ts';
import type { ImageRecord } from '../state.ts';

/** What a registry hands out, as the store keeps it. */
export const fromManifest = (manifest: Manifest): ImageRecord => ({
  id: manifest.id,
  parent: '',
  comment: manifest.comment,
  created: manifest.created,
  dockerVersion: manifest.dockerVersion,
  author: manifest.author,
  architecture: manifest.platform.architecture,
  variant: manifest.platform.variant ?? '',
  os: manifest.platform.os,
  layers: manifest.layers.map(({ diffId, size }) => ({ diffId, size })),
  history: manifest.history,
  config: manifest.config,
  lastTagTime: 0,
});

/** Puts an image into the store; the same id twice is the same image. */
export function addImage(daemon: Daemon, record: ImageRecord, tree: () => FrozenTree): void {
  if (daemon.state.images.has(record.id)) return;
  daemon.state.images.set(record.id, record);
  daemon.trees.set(record.id, tree);
}
