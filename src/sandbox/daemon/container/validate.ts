import { ApiError } from '../../api/errors.ts';
import type {
  ContainerCreateBody,
  HealthConfig,
  HostConfig,
  Resources,
  RestartPolicy,
} from '../../api/types/container.ts';
import { ALL_CAPABILITIES } from '../../kernel/credentials.ts';
import type { Daemon } from '../daemon.ts';
import { hasLegacyCgroups } from './cgroup-version.ts';
import { isSignal } from './signal-number.ts';

const refuse = (message: string): never => {
  throw new ApiError('invalid_parameter', message);
};

const MIN_MEMORY = 6 * 2 ** 20;
const LOG_OPTIONS: Readonly<Record<string, readonly string[] | undefined>> = {
  none: [],
  local: ['max-file', 'max-size', 'compress'],
  'json-file': ['max-file', 'max-size', 'compress', 'labels', 'labels-regex', 'env', 'env-regex', 'tag'],
};
/** Drivers that the engine has and this host has not. */
const OTHER_LOG_DRIVERS = ['awslogs', 'fluentd', 'gcplogs', 'gelf', 'journald', 'splunk', 'syslog'];
const COMMON_LOG_OPTIONS = [
  'mode',
  'max-buffer-size',
  'cache-disabled',
  'cache-max-size',
  'cache-max-file',
  'cache-compress',
];

/** Checks of a create request that need no image. @see moby daemon/container.go verifyContainerSettings */
export function validateCreate(daemon: Daemon, body: ContainerCreateBody, hostConfig: HostConfig): void {
  if (body.WorkingDir !== undefined && body.WorkingDir !== '' && !body.WorkingDir.startsWith('/')) {
    refuse(`the working directory '${body.WorkingDir}' is invalid, it needs to be an absolute path`);
  }
  if (body.StopSignal !== undefined && body.StopSignal !== '' && !isSignal(body.StopSignal)) {
    refuse(`invalid signal: ${body.StopSignal}`);
  }
  for (const entry of body.Env ?? []) if (entry.startsWith('=')) refuse(`invalid environment variable: ${entry}`);
  validateHealth(body.Healthcheck);
  validateHostConfig(daemon, body, hostConfig);
}

function validateHostConfig(daemon: Daemon, body: ContainerCreateBody, config: HostConfig): void {
  if (Object.hasOwn(config.Annotations ?? {}, '')) {
    refuse('invalid Annotations: the empty string is not permitted as an annotation key');
  }
  if (config.AutoRemove && config.RestartPolicy.Name !== 'no') {
    refuse("can't create 'AutoRemove' container with restart policy");
  }
  for (const host of config.ExtraHosts ?? []) {
    if (!/^[^:]+:.+/.test(host)) refuse(`bad format for add-host: "${host}"`);
  }
  for (const key of Object.keys(config.PortBindings ?? {})) validatePort(key, config);
  validateRestartPolicy(config.RestartPolicy);
  validateCapabilities('CapAdd', config.CapAdd);
  validateCapabilities('CapDrop', config.CapDrop);
  if (config.Isolation !== '' && config.Isolation !== 'default') {
    refuse(`invalid isolation (${config.Isolation}): linux only supports 'default'`);
  }
  if (!/^(none|private|shareable|host|container:.+)$/.test(config.IpcMode))
    refuse(`invalid IPC mode: ${config.IpcMode}`);
  validateModes(body, config);
  validateResources(daemon, config);
  if (config.CgroupParent !== '' && !hasLegacyCgroups(daemon) && !/.\.slice$/.test(config.CgroupParent)) {
    refuse('cgroup-parent for systemd cgroup should be a valid slice named as "xxx.slice"');
  }
  validateLogConfig(config);
  validateSecurity(config);
  if (config.Runtime !== 'runc' && config.Runtime !== 'io.containerd.runc.v2') {
    refuse(`unknown or invalid runtime name: ${config.Runtime}`);
  }
  for (const path of Object.keys(config.Tmpfs ?? {})) {
    if (path === '/') refuse("invalid specification: destination can't be '/'");
    if (!path.startsWith('/')) refuse(`invalid mount path: '${path}' mount path must be absolute`);
  }
  if (config.OomScoreAdj < -1000 || config.OomScoreAdj > 1000) {
    refuse(`Invalid value ${config.OomScoreAdj}, range for oom score adj is [-1000, 1000]`);
  }
  const strange = Object.keys(config.StorageOpt ?? {}).find((key) => key !== 'size');
  if (strange !== undefined) refuse(`Unknown option ${strange}`);
  if (Object.keys(config.StorageOpt ?? {}).length > 0) {
    refuse(`--storage-opt is supported only for overlay over xfs with 'pquota' mount option`);
  }
}

