import type { Resources } from '../api/types/container.ts';
import type { BlkioConfig, Service } from './model/service.ts';

/** `blkio_config` as the daemon takes it. */
export function blockDevices({ blkio_config: config }: Service): Partial<Resources> {
  if (config === undefined) return {};
  const { weight, weight_device } = config;
  return {
    ...(weight !== undefined && { BlkioWeight: weight }),
    ...(weight_device !== undefined && {
      BlkioWeightDevice: weight_device.map(({ path, weight: Weight }) => ({ Path: path, Weight })),
    }),
    ...rates('BlkioDeviceReadBps', config.device_read_bps),
    ...rates('BlkioDeviceReadIOps', config.device_read_iops),
    ...rates('BlkioDeviceWriteBps', config.device_write_bps),
    ...rates('BlkioDeviceWriteIOps', config.device_write_iops),
  };
}

const rates = (field: string, list: BlkioConfig['device_read_bps']) =>
  list === undefined ? {} : { [field]: list.map(({ path, rate }) => ({ Path: path, Rate: Number(rate) })) };

/** `gpus` and `deploy.resources.reservations.devices`. */
export function deviceRequests({ gpus = [], deploy }: Service): Partial<Resources> {
  const reserved = (deploy?.resources?.reservations?.devices ?? []).map((one) => ({ ...one, own: false }));
  const wanted = [...reserved, ...gpus.map((one) => ({ ...one, own: true }))];
  if (wanted.length === 0) return {};
  return {
    DeviceRequests: wanted.map(({ driver = '', count = 0, device_ids, capabilities = [], options, own }) => ({
      Driver: driver,
      Count: count,
      DeviceIDs: device_ids ?? null,
      Capabilities: [own ? [...capabilities, 'gpu'] : capabilities],
      Options: options ?? null,
    })),
  };
}
