import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

test('[LEGACY-1] the old builder takes a Dockerfile or an archive from its input', async () => {
  const host = createTestHost({
    images: ['alpine'],
    files: { 'app/Dockerfile': 'FROM alpine\nCOPY said /\n', 'app/said': 'hello\n' },
  });
  const one = await host.run("echo 'FROM alpine' | DOCKER_BUILDKIT=0 docker build -t old -");
  expect(one.stdout).toMatch(
    /^Sending build context to Docker daemon {2}2\.048kB\r\r\nStep 1\/1 : FROM alpine\n ---> \w{12}\nSuccessfully built \w{12}\nSuccessfully tagged old:latest\n$/,
  );
  const two = await host.run('tar -C app -cf - . | DOCKER_BUILDKIT=0 docker build -q -t app -');
  expect(two.exit).toBe(0);
  expect((await host.run('docker run --rm app cat /said')).stdout).toBe('hello\n');
});
