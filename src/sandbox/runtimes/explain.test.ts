import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explainFile } from './explain.ts';

const folder = mkdtempSync(join(tmpdir(), 'drydock-explain-'));
function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('a Dockerfile, with the sizes of a history', async () => {
  const history = file('history', '{"CreatedBy":"RUN /bin/sh -c make # buildkit","Size":"1.5MB"}\n');
  const path = file('Dockerfile', 'FROM busybox\nRUN make\n');
  const { text, exit } = await explainFile(path, { json: false, history });
  expect(exit).toBe(0);
  expect(text).toContain('Dockerfile:2  RUN make\n');
  expect(text).toContain('A layer of 1.5MB.');
});

test('a Compose file, known by its ending', async () => {
  const path = file('compose.yaml', 'services:\n  web:\n    image: nginx\n    nosuch: 1\n');
  const { text } = await explainFile(path, { json: false, history: undefined });
  expect(text).toMatch(/compose\.yaml:3 {2}services\.web\.image\n {4}\w/);
  expect(text).toContain('compose.yaml:4  services.web.nosuch\n    No key that Compose knows here.\n');
});

test('a file that does not parse ends with 1; as data it is whole', async () => {
  const path = file('bad.Dockerfile', 'RUN x\n');
  const { text, exit } = await explainFile(path, { json: true, history: undefined });
  expect(exit).toBe(1);
  expect(JSON.parse(text)).toEqual({
    instructions: [],
    error: { message: 'no build stage in current context', range: { start: 1, end: 1 } },
  });
});
