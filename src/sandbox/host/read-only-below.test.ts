import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

const host = createTestHost({ images: ['alpine'] });

test('[BIND-1] what is mounted below a read-only bind mount is read-only with it', async () => {
  const touch = (mount: string) => host.run(`docker run --rm ${mount} alpine touch /host/tmp/x`);
  expect((await touch('-v /:/host:ro')).stderr).toBe('touch: /host/tmp/x: Read-only file system\n');
  expect((await touch('--mount type=bind,src=/,dst=/host,ro,bind-recursive=writable')).exit).toBe(0);
  expect((await touch('-v /:/host')).exit).toBe(0);
});

test('[FIND-1] find -xdev tells of a mount and does not enter it', async () => {
  const { stdout } = await host.run('docker run --rm alpine find / -xdev -path "/proc*"');
  expect(stdout).toBe('/proc\n');
});

test('[API-1] a body that is not said to be JSON is refused', async () => {
  const post = (options: string) =>
    host.run(`curl -s --unix-socket /var/run/docker.sock ${options} d/containers/create`);
  expect((await post("-d '{}'")).stdout).toContain(
    'unsupported Content-Type header (application/x-www-form-urlencoded)',
  );
  const json = "-H 'Content-Type: application/json'";
  expect((await post(`${json} -d '{'`)).stdout).toBe('{"message":"invalid JSON: unexpected EOF"}\n');
  expect((await post(`${json} -d hello`)).stdout).toContain("invalid character 'h' looking for beginning of value");
});

test('[CMD-1] CMD without words is a shell with an empty command', async () => {
  await host.run("printf 'FROM alpine\\nCMD\\n' | docker build -q -t none -");
  expect((await host.run("docker image inspect -f '{{json .Config.Cmd}}' none")).stdout).toBe('["/bin/sh","-c",""]\n');
  expect((await host.run('docker run --rm none')).exit).toBe(0);
});
