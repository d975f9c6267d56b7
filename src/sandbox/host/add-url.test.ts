import { expect, test } from 'vitest';
import { hub } from '../registry/hub/index.ts';
import { createHost } from './create-host.ts';

// The texts are those of buildx 0.29.1 on Docker 28.5.2.

async function lab() {
  const host = createHost({
    files: { '/root/site/hello.txt': 'hello\n', '/root/Dockerfile': 'FROM busybox\nARG URL\nADD $URL /got/\n' },
    platform: { now: () => 0, timer: () => () => {}, turn: (callback) => setImmediate(callback) },
    clock: 'virtual',
    registry: hub(),
    images: ['busybox', 'nginx'],
  });
  const run = async (command: string) => {
    const { stdout, stderr } = await host.run(command);
    expect(host.kernel.faults).toEqual([]);
    return stdout + stderr;
  };
  await run('docker run -d -p 8080:80 -v /root/site:/usr/share/nginx/html nginx; sleep 1');
  return run;
}

test('[ADD-URL-1] ADD takes a file from a server of this host, with mode 600, and again when it has changed', async () => {
  const run = await lab();
  const build = 'docker build -t app --build-arg URL=http://localhost:8080/hello.txt .';
  expect(await run(build)).toMatch(
    /#\d+ \[2\/2\] ADD http:\/\/localhost:8080\/hello\.txt \/got\/\n#\d+ DONE 0\.0s\n[^]*#\d+ \[2\/2\] ADD http:\/\/localhost:8080\/hello\.txt \/got\/\n#\d+ DONE/,
  );
  expect(await run('docker run --rm app sh -c "stat -c %a /got/hello.txt; cat /got/hello.txt"')).toBe('600\nhello\n');
  expect(await run(build)).toContain('CACHED');
  await run('echo changed >site/hello.txt');
  await run(build);
  expect(await run('docker run --rm app cat /got/hello.txt')).toBe('changed\n');
});

test('[ADD-URL-2] what a server does not have, or nobody serves, fails the build; names of elsewhere are refused', async () => {
  const run = await lab();
  const build = (url: string) => run(`docker build --build-arg URL=${url} . 2>&1 | tail -1`);
  expect(await build('http://localhost:8080/nosuch')).toBe(
    'ERROR: failed to build: failed to solve: failed to load cache key: invalid response status 404\n',
  );
  expect(await build('http://localhost:1/x')).toBe(
    'ERROR: failed to build: failed to solve: failed to load cache key: Get "http://localhost:1/x": dial tcp [::1]:1: connect: connection refused\n',
  );
  expect(await build('https://example.com/x')).toBe(
    'ERROR: failed to build: failed to solve: drydock: not simulated: ADD of https://example.com/x\n',
  );
  await run("printf 'FROM busybox\\nADD --checksum=sha256:%064d http://localhost:8080/hello.txt /\\n' 0 > Sum");
  expect(await run('docker build -f Sum . 2>&1 | tail -1')).toMatch(
    /failed to solve: digest mismatch sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03: sha256:0{64}\n$/,
  );
});
