import { ApiError } from '../../api/errors.ts';
import type { Path } from '../../kernel/fs/file-system.ts';
import type { Mount, MountOptions } from '../../kernel/fs/mount.ts';
import { tmpfsOf } from '../../kernel/tmpfs.ts';
import { PtsFileSystem } from '../../kernel/devpts.ts';
import { createTmpfs } from '../../kernel/boot.ts';
import { createContainerDev } from '../../kernel/dev-files.ts';
import { createProc } from '../../kernel/proc/proc.ts';
import { createSys } from '../../kernel/sys/sys.ts';
import type { ContainerMount } from '../../runtime/spec.ts';
import type { HostConfig } from '../../api/types/container.ts';
import type { MountPoint } from '../../api/types/volume.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { linkOf } from '../storage/link.ts';
import { boundMount, isStored, mountSpecOf, type StoredMount } from './bound-mount.ts';
import { cgroupMounts } from './cgroup-mounts.ts';
import { findContainer } from './find.ts';
import type { LiveContainer } from './live.ts';
import { tmpfsMount } from './tmpfs-mount.ts';

const INIT = '/usr/bin/docker-init';
export const INIT_IN_CONTAINER = '/sbin/docker-init';
// What all containers have is there once.
const SAFE: MountOptions = { nosuid: true, nodev: true, noexec: true, relatime: true };
const SAFE_READONLY: MountOptions = { ...SAFE, ro: true };
const NOSUID: MountOptions = { nosuid: true };
const PTS: MountOptions = { nosuid: true, noexec: true, relatime: true };
const STORED: MountOptions = { relatime: true };
const STORED_READONLY: MountOptions = { relatime: true, ro: true };
const DEV_WORDS = ['size=65536k', 'mode=755'];
const PTS_WORDS = ['gid=5', 'mode=620', 'ptmxmode=666'];
const NETWORK_FILES = ['resolv.conf', 'hostname', 'hosts'].map((name): Path => [name]);

/** What /proc/mounts shows of the root. */
export const rootOptions = ({ layer }: ContainerRecord): string[] => [
  `lowerdir=/var/lib/docker/overlay2/l/${linkOf(`${layer}-init`)}`,
  `upperdir=/var/lib/docker/overlay2/${layer}/diff`,
  `workdir=/var/lib/docker/overlay2/${layer}/work`,
];

/** All mounts of a container in the order of the real engine. */
export function containerMounts(daemon: Daemon, record: ContainerRecord, live: LiveContainer): ContainerMount[] {
  const { kernel } = daemon;
  const { hostConfig } = record;
  const { Privileged, IpcMode, ShmSize, CgroupnsMode } = hostConfig;
  const dev = createContainerDev(kernel, Privileged ? 'privileged' : 'container');
  const pts = (live.pts ??= new PtsFileSystem({ dev: kernel.nextDevice(), now: kernel.now }));
  if (IpcMode === 'none') dev.remove(['shm']);
  const options = Privileged ? SAFE : SAFE_READONLY;
  return [
    { destination: '/proc', fs: ({ namespaces }) => createProc(kernel, namespaces.pid), source: 'proc', options: SAFE },
    {
      destination: '/dev',
      fs: dev,
      source: 'tmpfs',
      options: NOSUID,
      fsOptions: DEV_WORDS,
    },
    {
      destination: '/dev/pts',
      fs: pts,
      source: 'devpts',
      options: PTS,
      fsOptions: PTS_WORDS,
    },
    {
      destination: '/sys',
      fs: ({ namespaces }) => createSys(kernel, () => namespaces.net),
      source: 'sysfs',
      options,
    },
    ...cgroupMounts(daemon, {
      root: CgroupnsMode === 'host' ? 'host' : 'own',
      options: hostConfig.SecurityOpt?.includes('writable-cgroups=true') === true ? SAFE : options,
    }),
    {
      destination: '/dev/mqueue',
      fs: createTmpfs(kernel, 0o1777, undefined, 'mqueue'),
      source: 'mqueue',
      options: SAFE,
    },
    ...shm(daemon, IpcMode, ShmSize),
    ...[
      ...Object.entries(hostConfig.Tmpfs ?? {}).map(([path, options]) => tmpfsMount(daemon, path, options.split(','))),
      ...record.mounts.flatMap((mount) => [mountPoint(daemon, mount, record), ...mountsBelow(daemon, mount, record)]),
    ].sort((a, b) => depth(a) - depth(b)),
    ...extraFiles(daemon, live),
    ...networkFiles(daemon, record, live),
    ...(hasInit(hostConfig) ? [initProgram(daemon)] : []),
    ...consoleMount(live),
  ];
}

/** The deeper ones come later, so that none hides another. @see moby daemon/volumes.go setupMounts */
const depth = ({ destination }: ContainerMount): number => destination.split('/').filter((name) => name !== '').length;

/** Volumes, binds and images: what `docker cp` sees of a container that doesn't run. */
export const storedMounts = (daemon: Daemon, record: ContainerRecord): StoredMount[] =>
  record.mounts
    .filter(({ Type }) => Type !== 'tmpfs')
    .map((mount) => boundMount(daemon, mount, record))
    .filter(isStored);

