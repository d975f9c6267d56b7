import { expect, test } from 'vitest';
import { imagesIn, snippetScenarios } from './snippets.ts';

test.each([
  ['docker run -d --name nginx -p 80:80 nginx:1.27', ['nginx:1.27']],
  ['docker pull alpine && docker run alpine true', ['alpine', 'alpine']],
  ['docker ps -a | grep nginx', []],
  ['echo $(docker run busybox hostname)', ['busybox']],
])('%s', (command, images) => {
  expect(imagesIn(command)).toEqual(images);
});

test('every scenario has a name, a text about it and steps', async () => {
  for (const { name, about, steps } of await snippetScenarios()) {
    expect(name).toMatch(/^[a-z0-9/-]+$/);
    expect(about).not.toBe('');
    expect(steps.length).toBeGreaterThan(0);
  }
});
