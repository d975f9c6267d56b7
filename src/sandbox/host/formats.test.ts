import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

test('formats of buildx ls and of system df, a link to what does not run', async () => {
  const host = createTestHost({ images: ['alpine'] });
  const ask = async (command: string) => {
    const { stdout, stderr } = await host.run(command, { timeout: 60_000 });
    return (stdout + stderr).trimEnd().split('\n');
  };
  expect(await ask("docker buildx ls --format 'table {{.Name}}\\t{{.Status}}'")).toEqual([
    'NAME/NODE     STATUS',
    'default*      ',
    ' \\_ default   running',
  ]);
  expect(await ask("docker buildx ls --format '{{.Name}}: {{.Platforms}}'")).toEqual([
    'default: ',
    'default: linux/amd64, linux/amd64/v2, linux/amd64/v3, linux/amd64/v4, linux/386',
  ]);
  expect(await ask('docker system df -v --format json | jq -c keys_unsorted')).toEqual([
    '["Images","Containers","Volumes","BuildCache"]',
  ]);
  await ask('docker create --name idle alpine');
  expect((await ask('docker run --name app --link idle:db alpine true'))[0]).toBe(
    'docker: Error response from daemon: Cannot link to a non running container: /idle AS /app/db',
  );
});