/** `--init` is for a PID namespace of the container's own; in another's it is ignored. @see moby daemon/oci_linux.go */
export const hasInit = ({ Init, PidMode }: HostConfig): boolean =>
  Init === true && PidMode !== 'host' && !PidMode.startsWith('container:');

/** With a terminal /dev/console is that terminal. @see runc libcontainer setupConsole */
const consoleMount = ({ terminal, pts }: LiveContainer): ContainerMount[] =>
  terminal === undefined || pts === undefined
    ? []
    : [
        {
          destination: '/dev/console',
          fs: pts,
          root: [String(terminal.index)],
          source: 'devpts',
          options: PTS,
          fsOptions: PTS_WORDS,
        },
      ];

/** `--init`: the host's own docker-init, bound into the container. */
function initProgram({ process }: Daemon): ContainerMount {
  if (!process.fs.exists(INIT)) {
    throw new ApiError('internal', 'exec: "docker-init": executable file not found in $PATH');
  }
  const { fs, path, mount } = process.fs.resolve(INIT);
  const options = { relatime: true, ro: true };
  return { destination: INIT_IN_CONTAINER, fs, root: path, source: mount.source, options, fsOptions: mount.fsOptions };
}

/** /dev/shm: none without an IPC namespace to speak of, shared with the container whose IPC namespace is borrowed. */
function shm(daemon: Daemon, mode: string, size: number): ContainerMount[] {
  if (mode === 'none') return [];
  const options = SAFE;
  const common = { destination: '/dev/shm', source: 'shm', options };
  const donor = mode.startsWith('container:') ? findContainer(daemon, mode.slice('container:'.length)) : undefined;
  const lent = donor === undefined ? undefined : daemon.live.get(donor.id)?.runtime?.namespaces.mnt;
  const shared = lent?.list().find(({ source }) => source === 'shm')?.fs;
  const { fs, shown } = tmpfsOf(daemon.kernel, [`size=${size}`]);
  return [{ ...common, fs: shared ?? fs, fsOptions: shown }];
}

function mountPoint(daemon: Daemon, mount: MountPoint, record: ContainerRecord): ContainerMount {
  if (mount.Type === 'tmpfs') {
    const spec = mountSpecOf(record, mount)?.TmpfsOptions;
    return tmpfsMount(daemon, mount.Destination, [
      ...(spec?.SizeBytes === undefined ? [] : [`size=${spec.SizeBytes}`]),
      ...(spec?.Mode === undefined ? [] : [`mode=${spec.Mode.toString(8)}`]),
      ...(mount.RW ? [] : ['ro']),
    ]);
  }
  return boundMount(daemon, mount, record);
}

/** A bind is recursive: what is mounted on the host below the source comes along. */
function mountsBelow(daemon: Daemon, point: MountPoint, record: ContainerRecord): ContainerMount[] {
  const { Type, Source, Destination, RW } = point;
  const asked = mountSpecOf(record, point)?.BindOptions;
  if (Type !== 'bind' || asked?.NonRecursive === true) return [];
  const { mnt } = daemon.process.namespaces;
  const root = { mount: mnt.root, path: [] };
  const source = Source.split('/').filter((name) => name !== '');
  return mnt.list().flatMap((mount) => {
    const names = mount.at && mnt.pathFrom(root, mount.at);
    const isBelow = names !== undefined && names.length > source.length && source.every((name, i) => names[i] === name);
    if (!isBelow) return [];
    const { fs, root: part, source: device, fsOptions } = mount;
    // Since Linux 5.12 what is below a read-only mount is read-only with it.
    const options = RW || asked?.ReadOnlyNonRecursive === true ? mount.options : { ...mount.options, ro: true };
    const below = names.slice(source.length).join('/');
    return [
      { destination: `${Destination.replace(/\/$/, '')}/${below}`, fs, root: part, source: device, options, fsOptions },
    ];
  });
}

function networkFiles(daemon: Daemon, record: ContainerRecord, live: LiveContainer): ContainerMount[] {
  const root: Mount = daemon.process.namespaces.mnt.root;
  const [, donorId] = /^container:(.+)$/.exec(record.hostConfig.NetworkMode) ?? [];
  const files = (donorId === undefined ? live : (daemon.live.get(donorId) ?? live)).files;
  if (files.stat(['hosts']) === undefined) return [];
  const taken = new Set(record.mounts.map(({ Destination }) => Destination));
  return NETWORK_FILES.filter(([name = '']) => !taken.has(`/etc/${name}`)).map((path) => ({
    destination: `/etc/${path[0]}`,
    fs: files,
    root: path,
    source: root.source,
    options: record.hostConfig.ReadonlyRootfs ? STORED_READONLY : STORED,
    fsOptions: root.fsOptions,
  }));
}

/** Secrets and configs: each a file of a tmpfs that the engine fills. */
const extraFiles = ({ kernel }: Daemon, { extraFiles: files = [] }: LiveContainer): ContainerMount[] =>
  files.map(({ path, content, uid, gid, mode }) => {
    const fs = createTmpfs(kernel);
    const name = [path.slice(path.lastIndexOf('/') + 1)];
    fs.create(name, { type: 'file', mode, uid, gid });
    fs.write(name, 0, content);
    return { destination: path, fs, root: name, source: 'tmpfs', options: { ro: true, relatime: true } };
  });
