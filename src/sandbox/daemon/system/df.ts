import type { DiskUsage } from '../../api/types/system.ts';
import type { FileSystem, Path } from '../../kernel/fs/file-system.ts';
import { listBuildCache } from '../builder/cache-list.ts';
import { listContainers } from '../container/list.ts';
import type { Daemon } from '../daemon.ts';
import { usedLayers } from '../image/layers.ts';
import { listImages } from '../image/list.ts';
import { toVolume, volumePath } from '../volume/create.ts';
import { volumeUsers } from '../volume/remove.ts';

/** Bytes of all files at and below a path. */
function sizeBelow(fs: FileSystem, path: Path): number {
  const stat = fs.stat(path);
  if (stat?.type === 'file') return stat.size;
  if (stat?.type !== 'directory') return 0;
  return fs.readdir(path).reduce((sum, name) => sum + sizeBelow(fs, [...path, name]), 0);
}

export function volumeSize(daemon: Daemon, name: string): number {
  const { fs, path } = daemon.process.fs.resolve(volumePath(name));
  return sizeBelow(fs, path);
}

/** GET /system/df; without types, all of them. */
export function diskUsage(daemon: Daemon, types: readonly string[]): DiskUsage {
  const wants = (type: string) => types.length === 0 || types.includes(type);
  const filters = new Map<string, readonly string[]>();
  return {
    LayersSize: [...usedLayers(daemon).values()].reduce((sum, size) => sum + size, 0),
    Images: wants('image') ? listImages(daemon, { all: false, filters, shared: true }) : null,
    Containers: wants('container') ? listContainers(daemon, { all: true, size: true, limit: 0, filters }) : null,
    Volumes: wants('volume')
      ? [...daemon.state.volumes.values()].map((record) => ({
          ...toVolume(record),
          UsageData: { RefCount: volumeUsers(daemon, record.name).length, Size: volumeSize(daemon, record.name) },
        }))
      : null,
    BuildCache: wants('build-cache') ? listBuildCache(daemon) : null,
  };
}
