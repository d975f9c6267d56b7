import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '../../src/sandbox/host/host.ts';
import { createReplayHost, replayStep } from '../../src/sandbox/runtimes/replay.ts';
import type { Scenario, ScenarioStep, StepResult } from '../../src/sandbox/runtimes/scenario.ts';
import { createApiServer } from '../../src/sandbox/runtimes/serve.ts';
import { isRemote } from './suitable.ts';

/** Real time that a step may take. */
const STEP_LIMIT_MS = 15_000;
/** So long the host's time goes as fast as ours; then the step waits for it, and it goes faster. */
const SAME_PACE_MS = 250;
const TICK_MS = 5;
const FAST_TICK_MS = 250;

/** Version of the docker CLI on PATH; undefined where there is none. */
export function dockerCliVersion(): string | undefined {
  const { status, stdout } = spawnSync('docker', ['--version'], { encoding: 'utf8' });
  return status === 0 ? /version ([\d.]+)/.exec(stdout)?.[1] : undefined;
}

/** Replays a scenario: what suits a real docker CLI by that CLI over TCP, all else by the host's own shell. */
export async function replayRemotely(scenario: Scenario, onStep: (result: StepResult) => void): Promise<void> {
  const host = createReplayHost(scenario);
  const server = createApiServer(host.transport);
  const home = mkdtempSync(join(tmpdir(), 'drydock-engine-'));
  writeFiles(join(home, 'work'), scenario.files ?? {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    await host.wait(0);
    for (const step of scenario.steps) {
      onStep(isRemote(step) ? await runRemotely(host, step, home, port) : await replayStep(host, step));
    }
  } finally {
    server.close();
    server.closeAllConnections();
    rmSync(home, { recursive: true, force: true });
    for (const process of [...host.kernel.processes.values()]) process.deliver('KILL');
  }
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

async function runRemotely(
  host: Host,
  { run, stdin = '', wait = 0 }: ScenarioStep,
  home: string,
  port: number,
): Promise<StepResult> {
  await host.wait(wait * 1000);
  const child = spawn('bash', ['-c', run], {
    cwd: join(home, 'work'),
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      DOCKER_HOST: `tcp://127.0.0.1:${port}`,
      LANG: 'C.UTF-8',
      TERM: 'xterm',
      COLUMNS: '200',
      LINES: '40',
      NO_COLOR: '1',
    },
    detached: true, // a group of its own, to end it whole
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (stderr += text));
  child.stdin.on('error', () => {}).end(stdin);
  let exit: number | undefined;
  child.on('close', (code) => (exit = code ?? -1));
  const start = performance.now();
  let last = start;
  while (exit === undefined) {
    await sleep(TICK_MS);
    const now = performance.now();
    if (now - start > STEP_LIMIT_MS) {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      return { run, stdout, stderr, exit: 'timeout' };
    }
    await host.wait(now - start < SAME_PACE_MS ? now - last : FAST_TICK_MS);
    last = now;
  }
  return { run, stdout, stderr, exit };
}
