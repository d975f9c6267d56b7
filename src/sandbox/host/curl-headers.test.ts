import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

test('[CURL-1] names of headers are bold on a terminal, and plain in a pipe', async () => {
  const host = createTestHost({ images: ['nginx'] });
  await host.run('docker run -d -p 8080:80 nginx; sleep 1');
  const { stdout } = await host.run('curl -sI localhost:8080', { tty: { columns: 80, rows: 24 } });
  expect(stdout).toMatch(/^HTTP\/1\.1 200 OK\r\r\n\x1b\[1mServer\x1b\[0m: nginx/);
  expect((await host.run('curl -si localhost:8080')).stdout).toMatch(/^HTTP\/1\.1 200 OK\r\nServer: nginx/);
});
