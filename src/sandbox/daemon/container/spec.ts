import { ApiError } from '../../api/errors.ts';
import type { HostConfig, Ulimit } from '../../api/types/container.ts';
import { ALL_CAPABILITIES, DOCKER_CAPABILITIES } from '../../kernel/credentials.ts';
import type { NetNamespace } from '../../kernel/net/namespace.ts';
import type { OpenFile } from '../../kernel/open-file.ts';
import { DEFAULT_TASKS_MAX } from '../../kernel/proc/machine.ts';
import type { ResourceLimit } from '../../kernel/process.ts';
import { cpuWeight } from '../../runtime/cpu-weight.ts';
import type { CgroupLimits, ContainerSpec, NamespaceSpec, ProcessSpec } from '../../runtime/spec.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { hasLegacyCgroups } from './cgroup-version.ts';
import { deviceSpec } from './devices.ts';
import { findContainer, liveOf } from './find.ts';
import { ioLimitsOf, ioWeight } from './io-limits.ts';
import { linkEnvironment } from './links.ts';
import type { LiveContainer } from './live.ts';
import { containerMounts, hasInit, INIT_IN_CONTAINER, rootOptions } from './mounts.ts';
import { OutputFile, NullInput } from './output.ts';
import { viewOf } from './own-view.ts';
import { userOf } from './user.ts';

const DEFAULT_PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Of most containers, and once for all of them. */
const USUAL_CAPABILITIES: ReadonlySet<string> = new Set(DOCKER_CAPABILITIES);

/** What a process of this container may do. */
function capabilitiesOf({ CapAdd, CapDrop, Privileged }: HostConfig): ReadonlySet<string> {
  if (!Privileged && (CapAdd ?? []).length === 0 && (CapDrop ?? []).length === 0) return USUAL_CAPABILITIES;
  if (Privileged) return new Set(ALL_CAPABILITIES);
  const dropped = new Set(CapDrop ?? []);
  const start = (CapAdd ?? []).includes('ALL') ? ALL_CAPABILITIES : dropped.has('ALL') ? [] : DOCKER_CAPABILITIES;
  const set = new Set<string>(start.filter((name) => !dropped.has(name)));
  for (const name of CapAdd ?? []) if (name !== 'ALL') set.add(name);
  return set;
}

/** Environment: PATH, HOSTNAME and TERM come before what the configuration says. @see moby CreateDaemonEnvironment */
export function environmentOf(record: ContainerRecord, tty: boolean): string[] {
  const { Env, Hostname } = record.config;
  const own = Env ?? [];
  const names = new Set(own.map((entry) => entry.split('=', 1)[0]));
  const base = [DEFAULT_PATH, `HOSTNAME=${Hostname}`, ...(tty ? ['TERM=xterm'] : [])];
  const path = own.find((entry) => entry.startsWith('PATH='));
  return [
    ...(path === undefined ? base : [path, ...base.slice(1)]),
    ...own.filter((entry) => entry !== path && entry.includes('=') && !(names.has('') && entry.startsWith('='))),
  ];
}

/** -1 is no limit, as in setrlimit(2). */
const rlimitsOf = (limits: readonly Ulimit[] | null): Map<string, ResourceLimit> => {
  const bound = (value: number) => (value < 0 ? Infinity : value);
  return new Map((limits ?? []).map(({ Name, Soft, Hard }) => [Name, { soft: bound(Soft), hard: bound(Hard) }]));
};

const hasOption = (config: HostConfig, ...texts: string[]): boolean =>
  (config.SecurityOpt ?? []).some((option) => texts.includes(option));

/** The parts of a process's specification that come from its container. */
export function processDefaults(record: ContainerRecord, privileged = record.hostConfig.Privileged) {
  const { hostConfig } = record;
  const unconfined = privileged || hasOption(hostConfig, 'seccomp=unconfined', 'seccomp:unconfined');
  return {
    capabilities: capabilitiesOf({ ...hostConfig, Privileged: privileged }),
    noNewPrivs: hasOption(hostConfig, 'no-new-privileges', 'no-new-privileges=true', 'no-new-privileges:true'),
    seccomp: unconfined ? (0 as const) : (2 as const),
    rlimits: rlimitsOf(hostConfig.Ulimits),
    oomScoreAdj: hostConfig.OomScoreAdj,
  };
}

/**
 * With the systemd driver a scope without a limit has the manager's, whatever asks for none; an update that takes a
 * limit away takes that, too. @see https://github.com/moby/moby/issues/45188
 */
function pidsOf(daemon: Daemon, limit: number | null | undefined): number | undefined {
  if (limit === 0) return undefined;
  return limit ?? (hasLegacyCgroups(daemon) ? undefined : DEFAULT_TASKS_MAX);
}

/** Limits of a container's cgroup, v2. */
export function limitsOf(daemon: Daemon, config: HostConfig): CgroupLimits {
  const swap = config.MemorySwap > 0 ? config.MemorySwap - config.Memory : undefined;
  const period = config.CpuPeriod === 0 ? 100_000 : config.CpuPeriod;
  const quota = config.NanoCpus > 0 ? Math.round((config.NanoCpus * period) / 1e9) : config.CpuQuota;
  const shares = config.CpuShares;
  return {
    memory: config.Memory > 0 ? config.Memory : undefined,
    memoryLow: config.MemoryReservation > 0 ? config.MemoryReservation : undefined,
    swap: config.Memory > 0 ? swap : undefined,
    pids: pidsOf(daemon, config.PidsLimit),
    cpuQuota: quota > 0 ? quota : undefined,
    cpuPeriod: period,
    cpuWeight: shares === 0 ? undefined : cpuWeight(shares),
    cpuShares: shares === 0 ? undefined : shares,
    swappiness: config.MemorySwappiness ?? undefined,
    cpus: config.CpusetCpus,
    mems: config.CpusetMems,
    ioWeight: ioWeight(config.BlkioWeight),
    io: ioLimitsOf(daemon, config),
  };
}

