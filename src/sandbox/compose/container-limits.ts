import type { Resources, RestartPolicy } from '../api/types/container.ts';
import { parseRestartPolicy } from '../cli/opts/restart.ts';
import { blockDevices, deviceRequests } from './container-devices.ts';
import { ComposeError } from './model/error.ts';
import type { Service } from './model/service.ts';

export function restartPolicy({ restart, deploy }: Service): RestartPolicy {
  if (restart !== undefined) return parseRestartPolicy(restart === 'no' ? '' : restart);
  const policy = deploy?.restart_policy;
  if (policy === undefined) return { Name: 'no', MaximumRetryCount: 0 };
  const names = { none: 'no', 'on-failure': 'on-failure', any: 'always' } as const;
  return {
    Name: names[policy.condition as keyof typeof names] ?? 'always',
    MaximumRetryCount: policy.condition === 'on-failure' ? (policy.max_attempts ?? 0) : 0,
  };
}

/** @throws {ComposeError} `invalid security-opt: "x"` */
export function securityOptions({ security_opt }: Service): readonly string[] | null {
  const wrong = security_opt?.find((text) => !/[=:]/.test(text) && text !== 'no-new-privileges');
  if (wrong !== undefined) throw new ComposeError(`invalid security-opt: ${JSON.stringify(wrong)}`);
  return security_opt ?? null;
}

/** `/tmp:size=1m` */
export function tmpfsEntry(text: string): [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

/** What a container of a service may use. */
export function resources(service: Service): Partial<Resources> {
  const limits = service.deploy?.resources?.limits;
  const reserved = service.deploy?.resources?.reservations;
  const cpus = service.cpus ?? limits?.cpus ?? 0;
  const pids = service.pids_limit ?? limits?.pids;
  return {
    ...blockDevices(service),
    ...deviceRequests(service),
    CpuShares: service.cpu_shares ?? 0,
    CpuPeriod: service.cpu_period ?? 0,
    CpuQuota: service.cpu_quota ?? 0,
    CpusetCpus: service.cpuset ?? '',
    NanoCpus: Math.round(cpus * 1e9),
    Memory: Number(service.mem_limit ?? limits?.memory ?? 0),
    MemoryReservation: Number(service.mem_reservation ?? reserved?.memory ?? 0),
    MemorySwap: Number(service.memswap_limit ?? 0),
    MemorySwappiness: service.mem_swappiness === undefined ? null : Number(service.mem_swappiness),
    OomKillDisable: service.oom_kill_disable ?? null,
    PidsLimit: pids ?? null,
    CgroupParent: service.cgroup_parent ?? '',
    DeviceCgroupRules: service.device_cgroup_rules ?? null,
    Devices:
      service.devices?.map(({ source, target, permissions }) => ({
        PathOnHost: source,
        PathInContainer: target,
        CgroupPermissions: permissions,
      })) ?? null,
    Ulimits:
      service.ulimits === undefined
        ? null
        : Object.entries(service.ulimits)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([Name, limit]) =>
              typeof limit === 'number'
                ? { Name, Hard: limit, Soft: limit }
                : { Name, Hard: limit.hard, Soft: limit.soft },
            ),
  };
}
