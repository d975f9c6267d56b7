import { expect, test } from 'vitest';
import { runScript } from '../runtimes/test-host.ts';

async function run(script: string): Promise<string[]> {
  const { stdout } = await runScript(script, { images: ['alpine', 'nginx'] });
  return stdout.trimEnd().split('\n');
}

test('in a network of its own a container listens on low ports and pings without root; in that of the host as there', async () => {
  const settings = 'cat /proc/sys/net/ipv4/ip_unprivileged_port_start /proc/sys/net/ipv4/ping_group_range';
  const seen = await run(`
    docker run --rm --user 1000 alpine ${settings}
    docker run --rm --network host alpine ${settings}
    docker run --rm --sysctl net.ipv4.ip_unprivileged_port_start=80 alpine ${settings}
    docker run --rm alpine cat /proc/sys/net/ipv4/ip_forward
  `);
  expect(seen).toEqual(['0', '0\t2147483647', '1024', '1\t0', '80', '0\t2147483647', '1']);
});

test('settings of an IPC namespace are a container’s own; those of the host’s namespaces are refused', async () => {
  const seen = await run(`
    docker run --rm --sysctl kernel.sem='250 32000 32 128' --sysctl fs.mqueue.msg_max=20 alpine cat /proc/sys/kernel/sem /proc/sys/fs/mqueue/msg_max
    cat /proc/sys/kernel/sem /proc/sys/fs/mqueue/msg_max
    docker run --rm --ipc host --sysctl kernel.shmmax=1024 alpine true 2>&1 | head -n 1 | grep -o 'runc create.*'
    docker run --rm --network host --sysctl net.core.somaxconn=1024 alpine true 2>&1 | head -n 1 | grep -o 'runc create.*'
    docker run --rm --sysctl net.ipv4.ip_forward=x alpine true 2>&1 | head -n 1 | grep -o 'container init:.*'
    docker run --rm --sysctl net.ipv4.nosuch=1 alpine true 2>/dev/null; echo $?
  `);
  expect(seen).toEqual([
    '250\t32000\t32\t128',
    '20',
    '32000\t1024000000\t500\t32000',
    '10',
    'runc create failed: sysctl "kernel.shmmax" is not allowed in the hosts ipc namespace',
    'runc create failed: sysctl "net.core.somaxconn" not allowed in host network namespace',
    'container init: failed to write sysctl net.ipv4.ip_forward = "x": write fsmount:fscontext:proc/./sys/net/ipv4/ip_forward: invalid argument',
    '127',
  ]);
});

test('without IPv6 a container has none of its addresses, however it is switched off', async () => {
  const seen = await run(`
    docker network create --ipv6 --subnet fd00:b3::/64 six > /dev/null
    docker run --rm --network six alpine sh -c 'ip -6 addr | grep -c inet6'
    docker run --rm --network six --sysctl net.ipv6.conf.all.disable_ipv6=1 alpine sh -c 'ip -6 addr; ip -6 route; echo none'
    docker run --rm --network six --privileged alpine sh -c 'echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6; ip -6 addr; echo none'
  `);
  expect(seen).toEqual(['3', 'none', 'none']);
});
