import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

const TTY = { columns: 80, rows: 24 };
const THRICE = '\u0003\n\u0003\n\u0003';

async function hostWithServer() {
  const host = createTestHost({ images: ['nginx'] });
  await host.run('docker run -d --name web nginx');
  return host;
}

test.each(['docker attach --sig-proxy=false web', 'docker run --rm --name other --sig-proxy=false nginx'])(
  '%s takes two interrupts without a word and ends with the third',
  async (command) => {
    const host = await hostWithServer();
    expect((await host.run(command, { tty: TTY, stdin: '\u0003', timeout: 20_000 })).exit).toBe('timeout');
    const { exit, stdout } = await host.run(command.replace('other', 'third'), { tty: TTY, stdin: THRICE });
    expect(exit).toBe(1);
    expect(stdout).toContain('got 3 SIGTERM/SIGINTs, forcefully exiting');
    expect((await host.run('docker inspect -f {{.State.Running}} web')).stdout).toBe('true\n');
  },
);

test('docker exec ends as if all were well at an interrupt, and its process goes on', async () => {
  const host = await hostWithServer();
  expect((await host.run('docker exec web sleep 60', { tty: TTY, stdin: '\u0003' })).exit).toBe(0);
  expect((await host.run('docker top web')).stdout).toContain('sleep 60');
});