/** Host name, ports and links beside borrowed namespaces. @see moby runconfig/hostconfig_unix.go */
function validateModes(body: ContainerCreateBody, config: HostConfig): void {
  const borrowed = config.NetworkMode.startsWith('container:');
  const named = (body.Hostname ?? '') !== '';
  if (borrowed && config.NetworkMode === 'container:')
    refuse('invalid network mode: invalid container format container:<name|id>');
  if (config.UTSMode === 'host' && named) refuse('conflicting options: hostname and the UTS mode');
  if (borrowed && named) refuse('conflicting options: hostname and the network mode');
  if (config.NetworkMode === 'host' && (config.Links ?? []).length > 0) {
    refuse(
      "conflicting options: host type networking can't be used with links. This would result in undefined behavior",
    );
  }
  if (borrowed && (config.Links ?? []).length > 0) {
    refuse(
      "conflicting options: container type network can't be used with links. This would result in undefined behavior",
    );
  }
  if (borrowed && (config.Dns ?? []).length > 0) refuse('conflicting options: dns and the network mode');
  if (borrowed && (config.ExtraHosts ?? []).length > 0) {
    refuse('conflicting options: custom host-to-IP mapping and the network mode');
  }
  if (borrowed && (Object.keys(config.PortBindings ?? {}).length > 0 || config.PublishAllPorts)) {
    refuse('conflicting options: port publishing and the container type network mode');
  }
  if (borrowed && Object.keys(body.ExposedPorts ?? {}).length > 0) {
    refuse('conflicting options: port exposing and the container type network mode');
  }
}

function validatePort(key: string, config: HostConfig): void {
  const [port = '', protocol = 'tcp'] = key.split('/');
  if (!/^\d+$/.test(port) || Number(port) > 65_535) refuse(`invalid port specification: "${key}"`);
  if (!['tcp', 'udp', 'sctp'].includes(protocol)) refuse(`invalid port specification: "${key}"`);
  for (const { HostPort } of config.PortBindings?.[key] ?? []) {
    if (!/^(\d+(-\d+)?)?$/.test(HostPort)) refuse(`invalid port specification: "${HostPort}"`);
  }
}

export function validateRestartPolicy({ Name, MaximumRetryCount }: RestartPolicy): void {
  const prefix = 'invalid restart policy: ';
  if (!['', 'no', 'always', 'on-failure', 'unless-stopped'].includes(Name)) {
    refuse(`${prefix}unknown policy '${Name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`);
  }
  if (Name === 'on-failure' && MaximumRetryCount < 0) refuse(`${prefix}maximum retry count cannot be negative`);
  if (Name !== 'on-failure' && MaximumRetryCount !== 0) {
    const negative = MaximumRetryCount < 0 ? ' and cannot be negative' : '';
    refuse(`${prefix}maximum retry count can only be used with 'on-failure'${negative}`);
  }
}

function validateCapabilities(field: string, names: readonly string[] | null): void {
  for (const name of names ?? []) {
    if (name !== 'ALL' && !(ALL_CAPABILITIES as readonly string[]).includes(name)) {
      refuse(`invalid ${field}: unknown capability: "${name}"`);
    }
  }
}

function validateSecurity(config: HostConfig): void {
  for (const option of config.SecurityOpt ?? []) {
    const separator = option.includes('=') ? '=' : ':';
    const [name = '', value] = option.split(separator);
    if (name === 'no-new-privileges') {
      if (value !== undefined && !['true', 'false'].includes(value)) refuse(`invalid --security-opt 2: "${option}"`);
    } else if (value === undefined) refuse(`invalid --security-opt 1: "${option}"`);
    else if (!['label', 'apparmor', 'seccomp', 'systempaths', 'writable-cgroups', 'disable'].includes(name)) {
      refuse(`invalid --security-opt 2: "${option}"`);
    }
  }
}

