import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, workerChunks } from './worker-chunks.ts';

const sandbox = join(import.meta.dirname, '../sandbox');
const group = workerChunks().groups.find(({ name }) => name === 'engine');

test('imports are followed; those of types, and those for later, are not', () => {
  const files = importsOf(join(sandbox, 'runtimes/worker.ts'));
  expect(files).toContain(join(sandbox, 'host/create-host.ts'));
  expect(files).not.toContain(join(sandbox, 'daemon/create-daemon.ts'));
  expect(files).not.toContain(join(sandbox, 'runtimes/messages.ts'));
});

test.each([
  ['daemon/create-daemon.ts', true],
  ['cli/docker.ts', true],
  ['kernel/errno.ts', false],
  ['compose/program.ts', false],
])('%s in the chunk of the first run: %s', (file, is) => {
  expect(group?.test?.(join(sandbox, file))).toBe(is);
});
