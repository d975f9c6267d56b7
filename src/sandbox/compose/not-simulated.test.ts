import { expect, test } from 'vitest';
import { refuseNotSimulated } from './not-simulated.ts';
import type { Project } from './project.ts';

const project = (web: Record<string, string>) =>
  ({ tree: { services: { web } }, services: { web: { name: 'web' } } }) as unknown as Project;

test('[COMPOSE-1] a key that would be ignored is refused by name', () => {
  expect(() => refuseNotSimulated(project({ image: 'nginx', use_api_socket: 'true' }))).toThrow(
    'drydock: not simulated: key use_api_socket of service web in docker compose',
  );
  expect(() => refuseNotSimulated(project({ image: 'nginx' }))).not.toThrow();
});
