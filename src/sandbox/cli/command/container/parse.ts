import type {
  ContainerConfig,
  ContainerCreateBody,
  HealthConfig,
  HostConfig,
  PortBinding,
} from '../../../api/types/container.ts';
import { decode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import { goError } from '../../error-text.ts';
import type { Io } from '../../io.ts';
import { UsageError } from '../../errors.ts';
import { absolute } from '../../opts/absolute.ts';
import { parseDevice } from '../../opts/device.ts';
import { withEnvironment } from '../../opts/env.ts';
import { parseEnvFile } from '../../opts/env-file.ts';
import { toRecord } from '../../opts/label.ts';
import { parseExpose, parsePublish } from '../../opts/publish.ts';
import { goQuote } from '../../../api/go-quote.ts';
import { parseRestartPolicy } from '../../opts/restart.ts';
import { parseVolume } from '../../opts/volume.ts';
import type { ContainerFlags } from './flags.ts';
import { endpoints, networkMode } from './endpoints.ts';

interface Given {
  readonly flags: ContainerFlags;
  readonly changed: ReadonlySet<string>;
  readonly args: readonly string[];
  readonly io: Io;
}

/**
 * The create body that flags and arguments ask for.
 * @throws {UsageError} what docker prints after `docker: `, exit 125
 * @see docker/cli cli/command/container/opts.go, parse
 */
export async function parseContainer(given: Given): Promise<ContainerCreateBody> {
  const { flags } = given;
  const swappiness = flags['memory-swappiness'];
  if (swappiness !== -1 && (swappiness < 0 || swappiness > 100)) {
    throw new UsageError(`invalid value: ${swappiness}. Valid memory swappiness range is 0-100`);
  }
  if (flags['mac-address'] !== '' && !/^([\da-f]{2}[:-]){5}[\da-f]{2}$/i.test(flags['mac-address'])) {
    throw new UsageError(`${flags['mac-address']} is not a valid mac address`);
  }
  const volumes = parseVolumes(flags.volume, given.io);
  const ports = parsePorts(flags);
  const config = await parseConfig(given, volumes.anonymous, ports.exposed);
  const hostConfig = await parseHostConfig(given, volumes.binds, ports.bindings);
  const networking = endpoints(flags);
  return { ...config, HostConfig: hostConfig, NetworkingConfig: { EndpointsConfig: networking } };
}

function parseVolumes(specs: readonly string[], io: Io) {
  const binds: string[] = [];
  const anonymous: Record<string, Record<string, never>> = {};
  for (const spec of new Set(specs)) {
    const { source, target } = parseVolume(spec);
    if (source === '') anonymous[target] = {};
    else if (source.startsWith('.')) binds.push(absolute(source, io) + spec.slice(source.length));
    else binds.push(spec);
  }
  return { binds, anonymous };
}

function parsePorts(flags: ContainerFlags) {
  const exposed: Record<string, Record<string, never>> = {};
  const bindings: Record<string, PortBinding[]> = {};
  for (const { port, binding } of flags.publish.flatMap(parsePublish)) {
    exposed[port] = {};
    (bindings[port] ??= []).push(binding);
  }
  for (const port of flags.expose.flatMap(parseExpose)) exposed[port] = {};
  return { exposed, bindings };
}

async function readLines(path: string, io: Io): Promise<string> {
  try {
    return decode(await io.readFile(path));
  } catch (error) {
    if (!(error instanceof Errno) || error.code !== 'EISDIR') throw error;
    throw new UsageError(`invalid env file (${path}): read ${path}: is a directory`);
  }
}

/** Values from files first, then those of flags. */
export async function readEnvironment(files: readonly string[], values: readonly string[], io: Io): Promise<string[]> {
  const fromFiles: string[] = [];
  for (const path of files) {
    fromFiles.push(...parseEnvFile(path, await readLines(path, io), (name) => io.env.get(name)));
  }
  return [...fromFiles, ...values.map((entry) => withEnvironment(entry, io.env))];
}

async function parseConfig(
  { flags, changed, args, io }: Given,
  Volumes: NonNullable<ContainerConfig['Volumes']>,
  ExposedPorts: NonNullable<ContainerConfig['ExposedPorts']>,
): Promise<ContainerConfig> {
  const labelFiles: string[] = [];
  for (const path of flags['label-file']) labelFiles.push(...parseEnvFile(path, await readLines(path, io)));
  const attach = new Set(flags.attach);
  const plain = attach.size === 0;
  const stdin = attach.has('stdin') || flags.interactive;
  const health = parseHealth(flags);
  return {
    Hostname: flags.hostname,
    Domainname: flags.domainname,
    User: flags.user,
    AttachStdin: stdin,
    AttachStdout: plain || attach.has('stdout'),
    AttachStderr: plain || attach.has('stderr'),
    ExposedPorts,
    Tty: flags.tty,
    OpenStdin: flags.interactive,
    StdinOnce: flags.interactive && stdin,
    Env: await readEnvironment(flags['env-file'], flags.env, io),
    Cmd: args.length > 1 ? args.slice(1) : null,
    ...(health !== undefined && { Healthcheck: health }),
    Image: args[0] ?? '',
    Volumes,
    WorkingDir: flags.workdir,
    Entrypoint: changed.has('entrypoint') ? [flags.entrypoint] : null,
    ...(flags['mac-address'] !== '' && { MacAddress: flags['mac-address'] }),
    OnBuild: null,
    Labels: toRecord([...labelFiles, ...flags.label]),
    ...(flags['stop-signal'] !== '' && { StopSignal: flags['stop-signal'] }),
    ...(changed.has('stop-timeout') && { StopTimeout: flags['stop-timeout'] }),
  };
}

const HEALTH_DURATIONS = ['health-interval', 'health-timeout', 'health-start-period', 'health-start-interval'] as const;

function parseHealth(flags: ContainerFlags): HealthConfig | undefined {
  const command = flags['health-cmd'];
  const retries = flags['health-retries'];
  const given = command !== '' || retries !== 0 || HEALTH_DURATIONS.some((name) => flags[name] !== 0);
  if (flags['no-healthcheck']) {
    if (given) throw new UsageError('--no-healthcheck conflicts with --health-* options');
    return { Test: ['NONE'] };
  }
  if (!given) return undefined;
  const negative = [...HEALTH_DURATIONS.slice(0, 2), 'health-retries' as const, ...HEALTH_DURATIONS.slice(2)].find(
    (name) => flags[name] < 0,
  );
  if (negative !== undefined) throw new UsageError(`--${negative} cannot be negative`);
  return {
    ...(command !== '' && { Test: ['CMD-SHELL', command] }),
    ...(flags['health-interval'] !== 0 && { Interval: flags['health-interval'] }),
    ...(flags['health-timeout'] !== 0 && { Timeout: flags['health-timeout'] }),
    ...(flags['health-start-period'] !== 0 && { StartPeriod: flags['health-start-period'] }),
    ...(flags['health-start-interval'] !== 0 && { StartInterval: flags['health-start-interval'] }),
    ...(retries !== 0 && { Retries: retries }),
  };
}

function checkNamespaces(flags: ContainerFlags): void {
  const isContainer = (mode: string) => /^container:.+/.test(mode);
  if (!['', 'host'].includes(flags.pid) && !isContainer(flags.pid)) throw new UsageError('--pid: invalid PID mode');
  if (!['', 'host'].includes(flags.uts)) throw new UsageError('--uts: invalid UTS mode');
  if (!['', 'host'].includes(flags.userns)) throw new UsageError('--userns: invalid USER mode');
  if (!['', 'host', 'private'].includes(flags.cgroupns)) throw new UsageError('--cgroupns: invalid CGROUP mode');
}

async function securityOptions(options: readonly string[], io: Io): Promise<readonly string[]> {
  const shown: string[] = [];
  for (const option of options) {
    const [, key, value = ''] = /^([\w-]+)[=:](.*)$/s.exec(option) ?? [];
    if (key === undefined && option !== 'no-new-privileges') {
      throw new UsageError(`Invalid --security-opt: ${goQuote(option)}`);
    }
    const profile = key === 'seccomp' && value !== 'unconfined' && value !== 'builtin';
    shown.push(profile ? `seccomp=${await seccompProfile(value, io)}` : option);
  }
  return shown;
}

/** The file's JSON, without blanks. */
async function seccompProfile(path: string, io: Io): Promise<string> {
  let text: string;
  try {
    text = decode(await io.readFile(path));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new UsageError(`opening seccomp profile (${path}) failed: open ${path}: ${goError(error)}`);
  }
  try {
    return JSON.stringify(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`compacting json for seccomp profile (${path}) failed: ${error.message}`);
  }
}

async function parseHostConfig(
  { flags, changed, io }: Given,
  Binds: readonly string[],
  PortBindings: HostConfig['PortBindings'],
): Promise<HostConfig> {
  checkNamespaces(flags);
  const RestartPolicy = parseRestartPolicy(flags.restart);
  if (flags['log-driver'] === 'none' && flags['log-opt'].length > 0) {
    throw new UsageError('invalid logging opts for driver none');
  }
  if (flags['storage-opt'].some((option) => !option.includes('='))) throw new UsageError('invalid storage option');
  if (flags.rm && !['', 'no'].includes(RestartPolicy.Name)) {
    throw new UsageError('conflicting options: cannot specify both --restart and --rm');
  }
  const mounts = flags.mount.map((mount) =>
    /^\.\.?(\/|$)/.test(mount.Source ?? '') ? { ...mount, Source: absolute(mount.Source ?? '', io) } : mount,
  );
  const size = io.size();
  return {
    Binds: Binds.length > 0 ? Binds : null,
    ContainerIDFile: flags.cidfile,
    LogConfig: { Type: flags['log-driver'], Config: toRecord(flags['log-opt']) },
    NetworkMode: networkMode(flags),
    PortBindings,
    RestartPolicy,
    AutoRemove: flags.rm,
    VolumeDriver: flags['volume-driver'],
    VolumesFrom: orNull(flags['volumes-from']),
    ConsoleSize: size === undefined ? [0, 0] : [size.rows, size.columns],
    ...(Object.keys(flags.annotation).length > 0 && { Annotations: flags.annotation }),
    CapAdd: orNull(flags['cap-add']),
    CapDrop: orNull(flags['cap-drop']),
    CgroupnsMode: flags.cgroupns,
    Dns: flags.dns,
    DnsOptions: [...flags['dns-option'], ...flags['dns-opt']],
    DnsSearch: flags['dns-search'],
    ExtraHosts: orNull(flags['add-host']),
    GroupAdd: orNull(flags['group-add']),
    IpcMode: flags.ipc,
    Cgroup: '',
    Links: orNull(flags.link),
    OomScoreAdj: flags['oom-score-adj'],
    PidMode: flags.pid,
    Privileged: flags.privileged,
    PublishAllPorts: flags['publish-all'],
    ReadonlyRootfs: flags['read-only'],
    SecurityOpt: orNull(await securityOptions(flags['security-opt'], io)),
    ...(flags['storage-opt'].length > 0 && { StorageOpt: toRecord(flags['storage-opt']) }),
    ...(flags.tmpfs.length > 0 && { Tmpfs: Object.fromEntries(flags.tmpfs.map(tmpfs)) }),
    UTSMode: flags.uts,
    UsernsMode: flags.userns,
    ShmSize: flags['shm-size'],
    ...(Object.keys(flags.sysctl).length > 0 && { Sysctls: flags.sysctl }),
    Runtime: flags.runtime,
    Isolation: flags.isolation,
    ...parseResources(flags),
    ...(mounts.length > 0 && { Mounts: mounts }),
    MaskedPaths: null,
    ReadonlyPaths: null,
    ...(changed.has('init') && { Init: flags.init }),
  };
}

const orNull = <T>(list: readonly T[]): readonly T[] | null => (list.length > 0 ? list : null);

function tmpfs(text: string): [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

function parseResources(flags: ContainerFlags) {
  const swappiness = flags['memory-swappiness'];
  return {
    CpuShares: flags['cpu-shares'],
    Memory: flags.memory,
    NanoCpus: flags.cpus,
    CgroupParent: flags['cgroup-parent'],
    BlkioWeight: flags['blkio-weight'],
    BlkioWeightDevice: flags['blkio-weight-device'],
    BlkioDeviceReadBps: flags['device-read-bps'],
    BlkioDeviceWriteBps: flags['device-write-bps'],
    BlkioDeviceReadIOps: flags['device-read-iops'],
    BlkioDeviceWriteIOps: flags['device-write-iops'],
    CpuPeriod: flags['cpu-period'],
    CpuQuota: flags['cpu-quota'],
    CpuRealtimePeriod: flags['cpu-rt-period'],
    CpuRealtimeRuntime: flags['cpu-rt-runtime'],
    CpusetCpus: flags['cpuset-cpus'],
    CpusetMems: flags['cpuset-mems'],
    Devices: flags.device.map(parseDevice),
    DeviceCgroupRules: orNull(flags['device-cgroup-rule']),
    DeviceRequests: orNull(flags.gpus),
    MemoryReservation: flags['memory-reservation'],
    MemorySwap: flags['memory-swap'],
    MemorySwappiness: swappiness === -1 ? null : swappiness,
    OomKillDisable: flags['oom-kill-disable'],
    PidsLimit: flags['pids-limit'],
    Ulimits: [...flags.ulimit].sort((a, b) => (a.Name < b.Name ? -1 : 1)),
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
  };
}
