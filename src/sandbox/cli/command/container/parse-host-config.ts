import type { HostConfig } from '../../../api/types/container.ts';
import type { MountSpec } from '../../../api/types/volume.ts';
import { readConfig } from '../../config-file.ts';
import { NotSimulatedError, UsageError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { absolute } from '../../opts/absolute.ts';
import { cdiRequest, isCdiDevice, parseDevice } from '../../opts/device.ts';
import { toRecord } from '../../opts/label.ts';
import { parseRestartPolicy } from '../../opts/restart.ts';
import { networkMode } from './endpoints.ts';
import type { ContainerFlags } from './flags.ts';
import { limitsOf } from './limit-flags.ts';
import type { Given } from './parse.ts';
import { securityOptions } from './security-options.ts';

function checkNamespaces(flags: ContainerFlags): void {
  const isContainer = (mode: string) => /^container:.+/.test(mode);
  if (!['', 'host'].includes(flags.pid) && !isContainer(flags.pid)) throw new UsageError('--pid: invalid PID mode');
  if (!['', 'host'].includes(flags.uts)) throw new UsageError('--uts: invalid UTS mode');
  if (!['', 'host'].includes(flags.userns)) throw new UsageError('--userns: invalid USER mode');
  if (!['', 'host', 'private'].includes(flags.cgroupns)) throw new UsageError('--cgroupns: invalid CGROUP mode');
}

/**
 * `--use-api-socket`
 * @throws {NotSimulatedError} who is logged in would lend the container his credentials as well
 */
function apiSocket(io: Io): MountSpec {
  if (Object.keys(readConfig(io).auths ?? {}).length > 0) {
    throw new NotSimulatedError('--use-api-socket of somebody who is logged in');
  }
  return { Type: 'bind', Source: '/var/run/docker.sock', Target: '/var/run/docker.sock', BindOptions: {} };
}

export async function parseHostConfig(
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
  if (flags['use-api-socket']) mounts.push(apiSocket(io));
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
    ...(await securityOptions(flags['security-opt'], io)),
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
    ...limitsOf(flags),
    CgroupParent: flags['cgroup-parent'],
    BlkioWeightDevice: flags['blkio-weight-device'],
    BlkioDeviceReadBps: flags['device-read-bps'],
    BlkioDeviceWriteBps: flags['device-write-bps'],
    BlkioDeviceReadIOps: flags['device-read-iops'],
    BlkioDeviceWriteIOps: flags['device-write-iops'],
    Devices: flags.device.filter((text) => !isCdiDevice(text)).map(parseDevice),
    DeviceCgroupRules: orNull(flags['device-cgroup-rule']),
    DeviceRequests: orNull([...flags.gpus, ...cdiRequest(flags.device.filter(isCdiDevice))]),
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
