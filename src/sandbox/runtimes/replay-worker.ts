import { parentPort, workerData } from 'node:worker_threads';
import { replay } from './replay.ts';
import type { Scenario } from './scenario.ts';

// One scenario a thread, so that one that crashes or never ends can be ended without harm to the others.
if (parentPort === null) throw new Error('replay-worker.ts runs as a worker thread');
const port = parentPort;
await replay(workerData as Scenario, (result) => port.postMessage(result));
process.exit(0);
