import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

const alpine = () => createTestHost({ images: ['alpine'] });

test('[DEV-1] a container may make a device file and not open it', async () => {
  const host = alpine();
  const made = await host.run("docker run --rm alpine sh -c 'mknod /f c 10 229 && : < /f'");
  expect(made).toMatchObject({ exit: 1, stderr: "sh: line 0: can't open /f: Operation not permitted\n" });
});

test('[DEV-2] --device gives file and permission, a bind mount only the file', async () => {
  const host = alpine();
  const open = (options: string) => host.run(`docker run --rm ${options} alpine sh -c ': < /dev/fuse && echo open'`);
  expect((await open('-v /dev/fuse:/dev/fuse')).stderr).toContain('Operation not permitted');
  expect((await open('--device /dev/fuse')).stdout).toBe('open\n');
  expect((await open('--device /dev/fuse:/dev/fuse:w')).stderr).toContain('Operation not permitted');
  expect((await open("-v /dev/fuse:/dev/fuse --device-cgroup-rule 'c 10:* r'")).stdout).toBe('open\n');
  expect((await open('--privileged')).stdout).toBe('open\n');
});

test('[DEV-3] --device with a directory gives all devices below it', async () => {
  const host = alpine();
  await host.run('mkdir -p d/e && mknod d/a c 1 3 && mknod d/e/z c 1 5 && touch d/plain');
  expect((await host.run('docker run --rm --device $PWD/d:/dev/mine alpine find /dev/mine -type c')).stdout).toBe(
    '/dev/mine/a\n/dev/mine/e/z\n',
  );
  expect((await host.run('docker run --rm --device /etc alpine true')).stderr).toContain('"/etc": not a device node');
});

test('[DEV-4] a name of CDI is a request, and fails at the start', async () => {
  const host = alpine();
  expect(await host.run('docker create --name gpu --device nvidia.com/gpu=all alpine')).toMatchObject({ exit: 0 });
  expect((await host.run("docker inspect -f '{{json .HostConfig.DeviceRequests}}' gpu")).stdout).toContain('"cdi"');
  expect((await host.run('docker start gpu')).stderr).toContain('unresolvable CDI devices nvidia.com/gpu=all');
});

test('[DEV-5] with a terminal /dev/console is there', async () => {
  const host = alpine();
  expect((await host.run('docker run --rm -t alpine stat -c %F /dev/console')).stdout).toBe(
    'character special file\r\n',
  );
  expect((await host.run('docker run --rm alpine stat -c %F /dev/console')).exit).toBe(1);
});

test('[INIT-1] --init is ignored in the PID namespace of another', async () => {
  const host = alpine();
  expect(await host.run('docker run --rm --init --pid host alpine true')).toMatchObject({ exit: 0, stderr: '' });
});

test('[ASH-1] echo tells of a failed write without a line, printf nothing', async () => {
  const host = alpine();
  const written = await host.run("docker run --rm alpine sh -c 'printf x > /dev/full || echo x > /dev/full'");
  expect(written).toMatchObject({ exit: 1, stderr: 'sh: write error: No space left on device\n' });
});
