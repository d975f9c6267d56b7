import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

const STACK = `services:
  web:
    image: nginx
    ports: ["8080:80"]
    networks: [front]
    deploy: {replicas: 3, update_config: {parallelism: 1, delay: 1s}}
  redis:
    image: redis
    networks: [front]
    deploy: {placement: {constraints: ["node.labels.disk == ssd"]}}
  agent:
    image: busybox
    command: sleep 100000
    deploy: {mode: global}
networks: {front: {driver: overlay}}
`;

/** A host whose neighbours have joined its swarm in the given roles. */
async function start(...roles: readonly ('worker' | 'manager')[]) {
  const host = createTestHost({
    files: { 'stack.yml': STACK },
    images: ['busybox', 'nginx'],
  });
  const run = async (command: string) => {
    const { stdout, stderr } = await host.run(command, { timeout: 200_000 });
    return stdout + stderr;
  };
  await run('docker swarm init');
  for (const [index, role] of roles.entries()) {
    await run(`ssh node${index + 2} docker swarm join --token $(docker swarm join-token -q ${role}) 10.0.2.15:2377`);
  }
  /** `2 dock,2 node2`: where the running tasks of a service are. */
  const where = async (service: string) => {
    const rows = `docker service ps ${service} --filter desired-state=running --format '{{.Node}} {{.CurrentState}}'`;
    const text = await run(`${rows} | grep Running | cut -d' ' -f1 | sort | uniq -c`);
    return text.trim().split(/\n/).map((line) => line.trim()).join(','); // prettier-ignore
  };
  return { host, run, where };
}

test('[SWARM-30] a journey on three nodes: stack, scale, drain, update, rollback, failure, leave', async () => {
  const { host, run, where } = await start('worker', 'worker');
  await run('docker node update --label-add disk=ssd node3');
  expect(await run('docker stack deploy -d=false -c stack.yml app')).toContain('Creating service app_web');
  expect(await where('app_web')).toBe('1 dock,1 node2,1 node3');
  expect(await where('app_redis')).toBe('1 node3');
  expect(await where('app_agent')).toBe('1 dock,1 node2,1 node3');

  // A published port answers at each node; a service is reached by name from any node.
  expect(await run('for n in localhost node2 node3; do curl -s $n:8080 | grep -c "<h1>"; done')).toBe('1\n1\n1\n');
  const ping = "ssh node2 'docker exec $(docker ps -qf name=app_web) getent hosts redis'";
  expect(await run(ping)).toMatch(/^10\.0\.1\.\d+ +redis/);

  await run('docker service scale app_web=6');
  expect(await where('app_web')).toBe('2 dock,2 node2,2 node3');

  await run('docker node update --availability drain node2; sleep 15');
  expect(await where('app_web')).toBe('3 dock,3 node3');
  expect(await run('ssh node2 docker ps -q')).toBe('');
  await run('docker node update --availability active node2; sleep 5');
  expect(await where('app_web')).toBe('3 dock,3 node3');
  expect(await where('app_agent')).toBe('1 dock,1 node2,1 node3');

  await run('docker service update -q --env-add V=2 app_web');
  expect(await where('app_web')).toBe('2 dock,2 node2,2 node3');
  const env = 'docker -H ssh://node2 exec $(docker -H ssh://node2 ps -qf name=app_web | head -1) printenv V';
  expect(await run(env)).toBe('2\n');
  await run('docker service rollback -q app_web');
  expect(await run(env)).toBe('');

  await run('ssh node3 poweroff');
  await host.wait(20_000);
  expect(await run("docker node ls --format '{{.Hostname}} {{.Status}}'")).toBe(
    'dock Ready\nnode2 Ready\nnode3 Down\n',
  );
  expect(await where('app_web')).toBe('3 dock,3 node2');
  expect(
    await run("docker service ps app_redis --filter desired-state=running --no-trunc --format '{{.Node}}|{{.Error}}'"),
  ).toMatch(/^\|"no suitable node \(.*\)"\n$/);

  expect(await run('ssh node3 docker ps -q')).toContain('drydock: node3 was off');
  await host.wait(10_000);
  expect(await run("docker node ls --format '{{.Hostname}} {{.Status}}'")).toContain('node3 Ready');
  expect(await where('app_redis')).toBe('1 node3');

  expect(await run('ssh node3 docker swarm leave')).toBe('Node left the swarm.\n');
  expect(await run('docker node rm node3')).toContain("is not down and can't be removed");
  await host.wait(20_000);
  expect(await run('docker node rm node3; docker node ls -q | wc -l')).toBe('node3\n2\n');
  expect(host.kernel.faults).toEqual([]);
});

test('[SWARM-31] two managers of three go on; one alone has no leader, and its containers run', async () => {
  const { host, run, where } = await start('manager', 'manager');
  await run('docker service create -q --name web --replicas 3 nginx');
  await run('ssh node3 poweroff');
  await host.wait(20_000);
  expect(await where('web')).toMatch(/^(1 dock,2|2 dock,1) node2$/);
  await run('ssh node2 poweroff');
  expect(await run('docker node ls')).toContain('The swarm does not have a leader.');
  expect(await run('docker ps -q | wc -l')).toMatch(/^[12]\n$/);
  await run('ssh node2 true');
  expect(await run("docker node ls --filter name=node2 --format '{{.ManagerStatus}}'")).toBe('Reachable\n');
});

test('[SWARM-32] another manager leads when the leader is away', async () => {
  const { host, run } = await start('manager', 'manager');
  await run('ip link set eth0 down');
  await host.wait(20_000);
  expect(await run('docker node ls')).toContain('The swarm does not have a leader.');
  await run('ip link set eth0 up');
  const rows = await run("docker node ls --format '{{.Hostname}} {{.ManagerStatus}}'");
  expect(rows.match(/Leader/g)).toHaveLength(1);
});

test('[SWARM-33] an overlay network spans the nodes; a worker knows it as long as it has tasks there', async () => {
  const { run } = await start('worker');
  await run('docker network create -d overlay --attachable net');
  await run('docker service create -q --name api --network net --constraint node.hostname==node2 nginx');
  expect(await run('docker run --rm --network net busybox wget -qO- api | grep -c "<h1>"')).toBe('1\n');
  expect(await run('ssh node2 docker network ls --filter driver=overlay --format {{.Name}}')).toBe('ingress\nnet\n');
  await run('docker service rm api; sleep 15');
  expect(await run('ssh node2 docker network ls --filter driver=overlay --format {{.Name}}')).toBe('ingress\n');
});
