import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTestHost } from '../../src/sandbox/runtimes/test-host.ts';
import { hub } from '../../src/sandbox/registry/hub/index.ts';
import { referenceRegistry } from '../../src/sandbox/registry/reference/index.ts';
import { replay } from '../../src/sandbox/runtimes/replay.ts';
import type { StepResult } from '../../src/sandbox/runtimes/scenario.ts';
import { compareScenario } from '../transcripts/compare.mjs';
import type { Recording } from '../transcripts/recordings.ts';
import { type BuildCase, fits, readCases } from './scenario.ts';

/** Our own, and those of the source notes with the images they name or, where no registry here has them, with others. */
const OWN = readCases(join(import.meta.dirname, 'cases'));
const SEEDS = readCases(join(import.meta.dirname, 'seeds'));
const CASES = [...OWN, ...SEEDS];

test('there are at least 30 of them', () => {
  expect(OWN.length).toBeGreaterThanOrEqual(30);
});

test.each(CASES)('$name: $about', async ({ images, files, steps, onReference }: BuildCase) => {
  const host = createTestHost({
    registry: onReference ? referenceRegistry() : hub(),
    images,
    files,
    cwd: '/root/work',
  });
  for (const { run, expected, exit } of steps) {
    const result = await host.run(run);
    const isAsExpected = result.exit === exit && fits(expected, result.stdout);
    if (!isAsExpected) expect({ run, ...result }).toEqual({ run, stdout: expected, stderr: '', exit });
  }
});

const recordingOf = ({ folder }: BuildCase): string => join(folder, 'recorded.json');

test.each(CASES.filter((each) => existsSync(recordingOf(each))))('$name goes as on the real engine', async (each) => {
  const recording = JSON.parse(readFileSync(recordingOf(each), 'utf8')) as Recording;
  expect(recording.steps.map(({ run }) => run)).toEqual(each.steps.map(({ run }) => run));
  const steps: StepResult[] = [];
  await replay({ ...recording, files: each.files }, (step) => void steps.push(step));
  expect(compareScenario(recording, { name: recording.name, steps })).toEqual([]);
});
