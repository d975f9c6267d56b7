/** One command of a scenario, as `tests/transcripts/recordings` writes it. */
export interface ScenarioStep {
  readonly run: string;
  /** Seconds that pass before the command. */
  readonly wait?: number;
  /** Runs on a terminal: everything printed is in `stdout`. */
  readonly tty?: boolean;
  /** What is typed (with `tty`, line by line after the first output) or piped in. */
  readonly stdin?: string;
}

/** Commands on an empty engine that holds `images`, in an empty directory that holds `files`. */
export interface Scenario<Step extends ScenarioStep = ScenarioStep> {
  readonly name: string;
  readonly images?: readonly string[];
  /**
   * Where images come from: the verifying engine's mirror, or Docker Hub as readers know it.
   * Not told: from the recording engine's, which then listens at localhost:5000 as it did for the recordings.
   */
  readonly registry?: 'reference' | 'hub';
  readonly files?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** `error`: the simulator failed; `timeout`: the command was killed after 40 s. */
export type StepExit = number | 'error' | 'timeout';

export interface StepResult {
  readonly run: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: StepExit;
}

export interface ScenarioResult {
  readonly name: string;
  readonly steps: readonly StepResult[];
}

/** @throws {TypeError} naming what is not as a scenario has it */
export function parseScenario(text: string): Scenario {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value) || typeof value['name'] !== 'string') throw new TypeError('a scenario has a name');
  const steps = value['steps'];
  if (!Array.isArray(steps)) throw new TypeError('a scenario has steps');
  for (const [index, step] of steps.entries()) {
    if (!isRecord(step) || typeof step['run'] !== 'string') throw new TypeError(`step ${index + 1} has no \`run\``);
  }
  return value as unknown as Scenario;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
