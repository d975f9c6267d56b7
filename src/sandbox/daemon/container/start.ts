import { ApiError } from '../../api/errors.ts';
import { concat } from '../../kernel/bytes.ts';
import { PtsFileSystem } from '../../kernel/devpts.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Process, Program, SpawnOptions } from '../../kernel/process.ts';
import { Terminal } from '../../kernel/tty.ts';
import { type Container, createContainer as createRuntimeContainer } from '../../runtime/container.ts';
import { OciError } from '../../runtime/error.ts';
import { containersBelow, DOCKER_RUNC_ROOT } from '../../runtime/runc/table.ts';
import type { ContainerSpec } from '../../runtime/spec.ts';
import type { Daemon } from '../daemon.ts';
import { joinNetworks, leaveNetworks, logConnections } from '../network/sandbox.ts';
import type { ContainerRecord } from '../state.ts';
import { mountOnHost, unmountFromHost } from '../storage/host-mounts.ts';
import { mountVolumes, unmountVolumes } from '../volume/mount.ts';
import { startHealthChecks } from './health.ts';
import { liveOf } from './find.ts';
import { rotationOf } from './log-options.ts';
import { logTag } from './log-tag.ts';
import { logContainerEvent } from './log-event.ts';
import type { LiveContainer } from './live.ts';
import { removeContainer } from './remove.ts';
import { refuseDevices } from './not-simulated.ts';
import { prepareRoot } from './root.ts';
import { containerSpec } from './spec.ts';
import { superviseContainer } from './supervise.ts';

/** What containerd and the shim take at the most until the answer is there, ms: the program has begun, or ended, by then. */
const START_TIME = 40;

const hasBegun = ({ kernel }: Daemon, live: LiveContainer): Promise<void> =>
  new Promise((resolve) => {
    const cancel = kernel.clock.schedule(START_TIME, resolve);
    void live.ended.then(() => {
      cancel();
      resolve();
    });
  });

/**
 * POST /containers/{id}/start
 *
 * @returns false when it runs already
 * @throws {ApiError} the reason, which `.State.Error` keeps
 */
export async function startContainer(daemon: Daemon, record: ContainerRecord): Promise<boolean> {
  const { state } = record;
  if (state.paused) throw new ApiError('conflict', 'cannot start a paused container, try unpause instead');
  if (state.removing || state.dead) {
    throw new ApiError('conflict', 'container is marked for removal and cannot be started');
  }
  const live = liveOf(daemon, record);
  if (state.running && !state.restarting) return false;
  if (live.cancelRestart !== undefined) {
    live.cancelRestart();
    live.cancelRestart = undefined;
  }
  if (live.starting) return false;
  live.starting = true;
  record.manuallyStopped = false;
  live.backoff = 0;
  record.restartCount = 0;
  try {
    await runContainer(daemon, record, live);
    await hasBegun(daemon, live);
  } catch (error) {
    if (record.hostConfig.AutoRemove && daemon.state.containers.has(record.id)) {
      await removeContainer(daemon, record, { force: true, volumes: true });
    }
    throw error;
  } finally {
    live.starting = false;
  }
  return true;
}

/** One run: namespaces, mounts, network, process. Also what a restart policy calls. */
export async function runContainer(daemon: Daemon, record: ContainerRecord, live: LiveContainer): Promise<void> {
  const { kernel } = daemon;
  const { state } = record;
  let mounted = false;
  try {
    refuseDevices(record.hostConfig);
    prepareRoot(record, live);
    mountVolumes(daemon, record);
    logMounts(daemon, record, 'mount');
    mounted = true;
    const netns = joinNetworks(daemon, record, live);
    if (record.config.Tty) openTerminal(daemon, record, live);
    const rotation = rotationOf(record.hostConfig.LogConfig);
    logTag(record);
    live.log?.rotate(rotation);
    const spec = containerSpec(daemon, record, live, netns);
    await daemon.storage;
    mountOnHost(daemon, record, live, netns);
    const cgroup = daemon.process.cgroup.parent?.children.get('containerd.service');
    const argv = shimCommand(record);
    live.shim = startShim(kernel, { argv, exe: SHIM, program: shim, ...(cgroup !== undefined && { cgroup }) });
    live.runtime = await createRuntimeContainer(live.shim, spec);
    registerRuntime(daemon, record, live.runtime, spec);
    logConnections(daemon, record);
  } catch (error) {
    abandonStart(daemon, record, live);
    if (mounted) logMounts(daemon, record, 'unmount');
    throw startFailure(record, error);
  }
  const now = kernel.clock.now();
  Object.assign(state, {
    running: true,
    paused: false,
    restarting: false,
    oomKilled: false,
    dead: false,
    pid: live.runtime.init.hostPid,
    exitCode: 0,
    error: '',
    startedAt: now,
  });
  superviseContainer(daemon, record, live, live.runtime);
  live.runtime.start();
  logContainerEvent(daemon, record, 'start');
  startHealthChecks(daemon, record, live);
}

