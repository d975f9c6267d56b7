import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { commandSnippets } from '../../src/lib/snippet/command-blocks.ts';
import { runBlocks } from '../../src/lib/snippet/run.ts';

interface Question {
  readonly q: string;
  readonly level: string;
  readonly proof?: readonly string[];
  readonly expect?: readonly string[];
  readonly exit?: number;
  readonly note: string;
}
interface Topic {
  readonly images?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly entries: Readonly<Record<string, Question>>;
}

const CONTENT = join(import.meta.dirname, '../../src/content');
const topics = globSync('*.yaml', { cwd: join(CONTENT, 'questions') })
  .sort()
  .map((file) => ({ file, ...(parse(readFileSync(join(CONTENT, 'questions', file), 'utf8')) as Topic) }));
const all = topics.flatMap(({ entries }) => Object.entries(entries).map(([id, entry]) => ({ id, ...entry })));

/** As Astro makes the ids of headings. */
const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

function headings(note: string): string[] {
  const text = readFileSync(join(CONTENT, 'notes', `${note}.mdx`), 'utf8');
  return [...text.matchAll(/^#{2,3} (.*)$/gm)].map(([, heading = '']) => slug(heading));
}

test('there are 220 of them, of each level, 90 with a proof', () => {
  expect(all.length).toBeGreaterThanOrEqual(220);
  for (const level of ['junior', 'mid', 'senior'])
    expect(all.filter((question) => question.level === level).length, level).toBeGreaterThanOrEqual(45);
  expect(all.filter(({ proof }) => proof !== undefined).length).toBeGreaterThanOrEqual(90);
});

test('none is asked twice, nor has an id of another', () => {
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(new Set(all.map(({ q }) => q)).size).toBe(all.length);
});

test('each leads to a heading of a note that is there', () => {
  for (const { id, note } of all) {
    const [path = '', heading] = note.split('#');
    if (heading !== undefined) expect(headings(path), id).toContain(heading);
  }
});

test('what a proof prints is said, and only there', () => {
  for (const { id, proof, expect: texts } of all) expect(proof === undefined, id).toBe(texts === undefined);
});

describe.each(topics.filter(({ entries }) => Object.values(entries).some(({ proof }) => proof !== undefined)))(
  '$file',
  ({ file, entries, images = [], files = {} }) => {
    const proofs = Object.entries(entries).flatMap(([id, entry]) =>
      entry.proof === undefined ? [] : [{ id, proof: entry.proof, texts: entry.expect ?? [], exit: entry.exit ?? 0 }],
    );
    test.each(proofs)('$id: the proof agrees', { timeout: 120_000 }, async ({ id, proof, texts, exit }) => {
      const [result] = await runBlocks({
        snippets: commandSnippets([{ commands: proof, exit }]),
        file: `${file}: ${id}`,
        start: { images, files },
      });
      const printed = result?.steps.map(({ output }) => output).join('\n') ?? '';
      for (const text of texts) expect(printed).toContain(text);
    });
  },
);
