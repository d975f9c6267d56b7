import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

const TTY = { columns: 80, rows: 24 };
const DETACH = '\x10\x11';

test('[ATTACH-1] docker attach has a shell draw its prompt again, at the size that the terminal has', async () => {
  const host = createTestHost({ images: ['debian'] });
  await host.run('docker run -dit --name keep debian bash; sleep 1');
  const { stdout } = await host.run('docker attach keep', { tty: TTY, stdin: `stty size\n${DETACH}` });
  const [beforeTyping] = stdout.split('stty size');
  expect(beforeTyping).toMatch(/root@\w+:\/# $/);
  expect(stdout).toContain('24 80\r\n');
});
