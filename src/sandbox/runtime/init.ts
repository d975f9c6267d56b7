import type { Credentials } from '../kernel/credentials.ts';
import { HOST_ROOT } from '../kernel/credentials.ts';
import { Errno } from '../kernel/errno.ts';
import type { PidNamespace } from '../kernel/pid-namespace.ts';
import type { Process, Program, SpawnOptions } from '../kernel/process.ts';
import { OciError } from './error.ts';
import { findExecutable } from './find-executable.ts';
import type { ProcessSpec } from './spec.ts';

/** What both kinds of processes are born with; `prepare` runs in the container before the rights are dropped. */
export interface InitOptions {
  readonly parent: Process;
  readonly spawn: Pick<SpawnOptions, 'namespaces' | 'cgroup'>;
  readonly process: ProcessSpec;
  readonly prepare?: (process: Process) => void;
}

/** A process that has found its executable and waits to become it. */
export interface Prepared {
  readonly process: Process;
  readonly start: () => void;
}

/**
 * `runc init`: a process inside of the namespaces that sets everything up, then waits for the start.
 *
 * @throws {OciError} what stands in the way; the process is gone then
 */
export async function prepareProcess({ parent, spawn, process: spec, prepare }: InitOptions): Promise<Prepared> {
  let report: (error: OciError | undefined) => void = () => {};
  let start: () => void = () => {};
  const ready = new Promise<OciError | undefined>((resolve) => (report = resolve));
  const started = new Promise<void>((resolve) => (start = resolve));
  const program: Program = async (process) => {
    let executable;
    try {
      prepare?.(process);
      prepare = undefined; // it would keep the whole specification for as long as the process lives
      for (const [name, limit] of spec.rlimits) process.resourceLimits.set(name, limit);
      process.oomScoreAdj = spec.oomScoreAdj;
      checkDescriptors(spec);
      process.env = environment(spec.env, spec.user.home);
      enterDirectory(process, spec.cwd);
      process.become({ credentials: credentialsOf(spec) });
      executable = findExecutable(process, spec);
    } catch (error) {
      if (!(error instanceof OciError)) throw error;
      report(error);
      return 1;
    }
    for (const namespace of process.namespaces.pid.lineage()) skipThreads(process, namespace);
    process.cgroup.notePeak(THREADS);
    report(undefined);
    await process.waitFor(started);
    return process.exec(executable);
  };
  const [stdin, stdout, stderr] = spec.stdio;
  const process = spawnProcess(parent, {
    ...spawn,
    argv: ['runc', 'init'],
    program,
    env: new Map(),
    cwd: '/',
    root: '/',
    session: 'new',
    credentials: HOST_ROOT,
    umask: 0o022,
    files: new Map([
      [0, stdin],
      [1, stdout],
      [2, stderr],
    ]),
    ...(spec.terminal !== undefined && { terminal: spec.terminal }),
  });
  spec.terminal?.control(process);
  const forget = process.onExit(() => report(new OciError('other', 'runc init: the process ended before its start')));
  const error = await ready;
  forget();
  if (error === undefined) return { process, start };
  await process.exited;
  parent.reapEnded();
  throw error;
}

/** runc is a Go program: its threads take the ids after its own, so that the next process of a container is 7, not 2. */
const THREADS = 5;
function skipThreads(process: Process, namespace: PidNamespace): void {
  namespace.skipTo((process.pidIn(namespace) ?? 0) + THREADS + 1);
}

function spawnProcess(parent: Process, options: SpawnOptions): Process {
  try {
    return parent.spawn(options);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new OciError('other', `fork/exec /proc/self/exe: ${error.message.toLowerCase()}`);
  }
}

/** Capabilities are effective for root alone; others keep them in the bounding set. */
const credentialsOf = (spec: ProcessSpec): Credentials => ({
  uid: spec.user.uid,
  gid: spec.user.gid,
  groups: spec.user.groups,
  capabilities: spec.user.uid === 0 ? spec.capabilities : new Set(),
  bounding: spec.capabilities,
  noNewPrivs: spec.noNewPrivs,
  seccomp: spec.seccomp,
});

/** A process's environment: later entries win, entries without `=` are dropped. */
function environment(entries: readonly string[], home: string): Map<string, string> {
  const env = new Map<string, string>();
  for (const entry of entries) {
    const at = entry.indexOf('=');
    if (at > 0) env.set(entry.slice(0, at), entry.slice(at + 1));
  }
  if ((env.get('HOME') ?? '') === '') env.set('HOME', home);
  return env;
}

function enterDirectory(process: Process, cwd: string): void {
  try {
    if (process.fs.stat(cwd).type !== 'directory') throw new Errno('ENOTDIR');
    process.become({ cwd });
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new OciError(
      error.code === 'ENOENT' ? 'not_found' : 'permission',
      `chdir to cwd ("${cwd}") set in config.json failed: ${error.message.toLowerCase()}`,
    );
  }
}

/** Descriptors of a process at the most: fs.nr_open, as systemd raises it. Without end, -1, is more. */
const NR_OPEN = 2 ** 31 - 64;

/** runc needs descriptors itself, and has already the container's limit. Seen with runc 1.3.6. */
function checkDescriptors({ rlimits }: ProcessSpec): void {
  const { soft, hard } = rlimits.get('nofile') ?? { soft: Infinity, hard: 0 };
  if (hard < 0 || hard > NR_OPEN) {
    throw new OciError(
      'other',
      'error setting rlimits for ready process: error setting rlimit type 7: operation not permitted',
    );
  }
  if (soft > 12) return;
  if (soft > 10) {
    throw new OciError(
      'other',
      'error mounting "proc" to rootfs at "/proc": re-opening handle to "/proc": open /proc: too many open files',
    );
  }
  throw new OciError('other', soft > 8 ? 'procReady not received' : 'too many open files');
}