function validateLogConfig({ LogConfig: { Type, Config } }: HostConfig): void {
  if (OTHER_LOG_DRIVERS.includes(Type)) {
    throw new ApiError('not_implemented', `drydock: not simulated: --log-driver ${Type}`);
  }
  const { mode = '', 'max-buffer-size': buffer } = Config ?? {};
  if (!['', 'blocking', 'non-blocking'].includes(mode)) refuse(`logger: logging mode not supported: ${mode}`);
  if (buffer !== undefined && mode !== 'non-blocking') {
    refuse("logger: max-buffer-size option is only supported with 'mode=non-blocking'");
  }
  if (buffer !== undefined && !/^\d+(\.\d*)? ?([kmgtp]?i?b?)?$/i.test(buffer)) {
    refuse(`error parsing option max-buffer-size: invalid size: '${buffer}'`);
  }
  const known = LOG_OPTIONS[Type];
  if (known === undefined) {
    throw new ApiError('not_found', `error looking up logging plugin ${Type}: plugin "${Type}" not found`);
  }
  for (const key of Object.keys(Config ?? {})) {
    if (!known.includes(key) && !COMMON_LOG_OPTIONS.includes(key) && Type !== 'none') {
      refuse(`unknown log opt '${key}' for ${Type} log driver`);
    }
  }
}

function validateHealth(health: HealthConfig | undefined): void {
  if (health === undefined) return;
  const least = 1_000_000;
  for (const key of ['Interval', 'Timeout', 'StartPeriod', 'StartInterval'] as const) {
    const value = health[key] ?? 0;
    if (value !== 0 && value < least) refuse(`${key} in Healthcheck cannot be less than 1ms`);
  }
  if ((health.Retries ?? 0) < 0) refuse('Retries in Healthcheck cannot be negative');
}

/** Limits of create and update that this machine can keep. @see moby daemon/daemon_unix.go verifyPlatformContainerResources */
export function validateResources(daemon: Daemon, config: Resources): void {
  const { Memory, MemorySwap, MemoryReservation, NanoCpus, CpuPeriod, CpuQuota, CpuShares } = config;
  const { cpus } = daemon.machine;
  if (Memory !== 0 && Memory < MIN_MEMORY) refuse('Minimum memory limit allowed is 6MB');
  if (Memory > 0 && MemorySwap > 0 && MemorySwap < Memory) {
    refuse('Minimum memoryswap limit should be larger than memory limit, see usage');
  }
  if (Memory === 0 && MemorySwap > 0) {
    refuse('You should always set the Memory limit when using Memoryswap limit, see usage');
  }
  if (config.MemorySwappiness !== null && (config.MemorySwappiness < 0 || config.MemorySwappiness > 100)) {
    refuse(`Invalid value: ${config.MemorySwappiness}, valid memory swappiness range is 0-100`);
  }
  if (MemoryReservation > 0 && MemoryReservation < MIN_MEMORY) refuse('Minimum memory reservation allowed is 6MB');
  if (Memory > 0 && MemoryReservation > 0 && Memory < MemoryReservation) {
    refuse('Minimum memory limit can not be less than memory reservation limit, see usage');
  }
  if (NanoCpus !== 0) {
    if (CpuPeriod > 0) refuse('Conflicting options: Nano CPUs and CPU Period cannot both be set');
    if (CpuQuota > 0) refuse('Conflicting options: Nano CPUs and CPU Quota cannot both be set');
    if (NanoCpus < 0 || NanoCpus > cpus * 1e9) {
      refuse(`range of CPUs is from 0.01 to ${cpus}.00, as there are only ${cpus} CPUs available`);
    }
  }
  if (CpuPeriod !== 0 && (CpuPeriod < 1000 || CpuPeriod > 1_000_000)) {
    refuse('CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)');
  }
  if (CpuQuota > 0 && CpuQuota < 1000) refuse('CPU cfs quota can not be less than 1ms (i.e. 1000)');
  if (CpuShares < 0) refuse(`invalid CPU shares (${CpuShares}): value must be a positive integer`);
  validateCpuset('cpus', config.CpusetCpus);
  validateCpuset('mems', config.CpusetMems);
  const last = Math.max(-1, ...config.CpusetCpus.split(/[,-]/).map(Number));
  if (last >= cpus) {
    refuse(`Requested CPUs are not available - requested ${config.CpusetCpus}, available: 0-${cpus - 1}`);
  }
  const { BlkioWeight } = config;
  if (BlkioWeight !== 0 && (BlkioWeight < 10 || BlkioWeight > 1000)) {
    refuse('Range of blkio weight is from 10 to 1000');
  }
}

function validateCpuset(kind: 'cpus' | 'mems', text: string): void {
  for (const part of text === '' ? [] : text.split(',')) {
    if (!/^\d+(-\d+)?$/.test(part)) refuse(`Invalid value ${text} for cpuset ${kind}: invalid format: ${part}`);
  }
}
