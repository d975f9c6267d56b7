import type { HostConfig } from '../../api/types/container.ts';

const MASKED_PATHS = [
  '/proc/asound',
  '/proc/acpi',
  '/proc/interrupts',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/sys/firmware',
  '/sys/devices/virtual/powercap',
];
const READONLY_PATHS = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];
const SHM_SIZE = 64 * 2 ** 20;

/** All fields in the order in which the engine prints them; `undefined` is left out where nothing is set. */
const DEFAULTS: { readonly [Key in keyof Required<HostConfig>]: HostConfig[Key] | undefined } = {
  Binds: null,
  ContainerIDFile: '',
  LogConfig: { Type: 'json-file', Config: {} },
  NetworkMode: 'bridge',
  PortBindings: {},
  RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
  AutoRemove: false,
  VolumeDriver: '',
  VolumesFrom: null,
  ConsoleSize: [0, 0],
  Annotations: undefined,
  CapAdd: null,
  CapDrop: null,
  CgroupnsMode: 'private',
  Dns: null,
  DnsOptions: null,
  DnsSearch: null,
  ExtraHosts: null,
  GroupAdd: null,
  IpcMode: 'private',
  Cgroup: '',
  Links: null,
  OomScoreAdj: 0,
  PidMode: '',
  Privileged: false,
  PublishAllPorts: false,
  ReadonlyRootfs: false,
  SecurityOpt: null,
  StorageOpt: undefined,
  Tmpfs: undefined,
  UTSMode: '',
  UsernsMode: '',
  ShmSize: SHM_SIZE,
  Sysctls: undefined,
  Runtime: 'runc',
  Isolation: '',
  CpuShares: 0,
  Memory: 0,
  NanoCpus: 0,
  CgroupParent: '',
  BlkioWeight: 0,
  BlkioWeightDevice: null,
  BlkioDeviceReadBps: null,
  BlkioDeviceWriteBps: null,
  BlkioDeviceReadIOps: null,
  BlkioDeviceWriteIOps: null,
  CpuPeriod: 0,
  CpuQuota: 0,
  CpuRealtimePeriod: 0,
  CpuRealtimeRuntime: 0,
  CpusetCpus: '',
  CpusetMems: '',
  Devices: null,
  DeviceCgroupRules: null,
  DeviceRequests: null,
  KernelMemory: undefined,
  MemoryReservation: 0,
  MemorySwap: 0,
  MemorySwappiness: null,
  OomKillDisable: null,
  PidsLimit: null,
  Ulimits: null,
  CpuCount: 0,
  CpuPercent: 0,
  IOMaximumIOps: 0,
  IOMaximumBandwidth: 0,
  Mounts: undefined,
  MaskedPaths: MASKED_PATHS,
  ReadonlyPaths: READONLY_PATHS,
  Init: undefined,
};

/** CAP_CHOWN for chown, CHOWN and CAP_CHOWN; ALL stays. @see moby oci/caps NormalizeLegacyCapabilities */
const normalizeCapability = (name: string): string => {
  const upper = name.toUpperCase();
  return upper === 'ALL' || upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
};
const normalizeCapabilities = (names: readonly string[] | null): readonly string[] | null =>
  names === null || names.length === 0 ? null : [...new Set(names.map(normalizeCapability))].sort();

/** What the engine makes of the host configuration of a create request; on cgroup v1 it has other defaults. @see moby daemon adaptContainerSettings */
export function completeHostConfig(body: Partial<HostConfig> = {}, { legacyCgroups = false } = {}): HostConfig {
  const merged: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(DEFAULTS)) {
    const given = (body as Record<string, unknown>)[key];
    const chosen = given === undefined ? value : given;
    if (chosen !== undefined) merged[key] = chosen;
  }
  const config = merged as unknown as HostConfig;
  const swap = config.Memory > 0 && config.MemorySwap === 0 ? config.Memory * 2 : config.MemorySwap;
  const { Type, Config } = config.LogConfig;
  const sealed = !config.Privileged;
  return {
    ...config,
    LogConfig: { Type: Type === '' ? 'json-file' : Type, Config: sortKeys(Config ?? {}) },
    NetworkMode: config.NetworkMode === '' || config.NetworkMode === 'default' ? 'bridge' : config.NetworkMode,
    RestartPolicy: { ...config.RestartPolicy, Name: config.RestartPolicy.Name || 'no' },
    CapAdd: normalizeCapabilities(config.CapAdd),
    CapDrop: normalizeCapabilities(config.CapDrop),
    CgroupnsMode: config.CgroupnsMode || (legacyCgroups ? 'host' : 'private'),
    IpcMode: config.IpcMode || 'private',
    ShmSize: config.ShmSize || SHM_SIZE,
    Runtime: config.Runtime || 'runc',
    MemorySwap: swap,
    MemorySwappiness: config.MemorySwappiness === -1 ? null : config.MemorySwappiness,
    OomKillDisable: config.OomKillDisable === true ? true : legacyCgroups ? false : null,
    SecurityOpt: unlabelled(config),
    PidsLimit: (config.PidsLimit ?? 0) > 0 ? config.PidsLimit : null,
    MaskedPaths: sealed ? (body.MaskedPaths ?? MASKED_PATHS) : null,
    ReadonlyPaths: sealed ? (body.ReadonlyPaths ?? READONLY_PATHS) : null,
  };
}

/** SELinux has nothing to say where a container sees the host's processes or IPC. @see moby daemon generateSecurityOpt */
function unlabelled({ SecurityOpt, Privileged, IpcMode, PidMode }: HostConfig): HostConfig['SecurityOpt'] {
  const isLabelled = SecurityOpt?.some((option) => /^label[=:]/.test(option)) === true;
  const seesHost = Privileged || IpcMode === 'host' || PidMode === 'host';
  return seesHost && !isLabelled ? [...(SecurityOpt ?? []), 'label=disable'] : SecurityOpt;
}

const sortKeys = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
