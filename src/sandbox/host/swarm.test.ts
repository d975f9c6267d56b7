import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

const start = async (files: Readonly<Record<string, string>> = {}) => {
  const host = createTestHost({
    files,
    images: ['busybox', 'nginx'],
  });
  const run = async (command: string) => {
    const { stdout, stderr } = await host.run(command);
    return stdout + stderr;
  };
  await run('docker swarm init --advertise-addr 127.0.0.1');
  return { host, run };
};

test('[SWARM-31] a manager is looked up before the token is', async () => {
  const { run } = await start();
  await run('docker swarm leave --force');
  const join = (remote: string) => run(`docker swarm join --token nonsense ${remote} 2>&1 || true`);
  const lookup = 'Error response from daemon: could not find local IP address: dial udp: ';
  expect(await join('nosuch.example')).toBe(`${lookup}lookup nosuch.example on 10.0.2.3:53: no such host\n`);
  expect(await join('999.1.1.1')).toBe(`${lookup}lookup 999.1.1.1: no such host\n`);
  expect(await join('a:b:c')).toBe(`${lookup}address a:b:c: too many colons in address\n`);
  expect(await join('""')).toBe('Error response from daemon: invalid remoteAddr "": invalid empty address\n');
  expect(await join('127.0.0.1')).toBe('Error response from daemon: invalid join token\n');
});

test('[SWARM-20] a task that is killed comes back after its delay', async () => {
  const { host, run } = await start();
  await run('docker service create -q --name app busybox sleep 300');
  await run('docker kill $(docker ps -q)');
  expect(await run('docker service ls --format "{{.Replicas}}"')).toBe('0/1\n');
  await host.wait(6_000);
  expect(await run('docker service ps app --format "{{.Name}} {{.DesiredState}} {{.Error}}"')).toBe(
    'app.1 Running \napp.1 Shutdown "task: non-zero exit (137)"\n',
  );
  expect(host.kernel.faults).toEqual([]);
});

test('[SWARM-21] the routing mesh spreads requests over all tasks', async () => {
  const { run } = await start();
  await run('docker service create -q --name web --replicas 2 -p 8080:80 nginx');
  await run('for i in 1 2 3 4; do curl -s localhost:8080 >/dev/null; done');
  const counts = await run('for c in $(docker ps -q); do docker logs $c 2>/dev/null | grep -c "GET / "; done');
  expect(counts).toBe('2\n2\n');
  await run('docker service scale -d web=0');
  await run('sleep 2');
  expect(await run('curl -s localhost:8080; echo $?')).toBe('7\n');
});

test('[SWARM-22] a secret is a file of the tasks, and in no inspect', async () => {
  const { run } = await start();
  await run('echo s3cret | docker secret create pw -; docker service create -q --name s --secret pw busybox sleep 300');
  expect(await run('docker exec $(docker ps -q) cat /run/secrets/pw')).toBe('s3cret\n');
  expect(await run('docker secret inspect pw; docker service inspect s; docker inspect $(docker ps -q)')).not.toMatch(
    /s3cret|czNjcmV0/,
  );
});

test('[SWARM-23] an update replaces every task; a rollback brings the old spec back', async () => {
  const { run } = await start();
  await run('docker service create -q --name w --replicas 2 --env A=1 nginx');
  await run('docker service update -q --env-add A=2 w');
  const env = 'for c in $(docker ps -q); do docker exec $c printenv A; done';
  expect(await run(env)).toBe('2\n2\n');
  expect(await run('docker service inspect w --format "{{.UpdateStatus.State}}"')).toBe('completed\n');
  await run('docker service rollback -q w');
  expect(await run(env)).toBe('1\n1\n');
});

test('[SWARM-24] a node that is drained loses its tasks, and gets them back', async () => {
  const { run } = await start();
  await run('docker service create -q --name w nginx');
  await run('docker node update --availability drain $(hostname); sleep 2');
  expect(await run('docker service ls --format "{{.Replicas}}"; docker ps -q')).toBe('0/1\n');
  await run('docker node update --availability active $(hostname); sleep 2');
  expect(await run('docker service ls --format "{{.Replicas}}"')).toBe('1/1\n');
});

test('[SWARM-25] a stack comes and goes whole', async () => {
  const { host, run } = await start({
    'st.yml': 'services:\n  web: {image: nginx, deploy: {replicas: 2}}\n  db: {image: busybox, command: sleep 300}\n',
  });
  await run('docker stack deploy -d=false -c st.yml app');
  expect(await run('docker stack services app --format "{{.Name}} {{.Replicas}}"')).toBe('app_db 1/1\napp_web 2/2\n');
  expect(await run('docker exec $(docker ps -qf name=app_db) wget -qO- web | grep -c Welcome')).not.toBe('0\n');
  await run('docker stack rm app');
  await host.wait(15_000);
  expect(await run('docker ps -aq; docker network ls -qf label=com.docker.stack.namespace=app')).toBe('');
  expect(host.kernel.faults).toEqual([]);
});
