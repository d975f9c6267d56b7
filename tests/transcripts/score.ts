import { replayAll } from '../../src/sandbox/runtimes/replay-pool.ts';
import { compareScenario } from './compare.mjs';
import { groupOf, type Recording } from './recordings.ts';

export interface GroupScore {
  /** Steps that went as recorded. */
  readonly passed: number;
  readonly steps: number;
}

export interface Difference {
  readonly name: string;
  readonly run: string;
  readonly differs: readonly string[];
}

export interface Score {
  readonly groups: Readonly<Record<string, GroupScore>>;
  readonly differences: readonly Difference[];
  /** Steps that ended in a failure of the simulator. */
  readonly errors: number;
}

/** Replays recordings and counts, group by group, the steps that went as recorded. */
export async function score(recordings: readonly Recording[]): Promise<Score> {
  const groups: Record<string, GroupScore> = {};
  const differences: Difference[] = [];
  let errors = 0;
  await replayAll(recordings, (result, index) => {
    const recording = recordings[index] as Recording;
    const bad = compareScenario(recording, result);
    differences.push(...bad.map(({ run, differs }) => ({ name: recording.name, run, differs })));
    errors += result.steps.filter(({ exit }) => exit === 'error').length;
    const { passed, steps } = groups[groupOf(recording)] ?? { passed: 0, steps: 0 };
    groups[groupOf(recording)] = {
      passed: passed + recording.steps.length - bad.length,
      steps: steps + recording.steps.length,
    };
  });
  return { groups, differences, errors };
}

/** `containers: 412 of 623 steps as recorded`, a line a group. */
export function table({ groups }: Score): string {
  const names = Object.keys(groups).sort();
  const lines = names.map((name) => {
    const { passed, steps } = groups[name] as GroupScore;
    return `${name}: ${passed} of ${steps} steps as recorded (${Math.floor((100 * passed) / steps)} %)`;
  });
  return `${lines.join('\n')}\n`;
}
