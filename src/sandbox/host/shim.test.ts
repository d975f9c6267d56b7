import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

test('a container ends with its shim, as if it were killed; its restart policy holds', async () => {
  const host = createTestHost({ images: ['alpine'] });
  const killShim = (name: string) =>
    `sudo kill -9 $(awk '/PPid/{print $2}' /proc/$(docker inspect -f '{{.State.Pid}}' ${name})/status); sleep 2`;
  const { stdout } = await host.run(
    `docker run -d --name one alpine sleep 1000 > /dev/null
    docker run -d --name two --restart always alpine sleep 1000 > /dev/null
    ${killShim('one')}
    ${killShim('two')}
    docker inspect -f '{{.State.Status}} {{.State.ExitCode}} {{.State.OOMKilled}} {{.RestartCount}}' one two
    docker start one; docker exec one echo again
    pgrep -c containerd-shim`,
    { timeout: 60_000 },
  );
  expect(host.kernel.faults).toEqual([]);
  expect(stdout.trim().split('\n')).toEqual(['exited 137 false 0', 'running 0 false 1', 'one', 'again', '2']);
});
