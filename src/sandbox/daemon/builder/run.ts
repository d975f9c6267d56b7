import type { Ulimit } from '../../api/types/container.ts';
import { ApiError } from '../../api/errors.ts';
import { decode } from '../../kernel/bytes.ts';
import type { FileSystem } from '../../kernel/fs/file-system.ts';
import type { TreeFileSystem } from '../../kernel/fs/tree.ts';
import { exitCode } from '../../kernel/exit-status.ts';
import type { Program } from '../../kernel/process.ts';
import { ByteStream } from '../../kernel/stream.ts';
import { createContainer } from '../../runtime/container.ts';
import { OciError } from '../../runtime/error.ts';
import type { ContainerMount, ContainerSpec } from '../../runtime/spec.ts';
import { containerSpec, emulated } from '../container/spec.ts';
import { viewOf } from '../container/own-view.ts';
import type { Daemon } from '../daemon.ts';
import { joinNetworks, leaveNetworks } from '../network/sandbox.ts';
import { BuildError } from './failure.ts';
import type { OperationOf } from './operation.ts';
import type { Vertex } from './progress.ts';
import { type MountSources, runMounts } from './run-mounts.ts';
import type { Running } from './running.ts';
import { makeDirectory } from './copy-files.ts';
import { writeSandboxFiles } from './sandbox-files.ts';
import { type BuildContainer, buildContainer } from './sandbox-container.ts';

export interface RunOptions {
  readonly sources: MountSources;
  readonly extraHosts: readonly string[];
  /** '' is the engine's own. */
  readonly cgroupParent: string;
  /** Octets of /dev/shm; 0 is the usual size. */
  readonly shmSize: number;
  readonly ulimits: readonly Ulimit[];
  readonly log: Vertex['log'];
  readonly running: Running;
}

/** Runs a RUN's process over a tree. @throws {BuildError} `process "…" did not complete successfully: exit code: 1` */
export async function runOperation(
  daemon: Daemon,
  operation: OperationOf<'run'>,
  tree: TreeFileSystem,
  options: RunOptions,
): Promise<void> {
  const failed = (why: string) =>
    new BuildError(`process ${JSON.stringify(operation.args.join(' '))} did not complete successfully: ${why}`);
  const { mounts, env } = runMounts(daemon, operation, options.sources);
  makeDirectory(tree, operation.cwd);
  const container = buildContainer(daemon, operation, tree, options);
  let code;
  try {
    const spec = specOf(container, operation.architecture, mounts, env);
    writeSandboxFiles(daemon, container.live, options.extraHosts);
    const stubs = missingPlaces(tree, spec.mounts);
    try {
      code = await execute(container, spec, options);
    } finally {
      removeStubs(tree, stubs);
    }
  } catch (error) {
    if (error instanceof ApiError) throw failed(error.message);
    if (!(error instanceof OciError)) throw error;
    options.log(`runc run failed: ${error.message.replace(/^runc create failed: /, '')}\n`);
    throw failed('exit code: 1');
  } finally {
    leaveNetworks(container.daemon, container.record);
  }
  if (code !== 0) throw failed(`exit code: ${code}`);
}

function specOf(
  { daemon, record, live }: BuildContainer,
  architecture: string,
  mounts: readonly ContainerMount[],
  env: readonly string[],
): ContainerSpec {
  const net = joinNetworks(daemon, record, live);
  const spec = containerSpec(daemon, record, live, net);
  const own = spec.process.env.filter((entry) => !entry.startsWith('HOSTNAME='));
  return {
    ...spec,
    machine: emulated(architecture),
    process: { ...spec.process, env: [...own, ...env] },
    mounts: [...spec.mounts.filter(({ destination }) => destination !== '/etc/hostname'), ...mounts],
  };
}

/** Waits for its children, as buildkitd does. */
const init: Program = async (process) => {
  for (;;) {
    process.reapEnded();
    await process.waitForChildChange();
  }
};

async function execute(
  { daemon, live }: BuildContainer,
  spec: ContainerSpec,
  { log, running }: Pick<RunOptions, 'log' | 'running'>,
): Promise<number> {
  const { kernel } = daemon;
  const stream = new ByteStream();
  live.output.attach({ stdout: true, stderr: true, stream, framed: false });
  const shown = showOutput(stream, log);
  const parent = kernel.spawn({ argv: ['runc', 'run', spec.id], exe: '/usr/bin/runc', program: init });
  try {
    const container = await createContainer(parent, spec);
    container.start();
    const ended = running.add(() => container.killAll());
    const status = await container.exited;
    ended();
    container.killAll();
    container.cgroup.remove();
    return exitCode(status);
  } finally {
    live.output.end();
    await shown;
    parent.deliver('KILL');
  }
}

async function showOutput(stream: ByteStream, log: Vertex['log']): Promise<void> {
  for await (const chunk of stream) log(decode(chunk));
}

/** Where something is to be mounted and nothing is: these places go again, with the directories made for them. */
function missingPlaces(tree: FileSystem, mounts: readonly ContainerMount[]): string[] {
  const view = viewOf(tree);
  const missing = new Set<string>();
  for (const { destination } of mounts) {
    const names = destination.split('/').filter((name) => name !== '');
    for (let length = 1; length <= names.length; length++) {
      const path = `/${names.slice(0, length).join('/')}`;
      if (!view.exists(path)) missing.add(path);
    }
  }
  return [...missing].sort((a, b) => b.length - a.length);
}

function removeStubs(tree: FileSystem, stubs: readonly string[]): void {
  const view = viewOf(tree);
  for (const path of stubs) {
    if (!view.exists(path)) continue;
    const stat = view.lstat(path);
    if (stat.type === 'directory' && view.readdir(path).length === 0) view.rmdir(path);
    else if (stat.type === 'file' && stat.size === 0) view.unlink(path);
  }
}
