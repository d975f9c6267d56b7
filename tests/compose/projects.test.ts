import { expect, test } from 'vitest';
import { replayAll } from '../../src/sandbox/runtimes/replay-pool.ts';
import type { ScenarioResult } from '../../src/sandbox/runtimes/scenario.ts';
import { compareScenario } from '../transcripts/compare.mjs';
import { type PublishedProject, readProjects } from './read-projects.ts';

const projects = readProjects();
const results: ScenarioResult[] = [];
const replayed = replayAll(projects, (result, index) => {
  results[index] = result;
});

/** What a step did otherwise than its project says, as sentences. */
function surprises({ steps, recording }: PublishedProject, result: ScenarioResult): string[] {
  return steps.flatMap(({ run, prints = '', exit = 0 }, index) => {
    const got = result.steps[index];
    if (got === undefined) return [`${run}: never ran`];
    const text = got.stdout + got.stderr;
    const wanted = recording === undefined ? exit : got.exit; // the comparison with the recording looks at it
    return [
      ...(got.exit === wanted ? [] : [`${run}: exit ${got.exit}, not ${wanted}\n${text}`]),
      ...(text.includes(prints) ? [] : [`${run}: prints no “${prints}” but\n${text}`]),
    ];
  });
}

test('at least 30 projects, 20 of them recorded', () => {
  expect(projects.length).toBeGreaterThanOrEqual(30);
  expect(projects.filter(({ recording }) => recording !== undefined).length).toBeGreaterThanOrEqual(20);
});

test.each(projects.map((project, index) => ({ project, index })))(
  '$project.name: $project.about',
  { timeout: 240_000 },
  async ({ project, index }) => {
    await replayed;
    const result = results[index] as ScenarioResult;
    expect(surprises(project, result)).toEqual([]);
    const { recording } = project;
    if (recording !== undefined) {
      expect(
        recording.steps.map(({ run }) => run),
        'recorded steps',
      ).toEqual(project.steps.map(({ run }) => run));
      expect(recording.files, 'recorded files').toEqual(project.files);
      expect(compareScenario(recording, result)).toEqual([]);
    }
  },
);
