import { expect, test } from 'vitest';
import { runScript } from '../runtimes/test-host.ts';

async function run(script: string): Promise<string> {
  const { stdout, stderr } = await runScript(script, { images: ['alpine', 'nginx'] });
  return stdout + stderr;
}

test('[NET-60] networks of IPv6 reach each other by published ports only', async () => {
  const output = await run(`
    docker network create --ipv6 --subnet fd00:1::/64 one >/dev/null
    docker network create --ipv6 --subnet fd00:2::/64 two >/dev/null
    docker run -d --name web --network one -p 8080:80 nginx >/dev/null; sleep 1
    docker run --rm --network one alpine wget -qO- http://web/ | grep -c title
    docker run --rm --network two alpine ping -6 -c1 -W1 fd00:1::2 | grep -c '100% packet loss'
    docker run --rm --network two alpine wget -qO- 'http://[fd00:2::1]:8080/' | grep -c title
    curl -s 'http://[::1]:8080/' | grep -c title
    ip6tables -S DOCKER | grep -c 'fd00:1::2/128.*--dport 80 -j ACCEPT'
    docker rm -f web >/dev/null; docker network rm one two >/dev/null
    ip6tables-save | grep -c fd00
  `);
  expect(output).toBe('1\n1\n1\n1\n1\n0\n');
});

test('[NET-61] subnets that the engine chooses are its own and differ; a container by hand has IPv6, too', async () => {
  const output = await run(`
    docker network create --ipv6 a >/dev/null; docker network create --ipv6 b >/dev/null
    docker network inspect a b --format '{{(index .IPAM.Config 1).Subnet}}' | sed -E 's/^fd[0-9a-f:]+::/ULA::/; s/:1::/:N::/' | uniq | wc -l
    docker network inspect a --format '{{(index .IPAM.Config 1).Subnet}}' | grep -cE '^fd[0-9a-f]{2}:[0-9a-f]+:[0-9a-f]+::/64$'
    ip netns add n; ip link add h type veth peer name c netns n; ip link set h up; ip -n n link set c up
    ip addr add fd00:9::1/64 dev h; ip -n n addr add fd00:9::2/64 dev c
    ping -6 -c1 fd00:9::2 | grep -c ' 0% packet loss'
  `);
  expect(output).toBe('1\n1\n1\n');
});
