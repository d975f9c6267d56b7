import { expect, test } from 'vitest';
import { fallen, readFloor } from './floor.ts';
import { readRecordings } from './recordings.ts';
import { score, table } from './score.ts';

/** Groups of which issue 2 wants at least half of the steps. */
const HALF = ['containers'];

test('the recordings of a real engine replay on ours, no fewer than before', { timeout: 240_000 }, async () => {
  const recordings = readRecordings();
  expect(recordings.length).toBeGreaterThanOrEqual(264);
  const result = await score(recordings);
  process.stdout.write(table(result));

  expect(fallen(readFloor(), result), 'groups below tests/transcripts/floor.json').toEqual([]);
  for (const name of HALF) {
    const { passed, steps } = result.groups[name] ?? { passed: 0, steps: 1 };
    expect(passed / steps, `${name}: the part that goes as recorded`).toBeGreaterThanOrEqual(0.5);
  }
});
