import type { Ulimit } from '../../api/types/container.ts';
import { pathNames } from '../../kernel/fs/path-names.ts';
import { NEVER_STARTED } from '../container/never-started.ts';
import { notYetStarted } from '../container/layer.ts';
import { completeHostConfig } from '../container/host-config.ts';
import { freshInput, type LiveContainer } from '../container/live.ts';
import { Output } from '../container/output.ts';
import type { TreeFileSystem } from '../../kernel/fs/tree.ts';
import type { Daemon } from '../daemon.ts';
import { EventLog } from '../events/event-log.ts';
import { diskTree } from '../file-systems.ts';
import { newEndpoint } from '../network/endpoints.ts';
import type { ContainerRecord } from '../state.ts';
import type { OperationOf } from './operation.ts';

/** What runc would be given for a RUN: a container that no list shows. */
export interface BuildContainer {
  /** The daemon, but what happens in this container is no event of it. */
  readonly daemon: Daemon;
  readonly record: ContainerRecord;
  readonly live: LiveContainer;
}

const HOSTNAME = 'buildkitsandbox';

export function buildContainer(
  daemon: Daemon,
  operation: OperationOf<'run'>,
  tree: TreeFileSystem,
  {
    extraHosts,
    cgroupParent,
    shmSize,
    ulimits,
  }: {
    readonly extraHosts: readonly string[];
    readonly cgroupParent: string;
    readonly shmSize: number;
    readonly ulimits: readonly Ulimit[];
  },
): BuildContainer {
  const { kernel } = daemon;
  const network = operation.network === 'default' || operation.network === '' ? 'bridge' : operation.network;
  const hostConfig = completeHostConfig({
    NetworkMode: network,
    ExtraHosts: extraHosts,
    ...(shmSize > 0 && { ShmSize: shmSize }),
    ...(ulimits.length > 0 && { Ulimits: ulimits }),
    // runc is told a path here, whatever driver the engine has. @see buildkit executor/oci/spec.go, WithDefaults
    ...(cgroupParent !== '' && { CgroupParent: `/${pathNames(cgroupParent).join('/')}/buildkit` }),
  });
  const [path = '', ...args] = operation.args;
  const id = kernel.random.hex(64);
  const record: ContainerRecord = {
    id,
    name: id,
    created: kernel.clock.now(),
    path,
    args,
    image: '',
    imageLayers: [],
    config: {
      Hostname: HOSTNAME,
      Domainname: '',
      User: operation.user,
      AttachStdin: false,
      AttachStdout: true,
      AttachStderr: true,
      Tty: false,
      OpenStdin: false,
      StdinOnce: false,
      Env: [...operation.env, ...operation.proxies],
      Cmd: operation.args,
      Image: '',
      Volumes: null,
      WorkingDir: operation.cwd,
      Entrypoint: null,
      OnBuild: null,
      Labels: {},
    },
    hostConfig,
    state: { ...NEVER_STARTED, running: true },
    restartCount: 0,
    manuallyStopped: false,
    mounts: [],
    links: [],
    networks: { [network]: newEndpoint() },
    sandboxId: '',
    ports: {},
    layer: kernel.random.hex(64),
  };
  const live: LiveContainer = {
    base: tree.current(),
    tree,
    mountedImages: new Map(),
    files: diskTree(daemon),
    output: new Output(),
    log: undefined,
    waiters: new Set(),
    input: freshInput(kernel.nextInode()),
    ...notYetStarted(),
  };
  return { daemon: { ...daemon, events: new EventLog(kernel.clock) }, record, live };
}
