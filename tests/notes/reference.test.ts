import { expect, test } from 'vitest';
import { lacksNodes } from './reference.ts';

test('what is said to another machine is asked only of a reference that has it', () => {
  const page = { steps: [{ run: 'docker swarm init\nssh node2 docker swarm join --token $token 10.0.2.15:2377' }] };
  expect(lacksNodes(page, { nodes: [] })).toBe(true);
  expect(lacksNodes(page, { nodes: ['node3'] })).toBe(true);
  expect(lacksNodes(page, { nodes: ['node2', 'node3'] })).toBe(false);
  expect(lacksNodes({ steps: [{ run: 'docker node ls' }] }, { nodes: [] })).toBe(false);
});
