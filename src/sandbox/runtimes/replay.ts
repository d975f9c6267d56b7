import { createHost } from '../host/create-host.ts';
import type { Host } from '../host/host.ts';
import { hub } from '../registry/hub/index.ts';
import { mirroredImages, recordedImages } from '../registry/reference/data.ts';
import { referenceRegistry } from '../registry/reference/index.ts';
import type { Registry } from '../registry/registry.ts';
import { errorText } from './error-text.ts';
import { nodePlatform } from './node.ts';
import type { Scenario, ScenarioStep, StepResult } from './scenario.ts';

/** The environment of the recordings. @see reference-docker/record.py */
const ENV = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root/home',
  LANG: 'C.UTF-8',
  TERM: 'xterm',
  COLUMNS: '200',
  LINES: '40',
  BUILDKIT_COLORS: '',
  NO_COLOR: '1',
};
/** The recording engine has a registry beside it, at localhost:5000. @see reference-docker/up */
const REGISTRY_CONFIG = '/root/registry.yml';
const REGISTRY =
  'version: 0.1\nstorage: {filesystem: {rootdirectory: /var/lib/registry}, delete: {enabled: true}}\nhttp: {addr: 127.0.0.1:5000}\n';
const SIZE = { columns: 200, rows: 40 };
const DEFAULT_IMAGES = ['busybox'];

/** Virtual time after which a step is killed. */
const STEP_LIMIT_MS = 40_000;

/** Replays a scenario on a host of its own, with virtual time; `onStep` hears each result as soon as it is there. */
export async function replay(scenario: Scenario, onStep: (result: StepResult) => void): Promise<void> {
  const host = createReplayHost(scenario);
  for (const step of scenario.steps) onStep(await replayStep(host, step));
  for (const process of [...host.kernel.processes.values()]) process.deliver('KILL'); // or they run on, beside the next host
}

/** The host that a scenario begins on, with virtual time. */
export const createReplayHost = (scenario: Scenario): Host =>
  createHost({
    platform: nodePlatform(),
    clock: 'virtual',
    seed: 1,
    registry: registryOf(scenario),
    images: scenario.images ?? DEFAULT_IMAGES,
    cwd: '/root/work',
    hostname: 'vm', // what the machine of the recordings is called
    files: { ...scenario.files, [REGISTRY_CONFIG]: REGISTRY },
    env: ENV,
    services: scenario.registry === undefined ? [['registry', 'serve', REGISTRY_CONFIG]] : [],
  });

function registryOf({ registry }: Scenario): Registry {
  if (registry === 'hub') return hub();
  return referenceRegistry(registry === 'reference' ? mirroredImages : recordedImages);
}

/** A failure of the simulator is told as the step's result: the steps after it still run. */
export async function replayStep(host: Host, { run, wait, tty, stdin }: ScenarioStep): Promise<StepResult> {
  try {
    if (wait !== undefined) await host.wait(wait * 1000);
    const options = {
      ...(stdin !== undefined && { stdin }),
      ...(tty === true && { tty: SIZE }),
      timeout: STEP_LIMIT_MS,
    };
    return { run, ...(await host.run(run, options)) };
  } catch (error) {
    return { run, stdout: '', stderr: errorText(error), exit: 'error' };
  }
}
