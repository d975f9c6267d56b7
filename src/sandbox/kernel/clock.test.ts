import { expect, test } from 'vitest';
import { encode } from './bytes.ts';
import { createRealClock, createVirtualClock, StalledError } from './clock.ts';
import { bootForTest } from './test-machine.ts';

const turn = (callback: () => void) => void setImmediate(callback);

async function trace(seed: number): Promise<string[]> {
  const { kernel, clock, start, run } = bootForTest(turn, { seed });
  const lines: string[] = [];
  const shell = start(async (process) => {
    const children = [1, 2, 3].map((number) =>
      process.spawn({
        argv: [`child ${number}`],
        program: async (self) => {
          for (let round = 0; round < 5; round++) {
            await self.sleep(kernel.random.below(100));
            for (let step = 0; step < 10_000; step++) await self.step();
            lines.push(`${clock.now() - kernel.bootTime} ${self.pid} ${kernel.random.hex(4)}`);
          }
          return 0;
        },
      }),
    );
    for (const child of children) await process.wait(child);
    return 0;
  });
  await run(shell.exited);
  return lines;
}

test('the same seed gives the same trace, another seed another', async () => {
  const first = await trace(7);
  expect(first).toHaveLength(15);
  expect(await trace(7)).toEqual(first);
  expect(await trace(8)).not.toEqual(first);
});

test('waiting for what never comes is reported', async () => {
  const clock = createVirtualClock({ turn }, 0);
  await expect(clock.runUntil(new Promise(() => {}))).rejects.toBeInstanceOf(StalledError);
});

test('on the real clock ^C ends a busy loop, as the loop lets other work in', async () => {
  let now = 0;
  const typed: (() => void)[] = [];
  const clock = createRealClock({
    now: () => (now += 0.1),
    timer: (ms, wake) => {
      const timer = setTimeout(wake, ms);
      return () => clearTimeout(timer);
    },
    turn: (callback) => {
      for (const key of typed.splice(0)) key();
      setImmediate(callback);
    },
  });
  const { Terminal } = await import('./tty.ts');
  const { start, kernel } = bootForTest(turn, { clock });
  const terminal = new Terminal(kernel);
  const loop = start(
    async (process) => {
      for (;;) await process.step();
    },
    { terminal },
  );
  typed.push(() => terminal.input(encode('\x03')));
  expect(await loop.exited).toEqual({ kind: 'killed', signal: 'INT' });
  expect(now).toBeGreaterThan(8);
});

test('a timer longer than machines can count runs in parts', () => {
  const parts: number[] = [];
  const wakes: (() => void)[] = [];
  let woken = 0;
  const clock = createRealClock({
    now: () => 0,
    timer: (ms, wake) => {
      parts.push(ms);
      wakes.push(wake);
      return () => {};
    },
    turn,
  });
  clock.schedule(2 ** 32, () => woken++);
  for (let wake = wakes.shift(); wake !== undefined; wake = wakes.shift()) wake();
  expect([parts, woken]).toEqual([[2 ** 31 - 1, 2 ** 31 - 1, 2], 1]);
});
