import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runShell, shellMachine } from '../test-shell.ts';

interface Recorded {
  readonly script: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

const recorded = JSON.parse(readFileSync(new URL('bash.json', import.meta.url), 'utf8')) as readonly Recorded[];

/** Process ids differ from machine to machine. */
const comparable = (text: string): string => text.replace(/(line \d+): +\d+ (?=Killed|Segmentation)/g, '$1: PID ');

test('there are recordings', () => expect(recorded.length).toBeGreaterThan(300));

test.each(recorded)('bash -c $script', async ({ script, stdout, stderr, exit }) => {
  const machine = shellMachine((callback) => setImmediate(callback));
  machine.kernel.processes.get(1)?.fs.mkdir('/tmp/work');
  const result = await runShell(machine, ['bash', '-c', script], { cwd: '/tmp/work' });
  expect({ ...result, stderr: comparable(result.stderr) }).toEqual({ stdout, stderr: comparable(stderr), exit });
});
