import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { describe } from './replay.ts';
import type { Scenario, ScenarioResult, StepResult } from './scenario.ts';

/** Real time that a step may take; virtual time has its own limit. */
const REAL_LIMIT_MS = 30_000;

/**
 * Replays scenarios on as many threads as there are cores.
 * Whatever happens to one of them, each has a result with all of its steps.
 *
 * @param onResult hears each result in the order of `scenarios`
 */
export async function replayAll(
  scenarios: readonly Scenario[],
  onResult: (result: ScenarioResult, index: number) => void,
  { threads = availableParallelism(), realLimit = REAL_LIMIT_MS } = {},
): Promise<void> {
  const results = new Map<number, ScenarioResult>();
  let next = 0;
  let told = 0;

  async function work(): Promise<void> {
    for (let index = next++; index < scenarios.length; index = next++) {
      results.set(index, await replayOne(scenarios[index] as Scenario, realLimit));
      for (let ready = results.get(told); ready !== undefined; ready = results.get(told)) {
        results.delete(told);
        onResult(ready, told++);
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(threads, scenarios.length) }, work));
}

function replayOne(scenario: Scenario, realLimit: number): Promise<ScenarioResult> {
  return new Promise((resolve) => {
    const steps: StepResult[] = [];
    const worker = new Worker(new URL('./replay-worker.ts', import.meta.url), { workerData: scenario, execArgv: [] });
    let timer = setTimeout(giveUp, realLimit);

    /** The step under way takes the blame; those after it never ran. */
    function finish(exit: 'error' | 'timeout', why: string): void {
      clearTimeout(timer);
      for (const { run } of scenario.steps.slice(steps.length)) {
        steps.push({ run, stdout: '', stderr: why, exit });
        exit = 'error';
        why = 'drydock: an earlier step ended the scenario\n';
      }
      resolve({ name: scenario.name, steps });
    }
    function giveUp(): void {
      void worker.terminate();
      finish('timeout', `drydock: no end after ${realLimit / 1000} s of real time\n`);
    }

    worker.on('message', (result: StepResult) => {
      steps.push(result);
      clearTimeout(timer);
      timer = setTimeout(giveUp, realLimit);
    });
    worker.on('error', (error) => finish('error', `${describe(error)}\n`));
    worker.on('exit', () => finish('error', 'drydock: the simulator ended early\n'));
  });
}
