import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

test('--setuid of unshare is a number of the new user namespace', async () => {
  const host = createTestHost();
  const { stdout } = await host.run(
    'unshare -U --map-users 100000,0,65536 --map-groups 100000,0,65536 -S 0 -G 0 sh -c "id -u; touch /tmp/f"; stat -c %u:%g /tmp/f',
    { timeout: 10_000 },
  );
  expect(stdout).toBe('0\n100000:100000\n');
});
