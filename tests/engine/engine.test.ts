import { expect, test } from 'vitest';
import { replayAll } from '../../src/sandbox/runtimes/replay-pool.ts';
import type { ScenarioResult } from '../../src/sandbox/runtimes/scenario.ts';
import { compareScenario } from '../transcripts/compare.mjs';
import { readRecordings, type Recording } from '../transcripts/recordings.ts';
import { dockerCliVersion } from './remote.ts';
import { isRemote } from './suitable.ts';
import { asksTheSame, differencesOf } from './versions.ts';

const THREADS = 4;
/** Scenarios that issue 3 wants. */
const LEAST = 150;

const version = dockerCliVersion();
if (version === undefined) process.stdout.write('engine: skipped, there is no docker CLI on PATH\n');

/** At least half of the steps are for the CLI. */
const isMostlyRemote = ({ steps }: Recording): boolean => steps.filter(isRemote).length * 2 >= steps.length;

async function replayed(recordings: readonly Recording[], worker?: URL): Promise<readonly ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  await replayAll(recordings, (result, index) => void (results[index] = result), {
    threads: THREADS,
    ...(worker !== undefined && { worker }),
  });
  return results;
}

test.skipIf(version === undefined)(
  'a real docker CLI at our engine prints what our CLI prints',
  { timeout: 600_000 },
  async () => {
    const recordings = readRecordings().filter(isMostlyRemote);
    expect(recordings.length).toBeGreaterThanOrEqual(LEAST);
    const own = await replayed(recordings);
    const remote = await replayed(recordings, new URL('./remote-worker.ts', import.meta.url));

    const allowed = differencesOf(version ?? '');
    const differing: string[] = [];
    let steps = 0;
    recordings.forEach((recording, index) => {
      recording.steps.forEach((step, at) => {
        const [ours, theirs] = [own[index]?.steps[at], remote[index]?.steps[at]];
        if (!isRemote(step) || !asksTheSame(version ?? '', step.run)) return;
        if (ours === undefined || theirs === undefined) return;
        steps++;
        const [difference] = compareScenario(
          { ...recording, steps: [{ ...step, ...ours, exit: Number(ours.exit) }] },
          { name: recording.name, steps: [{ ...theirs, ...allowed(ours, theirs) }] },
        );
        if (difference !== undefined)
          differing.push(`${recording.name}\n$ ${step.run}\n${difference.differs.join('\n')}`);
      });
    });
    process.stdout.write(
      `engine: docker ${version}: ${steps - differing.length} of ${steps} steps in ${recordings.length} scenarios\n`,
    );
    expect(differing.join('\n\n').replaceAll('--- real', '--- our CLI').replaceAll('+++ here', '+++ docker')).toBe('');
  },
);
