import { expect, test } from 'vitest';
import { hub } from '../registry/hub/index.ts';
import { createHost } from './create-host.ts';

// The texts are those of buildx 0.29.1 on Docker 28.5.2.

const COMPOSE = `services:
  one:
    build: a
    image: one
  two:
    image: two
    build:
      context: .
      dockerfile_inline: |
        FROM base
        RUN cat /arch
      additional_contexts:
        base: service:one
`;

const FILES = {
  '/root/compose.yaml': COMPOSE,
  '/root/a/Dockerfile': 'FROM busybox\nRUN uname -m > /arch\nCMD ["cat", "/arch"]\n',
  '/root/a/docker-bake.hcl': 'target "default" {\n  context = ".."\n}\n',
};

function lab() {
  const host = createHost({
    files: FILES,
    platform: { now: () => 0, timer: () => () => {}, turn: (callback) => setImmediate(callback) },
    clock: 'virtual',
    registry: hub(),
    images: ['busybox'],
  });
  return async (command: string) => {
    const { stdout, stderr } = await host.run(command);
    expect(host.kernel.faults).toEqual([]);
    return stdout + stderr;
  };
}

test('[BAKE-1] a service of Compose is a target, and may start from another one', async () => {
  const run = lab();
  expect(await run('docker buildx bake --print 2>/dev/null | grep -A3 contexts')).toBe(
    '      "contexts": {\n        "base": "target:one"\n      },\n      "dockerfile": "Dockerfile",\n',
  );
  const log = await run('docker buildx bake two --metadata-file meta.json');
  expect(log).toContain('[one 2/2] RUN uname -m > /arch\n');
  expect(log).not.toContain('[two 1/2] FROM');
  expect(await run('docker run --rm two')).toBe('x86_64\n');
  expect(await run('docker images -q one')).toBe('');
  expect(await run('jq -r "keys[], .two[\\"image.name\\"]" meta.json')).toBe('two\ndocker.io/library/two\n');
});

test('[BAKE-2] a bake asks for what lies outside of its folder', async () => {
  const run = lab();
  expect(await run('cd a && docker buildx bake 2>&1; echo $?')).toMatch(
    / - Read access to path \.\.\n\nPass "--allow=fs\.read=\.\." to grant.*ERROR: additional privileges requested\n1\n$/s,
  );
  expect(await run('cd a && docker buildx bake --allow=fs.read=.. --set default.dockerfile=a/Dockerfile')).toContain(
    'exporting to image',
  );
});

test('[BUILD-SANDBOX-1] the builder writes hosts and resolv.conf of a RUN itself, and gives it limits and shared memory', async () => {
  const run = lab();
  const lines = ['FROM busybox', 'RUN cat /etc/hosts; df /dev/shm | tail -1; ulimit -n', ''].join('\\n');
  const built = await run(
    `printf '${lines}' | docker build --add-host h:1.2.3.4 --shm-size 1m --ulimit nofile=100:200 --progress plain - 2>&1`,
  );
  expect(built.split('\n').flatMap((line) => /^#5 \d+\.\d+ (.*)$/.exec(line)?.[1] ?? [])).toEqual([
    '127.0.0.1\tlocalhost buildkitsandbox',
    '::1\tlocalhost ip6-localhost ip6-loopback',
    '1.2.3.4\th',
    expect.stringMatching(/^shm +1024 /),
    '100',
  ]);
});

test('[BUILD-CHECK-1] a check looks at stages that nobody needs', async () => {
  const run = lab();
  const lines = ['FROM busybox AS unused', 'MAINTAINER me', 'FROM busybox', ''].join('\\n');
  expect(await run(`printf '${lines}' | docker build --check - 2>/dev/null`)).toContain('MaintainerDeprecated');
});
