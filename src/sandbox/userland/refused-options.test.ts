import { expect, test } from 'vitest';
import { TestHost } from './test-kernel.ts';

test.each([
  [['cp', '--sparse=always', 'a', 'b'], 'cp --sparse', 1],
  [['cp', '--backup', 'a', 'b'], 'cp -b', 1],
  [['mv', '-b', 'a', 'b'], 'mv -b', 1],
  [['tar', '-cf', 'x.tar', '--transform=s/a/b/', 'a'], 'tar --transform', 2],
  [['find', '.', '-daystart'], 'find -daystart', 1],
] as const)('%j is refused, not ignored', async (argv, what, status) => {
  const host = new TestHost('gnu', (callback) => setImmediate(callback), { a: 'text\n' });
  const { stderr, exit } = await host.run([...argv]);
  expect({ stderr, exit }).toEqual({ stderr: `drydock: not simulated: ${what}\n`, exit: status });
  expect(host.exists('b')).toBe(false);
});
