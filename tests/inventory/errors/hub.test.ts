import { expect, test } from 'vitest';
import { createTestHost } from '../../../src/sandbox/runtimes/test-host.ts';

// The recording engine has no Docker Hub: these words are from moby's and the Hub's, as the list gives them.
test.each([
  [6, 'docker pull nginx:9.99', 'manifest for nginx:9.99 not found: manifest unknown: manifest unknown'],
  [7, 'docker login -u ada -p wrong', 'drydock: not simulated: accounts of Docker Hub'],
  [32, 'docker pull --platform linux/sparc nginx', 'no matching manifest for linux/sparc in the manifest list entries'],
  [40, 'docker tag busybox myapp && docker push myapp', 'denied: requested access to the resource is denied'],
])('error %i arises from Docker Hub: %s', async (_, command, words) => {
  const host = createTestHost({ images: ['busybox'] });
  const { stderr, exit } = await host.run(command);
  expect(stderr).toContain(words);
  expect(exit).toBe(1);
});