function openTerminal(daemon: Daemon, record: ContainerRecord, live: LiveContainer): void {
  const { kernel } = daemon;
  const [rows, columns] = record.hostConfig.ConsoleSize;
  if (rows > 0 && columns > 0) live.size ??= { rows, columns };
  live.pts = new PtsFileSystem({ dev: kernel.nextDevice(), now: kernel.now });
  const terminal = new Terminal(kernel, { pts: live.pts, ...live.size });
  live.terminal = terminal;
  live.screen = pumpScreen(terminal, live);
  if (live.early.length > 0) terminal.input(concat(live.early.splice(0)));
}

/** Carries what a terminal shows to the log and to those who are attached. */
async function pumpScreen(terminal: Terminal, live: LiveContainer): Promise<void> {
  for await (const chunk of terminal.output) await live.output.write('stdout', chunk);
}

/** Waits for the container's processes and takes their statuses. */
const shim: Program = async (process) => {
  for (;;) {
    process.reapEnded();
    await process.waitForChildChange();
  }
};

/** Lets `runc` and `ctr` on the host know of it. */
function registerRuntime(
  { kernel }: Daemon,
  { id, layer }: ContainerRecord,
  container: Container,
  spec: ContainerSpec,
): void {
  containersBelow(kernel, DOCKER_RUNC_ROOT).set(id, {
    container,
    spec,
    bundle: `/run/containerd/io.containerd.runtime.v2.task/moby/${id}`,
    rootfs: `/var/lib/docker/overlay2/${layer}/merged`,
    created: kernel.clock.now(),
  });
}

/** @throws {ApiError} when the host has its fill of processes */
function startShim(kernel: Kernel, options: SpawnOptions): Process {
  try {
    return kernel.spawn(options);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    const reason = `fork/exec ${SHIM}: ${error.message.toLowerCase()}`;
    throw new ApiError(
      'internal',
      `failed to create task for container: failed to start shim: start failed: ${reason}`,
    );
  }
}

const SHIM = '/usr/bin/containerd-shim-runc-v2';

const shimCommand = ({ id }: ContainerRecord): string[] => [
  SHIM,
  '-namespace',
  'moby',
  '-id',
  id,
  '-address',
  '/run/containerd/containerd.sock',
];

function abandonStart(daemon: Daemon, record: ContainerRecord, live: LiveContainer): void {
  live.shim?.deliver('KILL');
  live.shim = undefined;
  live.terminal?.hangup();
  live.terminal = live.pts = undefined;
  live.output.end();
  unmountFromHost(daemon, live);
  unmountVolumes(daemon, record);
  leaveNetworks(daemon, record);
  record.state.restarting = record.state.running = false;
}

/** The exit code and the message that a failed start leaves in the state. @see moby daemon/errors.go */
function startFailure(record: ContainerRecord, error: unknown): unknown {
  const { state } = record;
  if (error instanceof OciError) {
    const hint =
      error.kind === 'not_a_directory'
        ? ': Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type'
        : '';
    const prefix = 'failed to create task for container: failed to create shim task: OCI runtime create failed: ';
    state.error = `${prefix}${error.message}${hint}`;
    state.exitCode = error.exitCode;
    return new ApiError(error.kind === 'other' ? 'internal' : 'invalid_parameter', state.error);
  }
  if (error instanceof Errno) {
    const place = `/var/lib/docker/overlay2/${record.layer}/merged`;
    return new ApiError('internal', `error creating overlay mount to ${place}: ${error.message.toLowerCase()}`);
  }
  if (!(error instanceof ApiError)) return error;
  state.error = error.message;
  if (state.exitCode === 0) state.exitCode = 128;
  return error;
}

/** Events of the volumes that a start mounts and an end takes away. */
export function logMounts(daemon: Daemon, record: ContainerRecord, action: 'mount' | 'unmount'): void {
  for (const mount of record.mounts) {
    if (mount.Type !== 'volume') continue;
    const more = { destination: mount.Destination, propagation: mount.Propagation, 'read/write': String(mount.RW) };
    daemon.events.log('volume', action, mount.Name ?? '', {
      container: record.id,
      driver: 'local',
      ...(action === 'mount' && more),
    });
  }
}
