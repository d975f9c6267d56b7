import type { DiskUsage } from '../../api/types/system.ts';
import { humanDuration } from '../../api/duration.ts';
import { CONTAINER_TABLE, containerRow } from './container.ts';
import { formatRows, type Row, rowStruct, type Table } from './formatter.ts';
import { IMAGE_TABLE, imageRows } from './image.ts';
import { humanSize } from './size.ts';
import { VOLUME_TABLE, volumeRow } from './volume.ts';

export const USAGE_TABLE: Table = {
  // The first row is that of the images.
  typeName: '*formatter.diskUsageImagesContext',
  headers: { Type: 'TYPE', TotalCount: 'TOTAL', Active: 'ACTIVE', Size: 'SIZE', Reclaimable: 'RECLAIMABLE' },
};

const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);

/** @param total for the share, where there is one */
function usageRow(type: string, count: number, active: number, size: number, reclaimable: number, share = true): Row {
  const percent = share && size > 0 ? ` (${Math.trunc((reclaimable * 100) / size)}%)` : '';
  return {
    Type: () => type,
    TotalCount: () => String(count),
    Active: () => String(active),
    Size: () => humanSize(size),
    Reclaimable: () => humanSize(reclaimable) + percent,
  };
}

/** @see docker/cli formatter/disk_usage.go */
export function usageRows({ LayersSize, Images, Containers, Volumes, BuildCache }: DiskUsage): Row[] {
  const [images, containers, volumes, cache] = [Images ?? [], Containers ?? [], Volumes ?? [], BuildCache ?? []];
  const usedImages = images.filter(({ Containers: users }) => users > 0);
  const usedSize = sum(
    usedImages
      .filter(({ Size, SharedSize }) => Size !== -1 && SharedSize !== -1)
      .map((one) => one.Size - one.SharedSize),
  );
  const isActive = ({ State }: { readonly State: string }) => ['running', 'paused', 'restarting'].includes(State);
  const size = ({ SizeRw = 0 }: { readonly SizeRw?: number }) => SizeRw;
  const volumeSize = ({ UsageData }: (typeof volumes)[number]) => Math.max(0, UsageData?.Size ?? 0);
  const isUsed = ({ UsageData }: (typeof volumes)[number]) => (UsageData?.RefCount ?? 0) > 0;
  const unshared = cache.filter(({ Shared }) => !Shared);
  return [
    usageRow('Images', images.length, usedImages.length, LayersSize, LayersSize - usedSize),
    usageRow(
      'Containers',
      containers.length,
      containers.filter(isActive).length,
      sum(containers.map(size)),
      sum(containers.filter((one) => !isActive(one)).map(size)),
    ),
    usageRow(
      'Local Volumes',
      volumes.length,
      volumes.filter(isUsed).length,
      sum(volumes.map(volumeSize)),
      sum(volumes.filter((one) => !isUsed(one)).map(volumeSize)),
    ),
    usageRow(
      'Build Cache',
      cache.length,
      cache.filter(({ InUse }) => InUse).length,
      sum(unshared.map((one) => one.Size)),
      sum(unshared.filter(({ InUse }) => !InUse).map((one) => one.Size)),
      false,
    ),
  ];
}

const IMAGE_COLUMNS =
  'table {{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}\t{{.SharedSize}}\t{{.UniqueSize}}\t{{.Containers}}';
const CONTAINER_COLUMNS =
  'table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.LocalVolumes}}\t{{.Size}}\t{{.RunningFor}}\t{{.Status}}\t{{.Names}}';

/** Every object as a row of its table. */
function detailRows(usage: DiskUsage, now: number) {
  return {
    images: imageRows(usage.Images ?? [], { now, truncate: true, digests: false }),
    containers: (usage.Containers ?? []).map((container) => {
      const { SizeRootFs: _, ...own } = container;
      return containerRow(own, now, true);
    }),
    volumes: (usage.Volumes ?? []).map(volumeRow),
    cache: (usage.BuildCache ?? []).map((record) => cacheRow(record, now)),
  };
}

/** `docker system df -v` */
export function usageDetails(usage: DiskUsage, now: number): string {
  const { images, containers, volumes, cache } = detailRows(usage, now);
  const cacheSize = sum((usage.BuildCache ?? []).filter(({ Shared }) => !Shared).map(({ Size }) => Size));
  return [
    `Images space usage:\n\n${formatRows(IMAGE_TABLE, IMAGE_COLUMNS, images)}`,
    `Containers space usage:\n\n${formatRows(CONTAINER_TABLE, CONTAINER_COLUMNS, containers)}`,
    `Local Volumes space usage:\n\n${formatRows(VOLUME_TABLE, 'table {{.Name}}\t{{.Links}}\t{{.Size}}', volumes)}`,
    `Build cache usage: ${humanSize(cacheSize)}\n`,
    formatRows(CACHE_TABLE, CACHE_COLUMNS, cache),
  ].join('\n');
}

/** `docker system df -v --format …`: lists of rows. */
export function formatDetails(usage: DiskUsage, format: string, now: number): string {
  const { images, containers, volumes, cache } = detailRows(usage, now);
  const rows = (table: Table, list: readonly Row[]) => list.map((row) => rowStruct(table, row));
  const details: Row = {
    Images: () => rows(IMAGE_TABLE, images),
    Containers: () => rows(CONTAINER_TABLE, containers),
    Volumes: () => rows(VOLUME_TABLE, volumes),
    BuildCache: () => rows(CACHE_TABLE, cache),
  };
  return formatRows({ ...USAGE_TABLE, unsorted: true }, format, [details]);
}

const CACHE_TABLE: Table = {
  typeName: '*formatter.buildCacheContext',
  headers: {
    ID: 'CACHE ID',
    CacheType: 'CACHE TYPE',
    Size: 'SIZE',
    CreatedSince: 'CREATED',
    LastUsedSince: 'LAST USED',
    UsageCount: 'USAGE',
    Shared: 'SHARED',
  },
};
const CACHE_COLUMNS =
  'table {{.ID}}\t{{.CacheType}}\t{{.Size}}\t{{.CreatedSince}}\t{{.LastUsedSince}}\t{{.UsageCount}}\t{{.Shared}}';

function cacheRow(record: NonNullable<DiskUsage['BuildCache']>[number], now: number): Row {
  const since = (date: string | null) => (date === null ? '' : `${humanDuration(now - Date.parse(date))} ago`);
  return {
    ID: () => record.ID.slice(0, 12) + (record.InUse ? '*' : ''),
    CacheType: () => record.Type,
    Size: () => humanSize(record.Size, 3),
    CreatedSince: () => since(record.CreatedAt),
    LastUsedSince: () => since(record.LastUsedAt),
    UsageCount: () => String(record.UsageCount),
    Shared: () => String(record.Shared),
  };
}
