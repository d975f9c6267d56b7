import { decode } from '../../kernel/bytes.ts';
import type { PtsFileSystem } from '../../kernel/devpts.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Namespaces } from '../../kernel/namespace.ts';
import { NamespaceFile } from '../../kernel/namespace-file.ts';
import type { OpenFile } from '../../kernel/open-file.ts';
import type { Process } from '../../kernel/process.ts';
import type { Terminal } from '../../kernel/tty.ts';
import { cpuWeight } from '../cpu-weight.ts';
import type { CgroupLimits, ContainerSpec, NamespaceSpec, ProcessSpec } from '../spec.ts';
import { USUAL_DEVICES } from '../usual-devices.ts';
import type { OciConfig, OciProcess } from './config.ts';
import { mountOf } from './mounts.ts';
import { RuncError } from './options.ts';

export interface Bundle {
  readonly path: string;
  readonly rootfs: string;
  readonly config: OciConfig;
}

/** @throws {RuncError} what is wrong with the directory, or with its config.json */
export function readBundle({ fs }: Process, directory: string): Bundle {
  if (!fs.isDirectory(directory)) throw new RuncError(`chdir ${directory}: no such file or directory`);
  const path = fs.realpath(directory);
  const file = `${path}/config.json`;
  if (!fs.exists(file)) throw new RuncError('JSON specification file config.json not found');
  const config = parse(decode(fs.readFile(file)));
  if (config.process === undefined) throw new RuncError('process property must not be empty');
  if ((config.process.args ?? []).length === 0) throw new RuncError('args must not be empty');
  const root = config.root?.path ?? 'rootfs';
  const rootfs = root.startsWith('/') ? root : `${path}/${root}`;
  if (!fs.exists(rootfs)) throw new RuncError(`invalid rootfs: stat ${rootfs}: no such file or directory`);
  return { path, rootfs, config };
}

function parse(text: string): OciConfig {
  try {
    return JSON.parse(text) as OciConfig;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new RuncError(text.trim() === '' ? 'EOF' : 'invalid character in config.json');
  }
}

export interface Console {
  readonly stdio: readonly [OpenFile, OpenFile, OpenFile];
  readonly terminal?: Terminal;
  readonly pts?: PtsFileSystem;
}

/** A process of config.json, or of `runc exec`. */
function processOf(process: OciProcess, { stdio, terminal }: Console): ProcessSpec {
  const { user = { uid: 0, gid: 0 }, capabilities } = process;
  return {
    args: process.args ?? [],
    env: process.env ?? [],
    cwd: process.cwd ?? '/',
    user: { uid: user.uid, gid: user.gid, groups: user.additionalGids ?? [], home: user.uid === 0 ? '/root' : '/' },
    capabilities: new Set(capabilities?.effective ?? []),
    noNewPrivs: process.noNewPrivileges === true,
    seccomp: 0,
    rlimits: new Map(
      (process.rlimits ?? []).map(({ type, soft, hard }) => [
        type.replace('RLIMIT_', '').toLowerCase(),
        { soft, hard },
      ]),
    ),
    oomScoreAdj: process.oomScoreAdj ?? 0,
    stdio,
    ...(terminal !== undefined && { terminal }),
  };
}

