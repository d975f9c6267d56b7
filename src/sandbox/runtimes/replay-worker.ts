import { parentPort } from 'node:worker_threads';
import { replay } from './replay.ts';
import type { FromReplay } from './replay-pool.ts';
import type { Scenario } from './scenario.ts';

// A thread of its own, so that a scenario that crashes or never ends can be ended without harm to the others.
if (parentPort === null) throw new Error('replay-worker.ts runs as a worker thread');
const port = parentPort;
const post = (message: FromReplay) => port.postMessage(message);

port.on('message', (scenario: Scenario) => {
  replay(scenario, (step) => post({ type: 'step', step })).then(
    () => post({ type: 'done' }),
    (error: unknown) => {
      throw error; // ends the thread: the pool blames the step under way
    },
  );
});
