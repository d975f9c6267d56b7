import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

const SERVICE = ['registry', 'serve', '/etc/registry.yml'];

const start = (...services: string[][]) =>
  createTestHost({
    files: { '/etc/registry.yml': 'http: {addr: :5000}\n' },
    images: ['alpine', 'registry:2'],
    services,
  });

test('[REG-1] a registry in a container takes what is pushed, gives it back, and keeps it in its volume', async () => {
  const host = start();
  const run = async (command: string) => {
    const { stdout, stderr } = await host.run(command);
    return stdout + stderr;
  };
  await run('docker run -d -p 5000:5000 --name reg -v regdata:/var/lib/registry registry:2');
  await run('docker run --name cc alpine sh -c "echo hi > /note"; docker commit cc localhost:5000/lab/app:2');
  expect(await run('docker push localhost:5000/lab/app:2')).toMatch(
    /^The push refers to repository \[localhost:5000\/lab\/app\]\n(\w{12}: Preparing\n){2}(\w{12}: Pushed\n){2}2: digest: sha256:\w{64} size: \d+\n$/,
  );
  expect(await run('docker push localhost:5000/lab/app:2 | grep -c "Layer already exists"')).toBe('2\n');
  await run('docker tag localhost:5000/lab/app:2 localhost:5000/lab/other');
  expect(await run('docker push localhost:5000/lab/other | grep -c "Mounted from lab/app"')).toBe('2\n');
  await run('docker rm -f reg cc; docker rmi localhost:5000/lab/app:2 localhost:5000/lab/other');
  expect(await run('docker pull localhost:5000/lab/app:2')).toContain('connection refused');
  await run('docker run -d -p 5000:5000 --name reg -v regdata:/var/lib/registry registry:2');
  expect(await run('curl -s localhost:5000/v2/_catalog')).toBe('{"repositories":["lab/app","lab/other"]}\n');
  expect(await run('docker run --rm localhost:5000/lab/app:2 cat /note 2>/dev/null')).toBe('hi\n');
  expect(host.kernel.faults).toEqual([]);
});

test('[REG-2] without TLS only this host’s own registries are spoken to, and those that daemon.json lists', async () => {
  const host = start(SERVICE);
  const login = 'docker login -u ada -p x 10.0.2.15:5000 2>&1 | tail -1';
  expect((await host.run(login)).stdout).toContain('http: server gave HTTP response to HTTPS client');
  await host.run(`echo '{"insecure-registries":["10.0.2.15:5000"]}' > /etc/docker/daemon.json`);
  expect((await host.run(login)).stdout).toBe('Login Succeeded\n');
});

test('scratch is no repository', async () => {
  const { stderr, exit } = await start().run('docker pull scratch');
  expect({ stderr, exit }).toEqual({ stderr: "Error response from daemon: 'scratch' is a reserved name\n", exit: 1 });
});

test('[REG-3] login keeps credentials beside other settings, logout takes them away', async () => {
  const host = start(SERVICE);
  await host.run(`mkdir -p ~/.docker; echo '{"psFormat":"x"}' > ~/.docker/config.json`);
  await host.run('echo secret | docker login -u ada --password-stdin localhost:5000');
  const config = async () => JSON.parse((await host.run('cat ~/.docker/config.json')).stdout) as unknown;
  expect(await config()).toEqual({ auths: { 'localhost:5000': { auth: 'YWRhOnNlY3JldA==' } }, psFormat: 'x' });
  expect((await host.run('docker login localhost:5000')).stderr).toContain('existing credentials... [Username: ada]');
  await host.run('docker logout localhost:5000');
  expect(await config()).toEqual({ auths: {}, psFormat: 'x' });
});

test('[REG-4] a password that is typed is not shown', async () => {
  const host = start(SERVICE);
  const { stdout } = await host.run('docker login localhost:5000', {
    tty: { columns: 80, rows: 24 },
    stdin: 'ada\nsecret\n',
  });
  expect(stdout).toContain('Username: ada\r\nPassword: \r\n');
  expect(stdout).toContain('Login Succeeded');
});

test('[CTX-1] the context in use decides where commands go', async () => {
  const host = start();
  await host.run('docker context create far --docker host=tcp://192.0.2.10:2376; docker context use far');
  expect((await host.run('docker ps')).stderr).toContain(
    'Cannot connect to the Docker daemon at tcp://192.0.2.10:2376',
  );
  expect((await host.run('docker -c default ps -q')).exit).toBe(0);
  expect((await host.run('docker context rm far')).stderr).toBe(
    'context "far" is in use, set -f flag to force remove\n',
  );
  await host.run('docker context rm -f far');
  expect((await host.run('docker context show')).stdout).toBe('default\n');
});

test('[CTX-2] a client that writes into a closed pipe ends by SIGPIPE, and nothing else does', async () => {
  const host = start();
  const { stderr } = await host.run('docker context ls | nosuch; echo ${PIPESTATUS[@]} >&2');
  expect(stderr).toBe('bash: line 1: nosuch: command not found\n141 127\n');
});
