import { parentPort } from 'node:worker_threads';
import type { FromReplay } from '../../src/sandbox/runtimes/replay-pool.ts';
import type { Scenario } from '../../src/sandbox/runtimes/scenario.ts';
import { replayRemotely } from './remote.ts';

if (parentPort === null) throw new Error('remote-worker.ts runs as a worker thread');
const port = parentPort;
const post = (message: FromReplay) => port.postMessage(message);

port.on('message', (scenario: Scenario) => {
  replayRemotely(scenario, (step) => post({ type: 'step', step })).then(
    () => post({ type: 'done' }),
    (error: unknown) => {
      throw error; // ends the thread: the pool blames the step under way
    },
  );
});
