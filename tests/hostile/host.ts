import { expect } from 'vitest';
import type { Host, HostOptions, RunResult } from '../../src/sandbox/host/create-host.ts';
import { createTestHost } from '../../src/sandbox/runtimes/test-host.ts';

export function hostileHost(options: Partial<HostOptions> = {}): Host {
  return createTestHost({
    images: ['busybox'],
    ...options,
  });
}

/** Runs it, and looks whether nothing of ours broke. */
export async function attack(host: Host, command: string, timeout = 60_000): Promise<RunResult> {
  const result = await host.run(command, { timeout });
  expect(host.kernel.faults).toEqual([]);
  expect(`${result.stdout}${result.stderr}`.slice(0, 100_000)).not.toMatch(
    /drydock: internal error|TypeError|RangeError/,
  );
  return result;
}

/** The host goes on: it lists, runs and removes. */
export async function expectSound(host: Host): Promise<void> {
  const { stdout, stderr, exit } = await attack(host, 'docker run --rm busybox echo sound && docker ps -q >/dev/null');
  expect({ stdout, stderr, exit }).toEqual({ stdout: 'sound\n', stderr: '', exit: 0 });
}
