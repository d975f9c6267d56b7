import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { INVENTORY } from '../../src/lib/coverage/inventory.ts';
import { commandSnippets } from '../../src/lib/snippet/command-blocks.ts';
import { runBlocks } from '../../src/lib/snippet/run.ts';

interface Subject {
  readonly images?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly entries: Readonly<Record<string, { readonly proof?: readonly string[]; readonly exit?: number }>>;
}

const FOLDER = join(import.meta.dirname, '../../src/content/corrections');
const subjects = globSync('*.yaml', { cwd: FOLDER })
  .sort()
  .map((file) => ({ file, ...(parse(readFileSync(join(FOLDER, file), 'utf8')) as Subject) }));

test('each mistake of the sources is corrected once', () => {
  const ids = subjects.flatMap(({ entries }) => Object.keys(entries)).sort();
  expect(ids).toEqual([...INVENTORY.corrections.keys()].sort());
});

test('95 of them and more have a proof', () => {
  const proofs = subjects.flatMap(({ entries }) => Object.values(entries).filter(({ proof }) => proof !== undefined));
  expect(proofs.length).toBeGreaterThanOrEqual(95);
});

test.each(subjects)('$file: each proof ends as it says, with the others before it and alone', async (subject) => {
  const { file, entries, images = [], files = {} } = subject;
  const proved = Object.entries(entries)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .flatMap(([id, { proof, exit = 0 }]) => (proof === undefined ? [] : [{ id, commands: proof, exit }]));
  const results = await runBlocks({ snippets: commandSnippets(proved), file, start: { images, files } });
  expect(results).toHaveLength(proved.length);
  for (const proof of proved)
    await runBlocks({ snippets: commandSnippets([proof]), file: `${file}: ${proof.id}`, start: { images, files } });
});
