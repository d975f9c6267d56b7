import { expect, test } from 'vitest';
import { unset } from './builtins/declare.ts';
import { BASH } from './dialect.ts';
import { setArray, setParameter } from './parameter.ts';
import { Shell } from './shell.ts';
import { shellMachine } from './test-shell.ts';

/** Octets that the shell's process holds after each step. */
async function held(...steps: readonly ((shell: Shell) => unknown)[]): Promise<number[]> {
  const machine = shellMachine((callback) => setImmediate(callback));
  const found: number[] = [];
  const runner = machine.start(async (process) => {
    const shell = new Shell(process, BASH, {});
    const before = process.memory;
    for (const step of steps) {
      await step(shell);
      found.push(process.memory - before);
    }
    return 0;
  });
  await machine.run(runner.exited);
  return found;
}

test('the text of a variable is charged, and given back', async () => {
  const [long, short, none] = await held(
    (shell) => setParameter(shell, 'x', 'a'.repeat(2 ** 20)),
    (shell) => setParameter(shell, 'x', 'a'.repeat(2 ** 18)),
    (shell) => unset(shell, ['x'], 'unset'),
  );
  expect([long, short, none]).toEqual([2 ** 20, 2 ** 18, 0]);
});

test('elements of an array take more than their texts', async () => {
  const [all, none] = await held(
    (shell) => setArray(shell, 'a', Array.from({ length: 10_000 }, String)),
    (shell) => unset(shell, ['a'], 'unset'),
  );
  expect(all).toBeGreaterThan(400_000);
  expect(none).toBe(0);
});
