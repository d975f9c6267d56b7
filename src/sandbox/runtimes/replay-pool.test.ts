import { expect, test } from 'vitest';
import { replayAll } from './replay-pool.ts';
import type { Scenario, ScenarioResult } from './scenario.ts';

async function replay(...scenarios: Scenario[]): Promise<ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  await replayAll(scenarios, (result) => results.push(result));
  return results;
}

/** What the steps of one scenario gave, without the commands. */
async function stepsOf(...steps: Scenario['steps']) {
  const [result] = await replay({ name: 'x', files: { 'a/b.txt': 'text\n' }, steps });
  return result?.steps.map(({ stdout, stderr, exit }) => [stdout, stderr, exit]);
}

test('a step has its own shell, in a directory with the files, in the environment of the recordings', async () => {
  expect(
    await stepsOf(
      { run: 'pwd; cat a/b.txt; echo $HOME $COLUMNS; cd /; X=1' },
      { run: 'pwd; echo "[$X]"; echo err >&2; exit 3' },
      { run: 'cat', stdin: 'piped\n' },
    ),
  ).toEqual([
    ['/root/work\ntext\n/root/home 200\n', '', 0],
    ['/root/work\n[]\n', 'err\n', 3],
    ['piped\n', '', 0],
  ]);
});

test('`wait` passes in virtual time', async () => {
  const now = 'date +%s';
  const steps = await stepsOf({ run: `${now} > then` }, { run: `echo $(($(${now}) - $(cat then)))`, wait: 100 });
  expect(steps?.[1]).toEqual(['100\n', '', 0]);
});

test('a step on a terminal has all of its output in stdout, typed text included', async () => {
  const steps = await stepsOf({ run: 'tty >/dev/null && read -r x; echo "<$x>" >&2', tty: true, stdin: 'typed\n' });
  expect(steps).toEqual([['typed\r\n<typed>\r\n', '', 0]]);
});

test('a step that does not end is killed after 40 s, and the next one runs', async () => {
  const steps = await stepsOf({ run: 'echo begun; sleep 1000' }, { run: 'ps -e | grep -c sleep' });
  expect(steps).toEqual([
    ['begun\n', '', 'timeout'],
    ['0\n', '', 1],
  ]);
});

test('a scenario that fails has all of its steps, and the others are not lost', async () => {
  const steps = [{ run: 'echo 1' }, { run: 'echo 2' }];
  const results = await replay({ name: 'bad', images: ['no-such-image'], steps }, { name: 'good', steps });
  expect(results.map(({ name, steps: done }) => [name, done.map(({ exit }) => exit)])).toEqual([
    ['bad', ['error', 'error']],
    ['good', [0, 0]],
  ]);
});

test('the same scenario gives the same ids', async () => {
  const scenario: Scenario = { name: 'x', steps: [{ run: 'docker run -d busybox true; docker ps -a' }] };
  const [first, second] = await replay(scenario, scenario);
  expect(first?.steps[0]?.stdout).toMatch(/^[0-9a-f]{64}\n/);
  expect(second).toEqual(first);
});
