import { formatDuration } from '../../api/duration.ts';
import { decode } from '../../kernel/bytes.ts';
import type { Daemon } from '../daemon.ts';
import { createExec } from '../exec/create.ts';
import { findExec } from '../exec/find.ts';
import { runExec } from '../exec/start.ts';
import type { ContainerRecord, HealthRecord } from '../state.ts';
import { rfc3339Nano } from '../time.ts';
import { logContainerEvent } from './log-event.ts';
import type { LiveContainer } from './live.ts';
import { ByteStream } from '../../kernel/stream.ts';
import { ApiError } from '../../api/errors.ts';

const DEFAULTS = { interval: 30_000, timeout: 30_000, startInterval: 5_000, retries: 3 };
const MAX_LOG = 5;
const MAX_OUTPUT = 4096;
const ms = (nanoseconds: number | undefined, otherwise: number): number =>
  nanoseconds === undefined || nanoseconds === 0 ? otherwise : nanoseconds / 1e6;

/** The command of a health check; undefined when there is none. */
function testOf(record: ContainerRecord): readonly string[] | undefined {
  const [kind, ...rest] = record.config.Healthcheck?.Test ?? [];
  if (kind === 'CMD') return rest;
  if (kind === 'CMD-SHELL') return [...(record.config.Shell ?? ['/bin/sh', '-c']), ...rest];
  return undefined;
}

/** Probes a container again and again while it runs. @see moby daemon/health.go */
export function startHealthChecks(daemon: Daemon, record: ContainerRecord, live: LiveContainer): void {
  const test = testOf(record);
  const { Healthcheck } = record.config;
  if (test === undefined || test.length === 0) {
    record.state.health = undefined;
    return;
  }
  const health: HealthRecord = { status: 'starting', failingStreak: 0, log: [] };
  record.state.health = health;
  const { clock } = daemon.kernel;
  const startPeriod = ms(Healthcheck?.StartPeriod, 0);
  const started = clock.now();
  let cancel: () => void = () => {};
  let stopped = false;
  live.stopHealth = () => {
    stopped = true;
    cancel();
    live.stopHealth = undefined;
    health.status = 'unhealthy'; // as the engine does when a monitor stops
  };
  const next = () => {
    const starting = health.status === 'starting' && clock.now() - started < startPeriod;
    const interval = ms(Healthcheck?.Interval, DEFAULTS.interval);
    const wait = starting ? ms(Healthcheck?.StartInterval, DEFAULTS.startInterval) : interval;
    cancel = clock.schedule(wait, () => void round());
  };
  const round = async () => {
    if (!record.state.paused) {
      const inStartPeriod = clock.now() - started < startPeriod;
      await probe(daemon, record, test, { health, inStartPeriod, isStopped: () => stopped });
    }
    if (!stopped) next();
  };
  next();
}

interface Probing {
  readonly health: HealthRecord;
  readonly inStartPeriod: boolean;
  readonly isStopped: () => boolean;
}

async function probe(
  daemon: Daemon,
  record: ContainerRecord,
  test: readonly string[],
  { health, inStartPeriod, isStopped }: Probing,
): Promise<void> {
  const { clock } = daemon.kernel;
  const { Healthcheck } = record.config;
  const start = clock.now();
  const { code, output } = await runTest(daemon, record, test, ms(Healthcheck?.Timeout, DEFAULTS.timeout));
  if (isStopped()) return;
  health.log.push({
    Start: rfc3339Nano(start),
    End: rfc3339Nano(clock.now()),
    ExitCode: code,
    Output: output.slice(0, MAX_OUTPUT),
  });
  if (health.log.length > MAX_LOG) health.log.shift();
  const before = health.status;
  if (code === 0) {
    health.failingStreak = 0;
    health.status = 'healthy';
  } else if (!(inStartPeriod && health.status === 'starting')) {
    health.failingStreak++;
    if (health.failingStreak >= (Healthcheck?.Retries || DEFAULTS.retries)) health.status = 'unhealthy';
  }
  if (health.status !== before) logContainerEvent(daemon, record, `health_status: ${health.status}`);
}

async function runTest(
  daemon: Daemon,
  record: ContainerRecord,
  test: readonly string[],
  timeout: number,
): Promise<{ code: number; output: string }> {
  const { Id } = createExec(daemon, record, { Cmd: test, AttachStdout: true, AttachStderr: true });
  const exec = findExec(daemon, Id);
  const stream = new ByteStream();
  exec.output.attach({ stdout: true, stderr: true, stream, framed: false });
  const text = stream.readAll().then(decode);
  try {
    const { ended } = await runExec(daemon, exec);
    let cancel: () => void = () => {};
    const late = new Promise<undefined>(
      (resolve) => (cancel = daemon.kernel.clock.schedule(timeout, () => resolve(undefined))),
    );
    const code = await Promise.race([ended, late]);
    cancel();
    if (code !== undefined) return { code, output: await text };
    exec.process?.deliver('KILL');
    await ended;
    return { code: -1, output: `Health check exceeded timeout (${formatDuration(timeout * 1e6)})` + (await text) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { code: -1, output: error.message };
  } finally {
    daemon.execs.delete(Id);
  }
}
