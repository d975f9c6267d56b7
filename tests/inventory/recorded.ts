import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ScenarioResult, ScenarioStep } from '../../src/sandbox/runtimes/scenario.ts';
import { parseScenario } from '../../src/sandbox/runtimes/scenario.ts';
import { replayAll } from '../../src/sandbox/runtimes/replay-pool.ts';
import { compareScenario } from '../transcripts/compare.mjs';
import type { Recording } from '../transcripts/recordings.ts';

/** A step as scenarios.yaml has it: with what of the inventory it shows. */
export interface PlannedStep extends ScenarioStep {
  /** Ids of commands.json. */
  readonly ids?: readonly string[];
  /** Places in errors.json, from 0. */
  readonly errors?: readonly number[];
}

interface PlannedScenario {
  readonly name: string;
  readonly steps: readonly PlannedStep[];
}

/** What a step of the inventory came to. */
export interface StepOutcome {
  /** `life: docker stop container` */
  readonly title: string;
  readonly planned: PlannedStep;
  readonly recorded: Recording['steps'][number];
  readonly here: ScenarioResult['steps'][number];
  /** What differs from the recording; empty where nothing does. */
  readonly differs: string;
}

/** Replays the recordings in `folder`/recordings and pairs each step with the plan in `folder`/scenarios.yaml. */
export async function replayInventory(folder: string): Promise<readonly StepOutcome[]> {
  const plan = parse(readFileSync(join(folder, 'scenarios.yaml'), 'utf8')) as readonly PlannedScenario[];
  const files = globSync('recordings/*.json', { cwd: folder }).sort();
  const recordings = files.map((file) => parseScenario(readFileSync(join(folder, file), 'utf8')) as Recording);
  const outcomes: StepOutcome[] = [];
  await replayAll(recordings, (result, index) => {
    const recording = recordings[index] as Recording;
    const name = recording.name.split('/')[1];
    const planned = plan.find((scenario) => scenario.name === name)?.steps ?? [];
    const differences = recording.steps.map((step, at) =>
      compareScenario({ ...recording, steps: [step] }, { ...result, steps: result.steps.slice(at, at + 1) }),
    );
    recording.steps.forEach((recorded, at) => {
      const step = planned[at];
      const here = result.steps[at];
      if (step?.run !== recorded.run || here === undefined) {
        throw new Error(`${recording.name} is not as planned: record it again (tests/inventory/record)`);
      }
      const differs = (differences[at] ?? []).flatMap((difference) => difference.differs).join('\n');
      outcomes.push({ title: `${name}: ${recorded.run}`, planned: step, recorded, here, differs });
    });
  });
  return outcomes;
}

/** The outcomes that differ and are not excused, as text. */
export function unexcused(outcomes: readonly StepOutcome[], excuses: Readonly<Record<string, string>>): string[] {
  return outcomes
    .filter(({ title, differs }) => differs !== '' && excuses[title] === undefined)
    .map(({ title, differs }) => `$ ${title}\n${differs}`);
}
