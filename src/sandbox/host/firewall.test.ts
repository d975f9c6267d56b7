import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

const boot = () => createTestHost({ images: ['alpine', 'nginx'] });

async function run(script: string): Promise<string> {
  const host = boot();
  const { stdout, stderr } = await host.run(script, { timeout: 60_000 });
  expect(host.kernel.faults).toEqual([]);
  return stdout + stderr;
}

const COUNT = 'iptables-save | grep -c -e 172.18 -e lan0';

test('[NET-30] rules come and go with networks and published ports', async () => {
  const output = await run(`
    iptables-save >/tmp/before
    docker network create -o com.docker.network.bridge.name=lan0 lan >/dev/null
    docker run -d --name web --network lan -p 8080:80 nginx >/dev/null
    iptables -t nat -S DOCKER | tail -1
    ${COUNT}
    docker rm -f web >/dev/null; docker network rm lan >/dev/null
    iptables-save | diff /tmp/before - | grep '^[<>] -A'
  `);
  expect(output).toBe('-A DOCKER ! -i lan0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.18.0.2:80\n11\n');
});

test('[NET-31] DROP in DOCKER-USER cuts containers off from the outside; from the host they are reached still', async () => {
  const output = await run(`
    docker run -d --name web -p 8080:80 nginx >/dev/null; sleep 1
    docker run --rm alpine ping -c1 -W1 10.0.2.2 | grep -c ' 0% packet loss'
    iptables -I DOCKER-USER -i docker0 ! -o docker0 -j DROP
    docker run --rm alpine ping -c1 -W1 10.0.2.2 | grep -c 100%
    iptables -nvL DOCKER-USER | awk '/DROP/ { print $1, $2 }'
    curl -s -o /dev/null -w '%{http_code}\\n' localhost:8080
    iptables -F DOCKER-USER
    docker run --rm alpine ping -c1 -W1 10.0.2.2 | grep -c ' 0% packet loss'
  `);
  expect(output).toBe('1\n1\n1 84\n200\n1\n');
});

test('[NET-32] without its DNAT rule a port is reached through docker-proxy only', async () => {
  const seen = "docker logs web 2>/dev/null | tail -1 | cut -d' ' -f1";
  const output = await run(`
    docker run -d --name web -p 8080:80 nginx >/dev/null; sleep 1
    curl -s -o /dev/null 10.0.2.15:8080; ${seen}
    iptables -t nat -F DOCKER
    curl -s -o /dev/null 10.0.2.15:8080; ${seen}
  `);
  expect(output).toBe('10.0.2.15\n172.17.0.1\n');
});

test('[NET-33] a rule of DNAT by hand leads to a container; REJECT refuses at once', async () => {
  const output = await run(`
    docker run -d --name web nginx >/dev/null; sleep 1
    curl -s -o /dev/null 10.0.2.15:9000; echo $?
    iptables -t nat -A OUTPUT -p tcp -d 10.0.2.15 --dport 9000 -j DNAT --to 172.17.0.2:80
    curl -s -o /dev/null 10.0.2.15:9000; echo $?
    iptables -A OUTPUT -p tcp --dport 80 -j REJECT
    curl -s -o /dev/null 10.0.2.15:9000; echo $?
  `);
  expect(output).toBe('7\n0\n7\n');
});

test('[NET-34] a namespace by hand reaches the outside with forwarding, MASQUERADE and rules for both ways', async () => {
  const probe = "ip netns exec box ping -c1 -W1 10.0.2.2 | grep -o '[0-9]*% packet loss'";
  const output = await run(`
    ip netns add box
    ip link add br9 type bridge; ip addr add 10.9.0.1/24 dev br9; ip link set br9 up
    ip link add v0 type veth peer name v1; ip link set v0 master br9 up; ip link set v1 netns box
    ip netns exec box sh -c 'ip addr add 10.9.0.2/24 dev v1; ip link set v1 up; ip link set lo up; ip route add default via 10.9.0.1'
    sysctl -w net.ipv4.ip_forward=1
    ${probe}
    iptables -t nat -A POSTROUTING -s 10.9.0.0/24 ! -o br9 -j MASQUERADE
    ${probe}
    iptables -A FORWARD -i br9 -j ACCEPT
    ${probe}
    iptables -A FORWARD -o br9 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
    ${probe}
    iptables -t nat -D POSTROUTING 2
    ${probe}
  `);
  const lost = '100% packet loss\n';
  expect(output).toBe(`net.ipv4.ip_forward = 1\n${lost}${lost}${lost}0% packet loss\n${lost}`);
});
