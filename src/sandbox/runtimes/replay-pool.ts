import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { errorText } from './error-text.ts';
import type { Scenario, ScenarioResult, StepResult } from './scenario.ts';

/** What a worker tells of the scenario it was given. */
export type FromReplay = { readonly type: 'step'; readonly step: StepResult } | { readonly type: 'done' };

/** Real time that a step may take; virtual time has its own limit. */
const REAL_LIMIT_MS = 30_000;
const REPLAY_WORKER = new URL('./replay-worker.ts', import.meta.url);

/**
 * Replays scenarios on as many threads as there are cores.
 * Whatever happens to one of them, each has a result with all of its steps.
 *
 * @param onResult hears each result in the order of `scenarios`
 * @param options.worker a script that answers a scenario as replay-worker.ts does
 */
export async function replayAll(
  scenarios: readonly Scenario[],
  onResult: (result: ScenarioResult, index: number) => void,
  { threads = availableParallelism(), realLimit = REAL_LIMIT_MS, worker = REPLAY_WORKER } = {},
): Promise<void> {
  const results = new Map<number, ScenarioResult>();
  let next = 0;
  let told = 0;

  async function work(): Promise<void> {
    const lane = new Lane(realLimit, worker);
    for (let index = next++; index < scenarios.length; index = next++) {
      results.set(index, await lane.replay(scenarios[index] as Scenario));
      for (let ready = results.get(told); ready !== undefined; ready = results.get(told)) {
        results.delete(told);
        onResult(ready, told++);
      }
    }
    await lane.close();
  }
  await Promise.all(Array.from({ length: Math.min(threads, scenarios.length) }, work));
}

/** A worker that replays one scenario after another, replaced when it dies or has to be ended. */
class Lane {
  readonly #realLimit: number;
  readonly #script: URL;
  #worker: Worker | undefined;

  constructor(realLimit: number, script: URL) {
    this.#realLimit = realLimit;
    this.#script = script;
  }

  replay(scenario: Scenario): Promise<ScenarioResult> {
    this.#worker ??= new Worker(this.#script, { execArgv: [] });
    const worker = this.#worker;
    return new Promise((resolve) => {
      const steps: StepResult[] = [];
      let timer: NodeJS.Timeout;

      const settle = () => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        resolve({ name: scenario.name, steps });
      };
      /** The step under way takes the blame; those after it never ran. */
      const abandon = (exit: 'error' | 'timeout', why: string) => {
        const [current, ...others] = scenario.steps.slice(steps.length);
        if (current !== undefined) steps.push({ run: current.run, stdout: '', stderr: why, exit });
        for (const { run } of others) steps.push({ run, stdout: '', stderr: NEVER_RAN, exit: 'error' });
        settle();
        worker.on('error', () => {}); // of a thread that is on its way out
        this.#worker = undefined;
        void worker.terminate();
      };
      const watch = () => {
        clearTimeout(timer);
        const why = `drydock: no end after ${this.#realLimit / 1000} s of real time\n`;
        timer = setTimeout(() => abandon('timeout', why), this.#realLimit);
      };

      const onMessage = (message: FromReplay) => {
        if (message.type === 'done') return settle();
        steps.push(message.step);
        watch();
      };
      const onError = (error: unknown) => abandon('error', `${errorText(error)}\n`);
      const onExit = () => abandon('error', 'drydock: the simulator ended early\n');
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      watch();
      worker.postMessage(scenario);
    });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }
}

const NEVER_RAN = 'drydock: an earlier step ended the scenario\n';
