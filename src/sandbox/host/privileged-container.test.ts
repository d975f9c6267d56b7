import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

async function inside(options: string, image: string, script: string): Promise<string> {
  const host = createTestHost({ images: [image] });
  const { stdout } = await host.run(`docker run --rm ${options} ${image} sh -c '${script}' 2>&1`);
  return stdout;
}

test('what a container writes to is an overlay, and can be no upper directory of another one', async () => {
  const script = `mkdir l u w m; mount -t overlay o -o lowerdir=l,upperdir=u,workdir=w m && echo mounted
    mount -t overlay o -o lowerdir=l:u m && echo read-only`;
  expect(await inside('--privileged', 'busybox', script)).toBe(
    'mount: mounting o on m failed: Invalid argument\nread-only\n',
  );
  expect(await inside('--privileged -w /v --tmpfs /v', 'busybox', script)).toBe('mounted\nread-only\n');
});

test('an address that is added has a broadcast address if one was asked for', async () => {
  const script = `ip addr add 10.1.1.1/24 dev eth0; ip addr add 10.1.2.1/24 brd + dev eth0
    ip addr add 10.1.3.1/24 dev lo; ip -4 addr | grep -o "10.1.*global"`;
  expect(await inside('--cap-add NET_ADMIN', 'busybox', script)).toBe(
    '10.1.3.1/24 scope global\n10.1.1.1/24 scope global\n10.1.2.1/24 brd 10.1.2.255 scope global\n',
  );
});

test('BusyBox tells an unknown key from one that is read-only', async () => {
  expect(await inside('', 'busybox', 'sysctl -w kernel.hostname=x; sysctl -w net.ipv4.nosuch=1')).toBe(
    "sysctl: error setting key 'kernel.hostname': Read-only file system\nsysctl: error: 'net.ipv4.nosuch' is an unknown key\n",
  );
});
