import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

test('a context goes through a file to another name', async () => {
  const host = createTestHost();
  await host.run("docker context create one --docker host=tcp://1.2.3.4:2375 --description 'the first'");
  expect(await host.run('docker context export one')).toMatchObject({
    stdout: '',
    stderr: 'Written file "one.dockercontext"\n',
    exit: 0,
  });
  expect((await host.run('tar -tf one.dockercontext')).stdout).toBe('meta.json\ntls\n');
  expect((await host.run('docker context import two one.dockercontext')).stderr).toBe(
    'Successfully imported context "two"\n',
  );
  expect(
    (await host.run("docker context ls --format '{{.Name}} {{.Description}} {{.DockerEndpoint}}'")).stdout,
  ).toContain('two the first tcp://1.2.3.4:2375\n');
});

test('what is there is not overwritten', async () => {
  const host = createTestHost();
  await host.run('docker context create one --docker host=tcp://1.2.3.4:2375; docker context export one');
  expect((await host.run('docker context export one')).stderr).toBe('open one.dockercontext: file exists\n');
  expect((await host.run('docker context import one one.dockercontext')).stderr).toBe('context "one" already exists\n');
});
