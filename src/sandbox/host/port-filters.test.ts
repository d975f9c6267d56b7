import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

test('docker ps: publish asks for ports of the host, expose for those of the container, of what runs', async () => {
  const host = createTestHost({ images: ['nginx'] });
  await host.run(
    'docker run -d --name web -p 127.0.0.1:8081:80 -p 9000:53/udp nginx; docker run -d --name plain nginx',
  );
  const ask = async (filter: string) => {
    const { stdout, stderr } = await host.run(`docker ps -a --filter ${filter} --format '{{.Names}}'`);
    return (stdout + stderr).trim().replaceAll('\n', ' ');
  };
  expect(await ask('publish=8081')).toBe('web');
  expect(await ask('publish=80')).toBe('');
  expect(await ask('publish=8000-8090')).toBe('web');
  expect(await ask('publish=9000')).toBe('');
  expect(await ask('publish=9000/udp')).toBe('web');
  expect(await ask('publish=0')).toBe('plain');
  expect(await ask('expose=80')).toBe('plain web');
  expect(await ask('expose=53/udp')).toBe('web');
  expect(await ask('publish=9-8')).toContain('looking up for publish 9-8: Invalid range specified for the Port: 9-8');
  expect(await ask('expose=70000')).toContain('strconv.ParseUint: parsing "70000": value out of range');
  expect(await ask('publish=')).toContain('Empty string specified for ports.');
  expect(await ask('publish=8081:80')).toContain("filter for 'publish' should not contain ':': 8081:80");
  await host.run('docker stop web');
  expect(await ask('publish=8081')).toBe('');
});
