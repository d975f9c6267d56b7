import { formatOptions } from '../../kernel/fs/mount.ts';
import type { ContainerMount, ContainerSpec } from '../spec.ts';
import { type KnownContainer, statusOf, timeText } from './table.ts';

const NAMESPACES = { pid: 'pid', net: 'network', ipc: 'ipc', uts: 'uts', mnt: 'mount', cgroup: 'cgroup' } as const;
const SHORT = {
  pid: 'NEWPID',
  net: 'NEWNET',
  ipc: 'NEWIPC',
  uts: 'NEWUTS',
  mnt: 'NEWNS',
  cgroup: 'NEWCGROUP',
} as const;

/** `runc state`, and an entry of `runc list --format json` with its owner. */
export function stateOf(id: string, known: KnownContainer, owner = '') {
  const status = statusOf(known);
  return {
    ociVersion: '1.2.1',
    id,
    pid: status === 'stopped' ? 0 : known.container.init.hostPid,
    status,
    bundle: known.bundle,
    rootfs: known.rootfs,
    created: timeText(known.created),
    owner,
  };
}

const ownNamespaces = ({ container }: KnownContainer) => {
  const host = container.init.kernel.namespaces;
  return (['mnt', 'net', 'uts', 'pid', 'ipc', 'cgroup'] as const).filter(
    (kind) => container.namespaces[kind] !== host[kind],
  );
};

function mountText(mount: ContainerMount, fsType: string) {
  const words = formatOptions(mount.options).split(',');
  const bind = mount.hostPath !== undefined || (mount.root ?? []).length > 0;
  return {
    destination: mount.destination,
    type: bind ? 'bind' : fsType,
    source: mount.hostPath ?? mount.source,
    options: [...(bind ? ['rbind'] : []), ...words, ...(bind ? [] : (mount.fsOptions ?? []))],
  };
}

/** The type of a mount that depends on the container is its source's name: proc, sysfs, cgroup. */
const typeOf = ({ fs, source }: ContainerMount): string => (typeof fs === 'function' ? source : fs.type);

function resourcesOf({ limits }: ContainerSpec) {
  const { memory, memoryLow, swap, pids, cpuQuota, cpuPeriod, cpus, mems } = limits;
  return {
    memory: {
      ...(memory !== undefined && { limit: memory }),
      ...(memoryLow !== undefined && memoryLow > 0 && { reservation: memoryLow }),
      ...(memory !== undefined && swap !== undefined && { swap: memory + swap }),
    },
    cpu: {
      ...(cpuQuota !== undefined && { quota: cpuQuota, period: cpuPeriod }),
      ...(cpus !== undefined && cpus !== '' && { cpus }),
      ...(mems !== undefined && mems !== '' && { mems }),
    },
    ...(pids !== undefined && { pids: { limit: pids } }),
  };
}

/** config.json of a container that Docker made. */
export function configText(known: KnownContainer): string {
  const { spec, rootfs } = known;
  const { process } = spec;
  const names = [...process.capabilities];
  const capabilities = { bounding: names, effective: names, permitted: names };
  const config = {
    ociVersion: '1.2.1',
    process: {
      ...(process.terminal !== undefined && { terminal: true }),
      user: { uid: process.user.uid, gid: process.user.gid, additionalGids: process.user.groups },
      args: process.args,
      env: process.env,
      cwd: process.cwd,
      capabilities,
      ...(process.rlimits.size > 0 && {
        rlimits: [...process.rlimits].map(([name, { hard, soft }]) => ({
          type: `RLIMIT_${name.toUpperCase()}`,
          hard,
          soft,
        })),
      }),
      ...(process.noNewPrivs && { noNewPrivileges: true }),
      oomScoreAdj: process.oomScoreAdj,
    },
    root: { path: rootfs, ...(spec.readonlyRoot && { readonly: true }) },
    hostname: spec.hostname,
    mounts: spec.mounts.map((mount) => mountText(mount, typeOf(mount))),
    linux: {
      ...(Object.keys(spec.sysctls).length > 0 && { sysctl: spec.sysctls }),
      resources: resourcesOf(spec),
      cgroupsPath: spec.cgroupPath,
      namespaces: ownNamespaces(known).map((kind) => ({ type: NAMESPACES[kind] })),
      ...(process.seccomp === 2 && { seccomp: { defaultAction: 'SCMP_ACT_ERRNO', defaultErrnoRet: 1 } }),
      maskedPaths: spec.maskedPaths,
      readonlyPaths: spec.readonlyPaths,
    },
  };
  return JSON.stringify(config);
}

/** state.json below runc's root: what is needed to enter the container again. */
export function stateText(id: string, known: KnownContainer): string {
  const { container, spec, bundle, rootfs, created } = known;
  const { init } = container;
  const kinds = ownNamespaces(known);
  const path = (kind: string) => `/proc/${init.hostPid}/ns/${kind}`;
  return JSON.stringify({
    id,
    init_process_pid: init.hostPid,
    init_process_start: Math.round((init.startTime - init.kernel.bootTime) / 10),
    created: timeText(created),
    config: {
      rootfs,
      readonlyfs: spec.readonlyRoot,
      hostname: spec.hostname,
      namespaces: kinds.map((kind) => ({ type: SHORT[kind], path: '' })),
      capabilities: { Bounding: [...spec.process.capabilities], Effective: [...spec.process.capabilities] },
      cgroups: { path: spec.cgroupPath },
      oom_score_adj: spec.process.oomScoreAdj,
      mask_paths: spec.maskedPaths,
      readonly_paths: spec.readonlyPaths,
      labels: [`bundle=${bundle}`],
      no_new_privileges: spec.process.noNewPrivs,
    },
    rootless: false,
    cgroup_paths: { '': `/sys/fs/cgroup${spec.cgroupPath}` },
    namespace_paths: Object.fromEntries(kinds.map((kind) => [SHORT[kind], path(kind)])),
    external_descriptors: ['/dev/null', 'pipe', 'pipe'],
    intel_rdt_path: '',
  });
}
