import { ApiError } from '../../api/errors.ts';
import type { HostConfig } from '../../api/types/container.ts';

const isSet = (value: unknown): boolean =>
  value !== undefined &&
  value !== null &&
  !(typeof value === 'number' && value <= 0) &&
  value !== '' &&
  value !== false &&
  !(Array.isArray(value) && value.length === 0);

/** Fields of a create request that have no effect here, by the option that sets them. */
const HOST_FIELDS: { readonly [Key in keyof HostConfig]?: string } = {
  CpuRealtimePeriod: '--cpu-rt-period',
  CpuRealtimeRuntime: '--cpu-rt-runtime',
  OomKillDisable: '--oom-kill-disable with cgroup v1',
};

/** @throws {ApiError} `drydock: not simulated: --cpu-rt-period` */
export function refuseNotSimulated(config: HostConfig): void {
  for (const [field, option] of Object.entries(HOST_FIELDS)) {
    if (isSet(config[field as keyof HostConfig])) {
      throw new ApiError('not_implemented', `drydock: not simulated: ${option}`);
    }
  }
  for (const option of config.SecurityOpt ?? []) {
    const [, profile] = /^seccomp[=:](.*)$/s.exec(option) ?? [];
    if (profile === undefined || ['unconfined', 'builtin', ''].includes(profile)) continue;
    throw new ApiError('not_implemented', 'drydock: not simulated: --security-opt seccomp=PROFILE');
  }
}

/** @throws {ApiError} there is no driver for GPUs and no CDI file: a container that asks for one can't start */
export function refuseDevices({ DeviceRequests }: HostConfig): void {
  const [request] = DeviceRequests ?? [];
  if (request?.Driver === 'cdi') {
    const names = (request.DeviceIDs ?? []).join(', ');
    throw new ApiError('internal', `CDI device injection failed: unresolvable CDI devices ${names}`);
  }
  if (request !== undefined) {
    const wanted = (request.Capabilities ?? []).map((names) => `[${names.join(' ')}]`).join(' ');
    throw new ApiError('internal', `could not select device driver "${request.Driver}" with capabilities: [${wanted}]`);
  }
}
