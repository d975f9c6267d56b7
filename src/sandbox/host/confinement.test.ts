import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

function start() {
  const host = createTestHost({ images: ['alpine', 'debian'] });
  return async (command: string) => {
    const { stdout, stderr } = await host.run(command);
    return stdout + stderr;
  };
}

test('[CONF-1] Docker’s seccomp profile keeps a container from new namespaces; SYS_ADMIN or no profile allows them', async () => {
  const run = start();
  expect(await run('docker run --rm debian unshare -Ur id -u')).toBe(
    'unshare: unshare failed: Operation not permitted\n',
  );
  expect(await run('docker run --rm alpine unshare -m true')).toBe(
    'unshare: unshare(0x20000): Operation not permitted\n',
  );
  expect(await run('docker run --rm --security-opt seccomp=unconfined debian unshare -Ur id -u')).toBe('0\n');
  expect(await run('docker run --rm --cap-add SYS_ADMIN debian unshare -Ur id -u')).toBe('0\n');
});

test('[CONF-2] only CAP_SYS_RESOURCE makes a process safer from the OOM killer', async () => {
  const run = start();
  const script = 'cat /proc/self/oom_score; echo 9 >/proc/self/oom_score_adj; echo -5 >/proc/self/oom_score_adj';
  expect(await run(`docker run --rm debian sh -c '${script}'`)).toBe('666\nsh: 1: echo: echo: I/O error\n');
  expect(await run(`docker run --rm --cap-add SYS_RESOURCE debian sh -c '${script}'`)).toBe('666\n');
});

test('[CONF-3] a program of an unknown format starts, and ends with 255', async () => {
  const run = start();
  await run("printf '\\177ELFxx' > /bad; chmod +x /bad");
  expect(await run('docker run --rm -v /bad:/bad alpine /bad; echo $?')).toBe('255\nexec /bad: exec format error\n');
});

test('[CONF-4] the CLI waits for those who write into a pipe that it reads', async () => {
  const run = start();
  await run('mkfifo /p');
  expect(await run('(sleep 1; echo A=1 > /p) & docker run --rm --env-file /p alpine env | grep A=')).toBe('A=1\n');
  expect(await run('docker run --rm --env-file <(echo B=2) alpine env | grep B=')).toBe('B=2\n');
});

test('[CONF-5] a tmpfs is full at its size, zeros included', async () => {
  const run = start();
  const fill = 'dd if=/dev/zero of=/t/x bs=64k count=20 2>&1 | head -1; stat -c %s /t/x';
  expect(await run(`docker run --rm --tmpfs /t:size=1m debian sh -c '${fill}'`)).toBe(
    "dd: error writing '/t/x': No space left on device\n1048576\n",
  );
});
