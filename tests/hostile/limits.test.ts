import { expect, test } from 'vitest';
import { createRealClock } from '../../src/sandbox/kernel/clock.ts';
import { CPU_SLICE_MS, UNDRAWN_MAX, type Limits } from '../../src/sandbox/kernel/limits.ts';
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

test('CPU: a program that computes without end lets the rest go on after each slice', async () => {
  let now = 0;
  let longest = 0;
  let turned = 0;
  const clock = createRealClock({
    now: () => now,
    timer: () => () => undefined,
    turn: (callback) => {
      longest = Math.max(longest, now - turned);
      turned = now;
      callback();
    },
  });
  for (let step = 0; step < 100_000; step++) {
    now += 0.01;
    await clock.breathe();
  }
  expect(longest).toBeGreaterThan(0);
  expect(longest).toBeLessThan(2 * CPU_SLICE_MS);
});

test('output: a program that prints without end waits for the screen', async () => {
  const host = hostileHost({ clock: 'real' });
  const terminal = host.openTerminal({ columns: 80, rows: 24 });
  let shown = 0;
  let chunk = 0;
  let last = performance.now();
  terminal.onOutput((text) => {
    shown += text.length;
    chunk = Math.max(chunk, text.length);
    last = performance.now();
  });
  terminal.drawn(0);
  terminal.write('yes\n');
  await expect.poll(() => shown > UNDRAWN_MAX && performance.now() - last > 300, { timeout: 30_000 }).toBe(true);
  expect(shown).toBeLessThanOrEqual(UNDRAWN_MAX + chunk);
  const held = shown;
  terminal.drawn(held);
  await expect.poll(() => shown, { timeout: 30_000 }).toBeGreaterThan(held);
  terminal.write('\x03');
});
