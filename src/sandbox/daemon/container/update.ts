import { ApiError } from '../../api/errors.ts';
import type { ContainerUpdateBody, ContainerUpdateResponse, HostConfig, Resources } from '../../api/types/container.ts';
import { limitCgroup } from '../../runtime/cgroup.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { hasLegacyCgroups } from './cgroup-version.ts';
import { liveOf } from './find.ts';
import { logContainerEvent } from './log-event.ts';
import { limitsOf } from './spec.ts';
import { discardUnsupported } from './unsupported.ts';
import { validateResources, validateRestartPolicy } from './validate.ts';

const FIELDS = [
  'CpuShares',
  'Memory',
  'NanoCpus',
  'CpuPeriod',
  'CpuQuota',
  'CpusetCpus',
  'CpusetMems',
  'MemoryReservation',
  'MemorySwap',
  'BlkioWeight',
  'CpuRealtimePeriod',
  'CpuRealtimeRuntime',
  'PidsLimit',
] as const satisfies readonly (keyof Resources)[];

/** POST /containers/{id}/update. Zero and '' leave a value as it is. */
export function updateContainer(
  daemon: Daemon,
  record: ContainerRecord,
  body: ContainerUpdateBody,
): ContainerUpdateResponse {
  const { RestartPolicy } = body;
  if (RestartPolicy !== undefined && RestartPolicy.Name !== '') {
    validateRestartPolicy(RestartPolicy);
    if (record.hostConfig.AutoRemove && RestartPolicy.Name !== 'no') {
      throw new ApiError(
        'conflict',
        `Cannot update container ${record.id}: Restart policy cannot be updated because AutoRemove is enabled for the container`,
      );
    }
  }
  const changed: Record<string, unknown> = {};
  for (const field of FIELDS) {
    const value = body[field];
    if (value !== undefined && value !== null && value !== 0 && value !== '') changed[field] = value;
  }
  if ((body.PidsLimit ?? 0) < 0) changed['PidsLimit'] = 0;
  const { supported: asked, warnings } = discardUnsupported(
    { ...emptyResources(record.hostConfig), ...changed } as Resources,
    hasLegacyCgroups(daemon),
  );
  const merged: HostConfig = { ...record.hostConfig, ...changed, BlkioWeight: asked.BlkioWeight };
  validateResources(daemon, {
    ...asked,
    Memory: asked.Memory,
    MemorySwap: merged.Memory > 0 && asked.Memory === 0 ? 0 : asked.MemorySwap,
  });
  // Without a new swap limit the old one decides, even where there was none. @see moby container.UpdateContainer
  if (asked.Memory > 0 && asked.MemorySwap === 0 && asked.Memory > record.hostConfig.MemorySwap) {
    const text =
      'Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time';
    throw new ApiError('conflict', `Cannot update container ${record.id}: ${text}`);
  }
  if (merged.NanoCpus > 0 && (asked.CpuQuota > 0 || asked.CpuPeriod > 0) && asked.NanoCpus === 0) {
    throw new ApiError(
      'conflict',
      `Cannot update container ${record.id}: Conflicting options: CPU ${asked.CpuPeriod > 0 ? 'Period' : 'Quota'} cannot be updated as NanoCPUs has already been set`,
    );
  }
  const { runtime } = liveOf(daemon, record);
  if (runtime !== undefined && merged.MemorySwap > 0 && merged.MemorySwap < merged.Memory) {
    const why = hasLegacyCgroups(daemon)
      ? `failed to write "${merged.MemorySwap}": write /sys/fs/cgroup/memory/docker/${record.id}/memory.memsw.limit_in_bytes: invalid argument`
      : 'memory+swap limit should be >= memory limit';
    const text = `runc did not terminate successfully: exit status 1: ${why}`;
    throw new ApiError('internal', `Cannot update container ${record.id}: ${text}`);
  }
  record.hostConfig = { ...merged, ...(RestartPolicy !== undefined && RestartPolicy.Name !== '' && { RestartPolicy }) };
  if (runtime !== undefined) {
    const { swapMax } = runtime.cgroup;
    limitCgroup(runtime.cgroup, limitsOf(daemon, record.hostConfig));
    // runc isn't told of -1. @see moby daemon/update_linux.go toContainerdResources
    if (asked.MemorySwap < 0) runtime.cgroup.swapMax = swapMax;
  }
  logContainerEvent(daemon, record, 'update');
  return { Warnings: warnings.length === 0 ? null : warnings };
}

const emptyResources = (config: Resources): Resources => ({
  ...config,
  CpuShares: 0,
  Memory: 0,
  NanoCpus: 0,
  CpuPeriod: 0,
  CpuQuota: 0,
  CpusetCpus: '',
  CpusetMems: '',
  MemoryReservation: 0,
  MemorySwap: 0,
  MemorySwappiness: null,
});
