import { expect, test } from 'vitest';
import type { Limits } from '../../src/sandbox/kernel/limits.ts';
import { attack, expectSound, hostileHost } from './host.ts';

/** Each limit of kernel/limits.ts: what runs into it, and what it hears. */
const CASES: Readonly<Record<keyof Limits, readonly [value: number, command: string, answer: RegExp]>> = {
  processes: [60, `echo a${' | cat'.repeat(100)}`, /Resource temporarily unavailable/],
  diskBytes: [4 * 2 ** 20, 'head -c 9000000 /dev/urandom > /srv/f', /No space left on device/],
  fileBytes: [1_000, 'head -c 2000 /dev/zero > /tmp/f', /File too large/],
  memoryBytes: [64 * 2 ** 20, 'free -m | head -2', /Mem: +6\d /],
  shellDepth: [50, 'f() { f; }; f', /maximum .*(?:nesting|recursion|depth)|recursion|too deep|limit/i],
  stringBytes: [100_000, 'x=a; while :; do x=$x$x; done', /.+/],
};

test.each(Object.entries(CASES))('%s', async (name, [value, command, answer]) => {
  const host = hostileHost({ limits: { [name]: value } });
  const { stdout, stderr } = await attack(host, command);
  expect(stdout + stderr).toMatch(answer);
  await expectSound(host);
});

test('mounts that double: ENOSPC, and what a refused one had made is taken away', async () => {
  const host = hostileHost();
  await attack(host, 'mkdir -p /a/b; mount --bind /a /a/b; mount --rbind / /a/b');
  const { stderr } = await attack(host, 'for i in 1 2 3 4; do mount --rbind / /mnt; done');
  expect(stderr).toContain('No space left on device');
  const { stdout } = await attack(host, 'wc -l < /proc/mounts');
  expect(Number(stdout)).toBeLessThan(5_000);
  await expectSound(host);
});
