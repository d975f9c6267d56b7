import { expect, test } from 'vitest';
import { hub } from '../registry/hub/index.ts';
import { createHost } from './create-host.ts';

// The texts are those of docker 28.5.2.

async function lab() {
  const host = createHost({
    files: { '/root/Dockerfile': 'FROM busybox\nRUN true\n' },
    platform: { now: () => 0, timer: () => () => {}, turn: (callback) => setImmediate(callback) },
    clock: 'virtual',
    registry: hub(),
    images: ['busybox', 'registry:2'],
  });
  const run = async (command: string) => {
    const { stdout, stderr } = await host.run(command);
    expect(host.kernel.faults).toEqual([]);
    return stdout + stderr;
  };
  await run('docker run -d --network host registry:2');
  for (const arch of ['amd64', 'arm64']) {
    await run(
      `docker build -q --platform linux/${arch} -t localhost:5000/m:${arch} . && docker push -q localhost:5000/m:${arch}`,
    );
  }
  return run;
}

test('[MANIFEST-1] a list is made of what is in a registry, annotated, pushed, and each platform takes its own', async () => {
  const run = await lab();
  const create = 'docker manifest create --insecure localhost:5000/m:1';
  expect(await run(`${create} localhost:5000/m:amd64 localhost:5000/m:arm64`)).toBe(
    'Created manifest list localhost:5000/m:1\n',
  );
  expect(await run('ls .docker/manifests/localhost-5000_m-1')).toBe('localhost-5000_m-amd64\nlocalhost-5000_m-arm64\n');
  await run('docker manifest annotate localhost:5000/m:1 localhost:5000/m:arm64 --variant v8');
  expect(await run('docker manifest inspect localhost:5000/m:1 | jq -c ".manifests[].platform"')).toBe(
    '{"architecture":"amd64","os":"linux"}\n{"architecture":"arm64","os":"linux","variant":"v8"}\n',
  );
  expect(await run('docker manifest push --insecure --purge localhost:5000/m:1')).toMatch(/^sha256:[0-9a-f]{64}\n$/);
  expect(await run('ls .docker/manifests')).toBe('');
  expect(await run('docker manifest inspect --insecure localhost:5000/m:1 | head -2 | tail -1')).toBe(
    '   "schemaVersion": 2,\n',
  );
  expect(
    await run(
      'docker pull -q --platform linux/arm64 localhost:5000/m:1; docker image inspect localhost:5000/m:1 -f {{.Architecture}}',
    ),
  ).toBe('localhost:5000/m:1\narm64\n');
  expect(await run(`docker manifest create --insecure localhost:5000/m:2 localhost:5000/m:1`)).toBe(
    'localhost:5000/m:1 is a manifest list\n',
  );
});

test('[MANIFEST-2] a registry without TLS is found with --insecure only, and what is not there is told', async () => {
  const run = await lab();
  expect(await run('docker manifest inspect localhost:5000/m:amd64')).toBe(
    'no such manifest: localhost:5000/m:amd64\n',
  );
  expect(await run('docker manifest inspect --insecure -v localhost:5000/m:amd64 | jq -r .Ref')).toBe(
    'localhost:5000/m:amd64\n',
  );
  expect(await run('docker manifest push localhost:5000/m:9')).toBe('No such manifest: localhost:5000/m:9\n');
  expect(await run('docker manifest rm localhost:5000/m:9 x')).toBe(
    'No such manifest: localhost:5000/m:9\nNo such manifest: docker.io/library/x:latest\n',
  );
  expect(await run('docker manifest annotate localhost:5000/m:9 localhost:5000/m:amd64 --arch arm')).toBe(
    'manifest for image localhost:5000/m:amd64 does not exist in localhost:5000/m:9\n',
  );
  expect(await run('docker manifest inspect busybox | grep -c \'"digest"\'')).not.toBe('0\n');
});
