import { expect, test } from 'vitest';
import { refuseModels, refuseProviders } from './not-simulated.ts';
import type { Project } from './project.ts';

const project = (web: Record<string, unknown>) =>
  ({ services: { web: { name: 'web', ...web } } }) as unknown as Project;

test('[COMPOSE-1] what needs a plugin that is not installed is refused in the words of Compose', () => {
  expect(() => refuseModels(project({ models: { m: {} } }))).toThrow("'models' support requires Docker Model plugin");
  expect(() => refuseProviders(project({ provider: { type: 'nosuch' } }))).toThrow(
    'exec: "nosuch": executable file not found in $PATH',
  );
  expect(() => refuseModels(project({ image: 'nginx' }))).not.toThrow();
});
