import type { Convert } from './convert.ts';
import { convertAll, list, size } from './convert.ts';
import type { TreeMap } from './tree.ts';

/** A number of devices or the devices themselves; without both it is all of them. */
export const deviceRequests: Convert = (_place, value) =>
  list(value).map((item) => {
    const request = item as TreeMap;
    const { count, device_ids } = request;
    if (count === undefined) return device_ids === undefined ? { ...request, count: -1 } : request;
    return { ...request, count: count === 'all' ? -1 : Number(count) };
  });
export const gpus: Convert = (place, value, key) =>
  deviceRequests(place, value === 'all' ? [{ count: -1 }] : value, key);

const rates: Convert = (place, value, key) =>
  list(value).map((item) => ({ ...(item as TreeMap), rate: size(place, (item as TreeMap)['rate'] ?? null, key) }));
export const blkio: Convert = (place, value) => ({
  ...(value as TreeMap),
  ...convertAll({ ...place, where: `${place.where}.blkio_config` }, value as TreeMap, {
    device_read_bps: rates,
    device_read_iops: rates,
    device_write_bps: rates,
    device_write_iops: rates,
  }),
});
