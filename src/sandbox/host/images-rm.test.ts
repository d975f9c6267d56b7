import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

const host = createTestHost({ images: ['alpine'] });

test('[IMG-1] docker images takes rm for a name, and says what may have been meant', async () => {
  const hint = '\nNo images found matching "rm": did you mean "docker image rm"?\n';
  expect(await host.run('docker images -q rm')).toMatchObject({ exit: 0, stdout: '', stderr: hint });
  expect((await host.run('docker image ls rm')).stderr).toBe('');
  expect((await host.run('docker images nosuch')).stderr).toBe('');
});

test('[IMG-2] only prune filters by labels that are not there', async () => {
  const { exit, stderr } = await host.run('docker images --filter label!=keep');
  expect({ exit, stderr }).toEqual({ exit: 1, stderr: "Error response from daemon: invalid filter 'label!'\n" });
  expect((await host.run('docker image prune -f --filter label!=keep')).exit).toBe(0);
});
