import { ENGINE_VERSION } from '../../api/transport.ts';
import { BUILT_IN_PLUGINS } from '../built-in-plugins.ts';
import type { InfoResponse } from '../../api/types/system.ts';
import type { SwarmInfo } from '../../api/types/swarm.ts';
import { cgroupInfo } from '../container/cgroup-version.ts';
import type { Daemon } from '../daemon.ts';
import { rfc3339Nano } from '../time.ts';
import { CONTAINERD, INIT, RUNC } from './version.ts';

const OUTSIDE: SwarmInfo = {
  NodeID: '',
  NodeAddr: '',
  LocalNodeState: 'inactive',
  ControlAvailable: false,
  Error: '',
  RemoteManagers: null,
};

/** GET /info */
export function info(daemon: Daemon): InfoResponse {
  const { state, machine, kernel, events } = daemon;
  const containers = [...state.containers.values()];
  const paused = containers.filter((record) => record.state.paused).length;
  const running = containers.filter((record) => record.state.running).length - paused;
  return {
    ID: state.id,
    Containers: containers.length,
    ContainersRunning: running,
    ContainersPaused: paused,
    ContainersStopped: containers.length - running - paused,
    Images: state.images.size,
    Driver: 'overlay2',
    DriverStatus: [
      ['Backing Filesystem', 'extfs'],
      ['Supports d_type', 'true'],
      ['Using metacopy', 'false'],
      ['Native Overlay Diff', 'true'],
      ['userxattr', 'false'],
    ],
    Plugins: {
      Volume: ['local'],
      Network: ['bridge', 'host', 'ipvlan', 'macvlan', 'null', 'overlay'],
      Authorization: null,
      Log: BUILT_IN_PLUGINS.Log,
    },
    MemoryLimit: true,
    SwapLimit: true,
    CpuCfsPeriod: true,
    CpuCfsQuota: true,
    CPUShares: true,
    CPUSet: true,
    PidsLimit: true,
    IPv4Forwarding: true,
    Debug: false,
    NFd: 23 + daemon.live.size,
    OomKillDisable: false,
    NGoroutines: 42,
    SystemTime: rfc3339Nano(kernel.clock.now()),
    LoggingDriver: 'json-file',
    ...cgroupInfo(daemon),
    NEventsListener: events.listeners,
    KernelVersion: machine.kernelVersion,
    OperatingSystem: machine.operatingSystem,
    OSVersion: machine.osVersion,
    OSType: 'linux',
    Architecture: 'x86_64',
    IndexServerAddress: 'https://index.docker.io/v1/',
    RegistryConfig: {
      IndexConfigs: { 'docker.io': { Mirrors: [], Name: 'docker.io', Official: true, Secure: true } },
      InsecureRegistryCIDRs: ['::1/128', '127.0.0.0/8'],
      Mirrors: null,
    },
    NCPU: machine.cpus,
    MemTotal: machine.memory,
    GenericResources: null,
    DockerRootDir: '/var/lib/docker',
    HttpProxy: '',
    HttpsProxy: '',
    NoProxy: '',
    Name: machine.hostname,
    Labels: [],
    ExperimentalBuild: false,
    ServerVersion: ENGINE_VERSION,
    Runtimes: { 'io.containerd.runc.v2': { path: 'runc' }, runc: { path: 'runc' } },
    DefaultRuntime: 'runc',
    Swarm: daemon.swarm.info?.() ?? OUTSIDE,
    LiveRestoreEnabled: false,
    Isolation: '',
    InitBinary: 'docker-init',
    ContainerdCommit: { ID: CONTAINERD.commit },
    RuncCommit: { ID: RUNC.commit },
    InitCommit: { ID: INIT.commit },
    SecurityOptions: ['name=seccomp,profile=builtin', 'name=cgroupns'],
    FirewallBackend: { Driver: 'iptables' },
    CDISpecDirs: ['/etc/cdi', '/var/run/cdi'],
    Containerd: {
      Address: '/run/containerd/containerd.sock',
      Namespaces: { Containers: 'moby', Plugins: 'plugins.moby' },
    },
    Warnings: null,
  };
}
