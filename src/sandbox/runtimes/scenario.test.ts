import { expect, test } from 'vitest';
import { parseScenario } from './scenario.ts';

test('a scenario comes back as it was written', () => {
  const scenario = { name: 'x/y', images: ['busybox'], files: {}, steps: [{ run: 'docker ps', wait: 1 }] };
  expect(parseScenario(JSON.stringify(scenario))).toEqual(scenario);
});

test.each([
  ['{', SyntaxError],
  ['[]', 'a scenario has a name'],
  ['{"name":"x"}', 'a scenario has steps'],
  ['{"name":"x","steps":[{"run":"true"},{"command":"ls"}]}', 'step 2 has no `run`'],
])('%s is refused', (text, error) => {
  expect(() => parseScenario(text)).toThrow(error);
});
