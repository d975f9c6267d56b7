import type { Cgroup } from '../kernel/cgroup.ts';
import type { IoLimits } from '../kernel/cgroup-limits.ts';
import type { DeviceRule } from '../kernel/device-filter.ts';
import type { DeviceNumber, FileSystem, Path } from '../kernel/fs/file-system.ts';
import type { MountOptions } from '../kernel/fs/mount.ts';
import type { MountNamespace } from '../kernel/fs/mount-namespace.ts';
import type { CgroupNamespace, IpcNamespace, Namespaces, UtsNamespace } from '../kernel/namespace.ts';
import type { NetNamespace } from '../kernel/net/namespace.ts';
import type { OpenFile } from '../kernel/open-file.ts';
import type { PidNamespace } from '../kernel/pid-namespace.ts';
import type { ResourceLimit } from '../kernel/process.ts';
import type { Terminal } from '../kernel/tty.ts';

/** Numbers of a user in the container, and where it is at home. */
export interface UserSpec {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly home: string;
}

/** One process of a container: its first, or one of `exec`. */
export interface ProcessSpec {
  readonly args: readonly string[];
  /** `NAME=value` */
  readonly env: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly user: UserSpec;
  readonly capabilities: ReadonlySet<string>;
  readonly noNewPrivs: boolean;
  readonly seccomp: 0 | 2;
  readonly rlimits: ReadonlyMap<string, ResourceLimit>;
  /** -1000 to 1000: who goes first when memory is short. */
  readonly oomScoreAdj: number;
  readonly stdio: readonly [OpenFile, OpenFile, OpenFile];
  readonly terminal?: Terminal;
}

/** Where a container lives. */
export interface ContainerPlace {
  readonly namespaces: Namespaces;
  readonly cgroup: Cgroup;
}

/** What is mounted in a container, in this order, after its root. */
export interface ContainerMount {
  /** Absolute, in the container. */
  readonly destination: string;
  /** Some, as proc, depend on the namespaces and the cgroup that the container gets. */
  readonly fs: FileSystem | ((place: ContainerPlace) => FileSystem);
  /** What of the file system is shown. */
  readonly root?: Path;
  readonly source: string;
  readonly options: MountOptions;
  readonly fsOptions?: readonly string[];
  /** A tmpfs takes the mode of the directory that was there before it. */
  readonly modeOfPlace?: boolean;
  /** Path on the host, for messages. */
  readonly hostPath?: string;
}

/** Bytes, microseconds and counts; undefined is no limit. */
export interface CgroupLimits {
  readonly memory?: number | undefined;
  readonly memoryLow?: number | undefined;
  /** memory.swap.max */
  readonly swap?: number | undefined;
  readonly pids?: number | undefined;
  readonly cpuQuota?: number | undefined;
  readonly cpuPeriod?: number | undefined;
  /** 1 to 10000 */
  readonly cpuWeight?: number | undefined;
  /** The same for cgroup v1, 2 to 262144 */
  readonly cpuShares?: number | undefined;
  /** For cgroup v1 */
  readonly swappiness?: number | undefined;
  readonly cpus?: string | undefined;
  /** Memory nodes: `0`. */
  readonly mems?: string | undefined;
  /** 1 to 10000 */
  readonly ioWeight?: number | undefined;
  /** By major and minor number: `8:0`. */
  readonly io?: ReadonlyMap<string, IoLimits> | undefined;
}

export interface NamespaceSpec {
  /** `new`, one of another process, or undefined for the host's. */
  readonly uts: 'new' | UtsNamespace | undefined;
  readonly ipc: 'new' | IpcNamespace | undefined;
  readonly pid: 'new' | PidNamespace | undefined;
  readonly cgroup: 'new' | CgroupNamespace | undefined;
  readonly net: NetNamespace;
  /** Where the mounts begin: the host's. */
  readonly mnt: MountNamespace;
}

/** A device file of a container. */
export interface DeviceNode {
  readonly path: string;
  readonly type: 'char' | 'block';
  readonly number: DeviceNumber;
  readonly mode: number;
}

/** What `config.json` of an OCI bundle says. */
export interface ContainerSpec {
  readonly id: string;
  readonly process: ProcessSpec;
  readonly root: FileSystem;
  /** The part of it that is the root; all of it by default. */
  readonly rootPath?: Path;
  /** What /proc/mounts shows as its device. */
  readonly rootSource?: string;
  /** Options that /proc/mounts shows for the root: lowerdir=… */
  readonly rootOptions: readonly string[];
  readonly readonlyRoot: boolean;
  readonly hostname: string;
  readonly domainname: string;
  /** Of programs that an emulator runs: `aarch64`. */
  readonly machine?: string | undefined;
  readonly mounts: readonly ContainerMount[];
  readonly namespaces: NamespaceSpec;
  /** Absolute path in the cgroup tree: `/docker/ID`. */
  readonly cgroupPath: string;
  readonly limits: CgroupLimits;
  /** Made after the mounts. */
  readonly deviceNodes?: readonly DeviceNode[];
  /** What its cgroup's processes may open; all devices without it. */
  readonly deviceRules?: readonly DeviceRule[] | undefined;
  readonly maskedPaths: readonly string[];
  readonly readonlyPaths: readonly string[];
  /** By name, as sysctl(8) has them: `net.core.somaxconn`. */
  readonly sysctls: Readonly<Record<string, string>>;
}
