import { diff } from '../../kernel/fs/diff.ts';
import type { Daemon } from '../daemon.ts';
import { layersSize } from '../image/find.ts';
import type { ContainerRecord } from '../state.ts';
import { liveOf } from './find.ts';

/** Bytes of the files in the writable layer. */
export function writableSize(daemon: Daemon, record: ContainerRecord): number {
  const { base, tree } = liveOf(daemon, record);
  let sum = 0;
  for (const { kind, path } of diff(base, tree.current())) {
    const stat = kind === 'D' ? undefined : tree.stat(path.split('/').slice(1));
    if (stat?.type === 'file') sum += stat.size;
  }
  return sum;
}

/** Bytes of the writable layer, and with the image's. */
export function sizesOf(
  daemon: Daemon,
  record: ContainerRecord,
): { readonly SizeRw: number; readonly SizeRootFs: number } {
  const own = writableSize(daemon, record);
  return { SizeRw: own, SizeRootFs: own + layersSize(record.imageLayers) };
}