/** @throws {RuncError} for what config.json asks for and isn't simulated */
export function specOf(
  process: Process,
  id: string,
  { path, rootfs, config }: Bundle,
  console: Console,
): ContainerSpec {
  const { linux = {} } = config;
  const refused = config.hooks !== undefined ? 'hooks' : linux.uidMappings !== undefined ? 'uidMappings' : undefined;
  if (refused !== undefined) throw new RuncError(`drydock: not simulated: ${refused} in config.json`);
  const root = process.fs.resolve(rootfs);
  return {
    id,
    process: { ...processOf(config.process ?? {}, console), seccomp: linux.seccomp === undefined ? 0 : 2 },
    root: root.fs,
    rootPath: root.path,
    rootSource: root.mount.source,
    rootOptions: root.mount.fsOptions,
    readonlyRoot: config.root?.readonly === true,
    hostname: config.hostname ?? process.namespaces.uts.hostname,
    domainname: config.domainname ?? process.namespaces.uts.domainname,
    mounts: (config.mounts ?? []).map((mount) => mountOf(process, mount, path, console.pts)),
    namespaces: namespacesOf(process, linux.namespaces ?? []),
    cgroupPath: linux.cgroupsPath ?? cgroupBeside(process, id),
    limits: limitsOf(linux.resources),
    deviceRules: USUAL_DEVICES,
    maskedPaths: linux.maskedPaths ?? [],
    readonlyPaths: linux.readonlyPaths ?? [],
    sysctls: linux.sysctl ?? {},
  };
}

/** Without a path of its own a container gets a group beside that of runc. @see libcontainer/cgroups/fs2/defaultpath.go */
function cgroupBeside({ cgroup }: Process, id: string): string {
  const names = [...cgroup.lineage()].map(({ name }) => name).filter((name) => name !== '');
  return `/${[...names.slice(1).toReversed(), id].join('/')}`;
}

type Wanted = NonNullable<NonNullable<OciConfig['linux']>['namespaces']>;

function namespacesOf(process: Process, wanted: Wanted): NamespaceSpec {
  const { kernel } = process;
  const ask = <Kind extends 'uts' | 'ipc' | 'pid' | 'cgroup'>(kind: Kind) => {
    const entry = wanted.find(({ type }) => type === kind);
    if (entry === undefined) return undefined;
    return entry.path === undefined || entry.path === ''
      ? ('new' as const)
      : (namespaceAt(process, entry.path) as Namespaces[Kind]);
  };
  if (wanted.some(({ type }) => type === 'user' || type === 'time')) {
    throw new RuncError('drydock: not simulated: a user or time namespace in config.json');
  }
  if (!wanted.some(({ type }) => type === 'mount')) {
    throw new RuncError('drydock: not simulated: a container in the mount namespace of the host');
  }
  const network = wanted.find(({ type }) => type === 'network');
  return {
    mnt: kernel.namespaces.mnt,
    uts: ask('uts'),
    ipc: ask('ipc'),
    pid: ask('pid'),
    cgroup: ask('cgroup'),
    net: network === undefined ? process.namespaces.net : networkOf(process, network.path),
  };
}

function networkOf(process: Process, path: string | undefined): Namespaces['net'] {
  const { network } = process.kernel;
  if (path !== undefined && path !== '') return namespaceAt(process, path) as Namespaces['net'];
  const net = network.createNamespace(process.kernel.nextInode());
  network.setLoopbackUp(net);
  return net;
}

function namespaceAt(process: Process, path: string): unknown {
  try {
    const file = process.open(path);
    if (file instanceof NamespaceFile) return file.namespace;
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new RuncError(`lstat ${path}: ${error.message.toLowerCase()}`);
  }
  throw new RuncError(`namespace path: ${path} is not a namespace`);
}

/** Limits of cgroup v2 for those of config.json. */
export function limitsOf(resources: NonNullable<OciConfig['linux']>['resources'] = {}): CgroupLimits {
  const { memory, cpu, pids } = resources;
  const positive = (value: number | undefined) => (value !== undefined && value > 0 ? value : undefined);
  const limit = positive(memory?.limit);
  const swap = positive(memory?.swap);
  const shares = positive(cpu?.shares);
  return {
    memory: limit,
    memoryLow: positive(memory?.reservation),
    swap: limit === undefined || swap === undefined ? undefined : swap - limit,
    pids: positive(pids?.limit),
    cpuQuota: positive(cpu?.quota),
    cpuPeriod: positive(cpu?.period),
    cpuWeight: shares === undefined ? undefined : cpuWeight(shares),
    cpus: cpu?.cpus,
    mems: cpu?.mems,
  };
}