function namespacesOf(daemon: Daemon, record: ContainerRecord, net: NetNamespace): NamespaceSpec {
  const { PidMode, IpcMode, UTSMode, CgroupnsMode } = record.hostConfig;
  const borrow = (mode: string, kind: 'PID' | 'IPC') => {
    const donor = findContainer(daemon, mode.slice('container:'.length));
    const { runtime } = liveOf(daemon, donor);
    if (runtime === undefined || !donor.state.running) {
      throw new ApiError('conflict', `failed to join ${kind} namespace: container ${donor.id} is not running`);
    }
    if (kind === 'IPC' && donor.hostConfig.IpcMode !== 'shareable') {
      throw new ApiError(
        'invalid_parameter',
        `failed to join IPC namespace: container ${donor.id}: non-shareable IPC (hint: use IpcMode:shareable for the donor container)`,
      );
    }
    return runtime.namespaces;
  };
  const isBorrowed = (mode: string) => mode.startsWith('container:');
  return {
    mnt: daemon.process.namespaces.mnt,
    net,
    pid: PidMode === 'host' ? undefined : isBorrowed(PidMode) ? borrow(PidMode, 'PID').pid : 'new',
    ipc: IpcMode === 'host' ? undefined : isBorrowed(IpcMode) ? borrow(IpcMode, 'IPC').ipc : 'new',
    uts: UTSMode === 'host' ? undefined : 'new',
    cgroup: CgroupnsMode === 'host' ? undefined : 'new',
  };
}

/** In a network of its own a container may ping and listen on low ports without being root. */
const PRIVATE_NETWORK = { 'net.ipv4.ip_unprivileged_port_start': '0', 'net.ipv4.ping_group_range': '0 2147483647' };

/** @see moby daemon/oci_linux.go withCommonOptions */
const sysctlsOf = ({ NetworkMode, Sysctls }: HostConfig): Readonly<Record<string, string>> => ({
  ...(NetworkMode !== 'host' && !NetworkMode.startsWith('container:') && PRIVATE_NETWORK),
  ...Sysctls,
});

/** The whole specification of a container that starts. */
export function containerSpec(
  daemon: Daemon,
  record: ContainerRecord,
  live: LiveContainer,
  net: NetNamespace,
): ContainerSpec {
  const { config, hostConfig } = record;
  const { kernel } = daemon;
  const file = (name: 'stdout' | 'stderr'): OpenFile => new OutputFile(kernel.nextInode(), live.output, name);
  const tty = live.terminal?.file();
  const stdin = config.OpenStdin ? live.input : new NullInput();
  const init = hasInit(hostConfig) ? [INIT_IN_CONTAINER, '--'] : [];
  const devices = deviceSpec(daemon, hostConfig);
  const process: ProcessSpec = {
    args: [...init, record.path, ...record.args],
    env: [...environmentOf(record, config.Tty), ...linkEnvironment(daemon, record)],
    cwd: config.WorkingDir === '' ? '/' : config.WorkingDir,
    user: userOf(viewOf(live.tree), config.User, hostConfig.GroupAdd ?? []),
    ...processDefaults(record),
    stdio: tty === undefined ? [stdin, file('stdout'), file('stderr')] : [tty, tty, tty],
    ...(live.terminal !== undefined && { terminal: live.terminal }),
  };
  const sealed = hostConfig.Privileged;
  return {
    id: record.id,
    process,
    root: live.tree,
    rootOptions: rootOptions(record),
    readonlyRoot: hostConfig.ReadonlyRootfs,
    hostname: config.Hostname,
    domainname: config.Domainname,
    machine: emulated(daemon.state.images.get(record.image)?.architecture),
    mounts: containerMounts(daemon, record, live),
    namespaces: namespacesOf(daemon, record, net),
    cgroupPath: cgroupPathOf(daemon, record),
    limits: limitsOf(daemon, hostConfig),
    deviceNodes: devices.nodes,
    deviceRules: devices.rules,
    maskedPaths: sealed ? [] : (hostConfig.MaskedPaths ?? []),
    readonlyPaths: sealed ? [] : (hostConfig.ReadonlyPaths ?? []),
    sysctls: sysctlsOf(hostConfig),
  };
}

/** The kernel's names of the architectures that images have, where they are not the machine's own. */
const MACHINES: Readonly<Record<string, string>> = {
  '386': 'i686',
  arm: 'armv7l',
  arm64: 'aarch64',
  ppc64le: 'ppc64le',
  riscv64: 'riscv64',
  s390x: 's390x',
};

/** What `uname -m` says in an image for another architecture. */
export const emulated = (architecture = 'amd64'): string | undefined => MACHINES[architecture];

/** `a-b.slice` lies in `a.slice`: /a.slice/a-b.slice. @see systemd.slice(5) */
const slicePath = (slice: string): string => {
  const parts = slice.replace(/\.slice$/, '').split('-');
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('-')}.slice`).join('');
};

/** With the systemd driver, as on the cgroup v2 hosts that learners have; with cgroupfs, the default, on v1. */
const cgroupPathOf = (daemon: Daemon, { id, hostConfig }: ContainerRecord): string => {
  if (hasLegacyCgroups(daemon)) return `${hostConfig.CgroupParent || '/docker'}/${id}`.replace(/^\/?/, '/');
  if (hostConfig.CgroupParent.startsWith('/')) return `${hostConfig.CgroupParent}/${id}`;
  return `${slicePath(hostConfig.CgroupParent || 'system.slice')}/docker-${id}.scope`;
};
