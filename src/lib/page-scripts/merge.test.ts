import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { importedFiles, ScriptMerger } from './merge.ts';

const folder = mkdtempSync(join(tmpdir(), 'drydock-scripts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const files = {
  'a.js': "import{s}from'./shared.js';const x='a';s(x);globalThis.later=()=>import('./later.js');",
  'b.js': "import{s}from'./shared.js';const x='b';s(x);",
  'both.js': "import'./shared.js';export const y=1;",
  'later.js': "import{y}from'./both.js';console.log(y);",
  'shared.js': 'export const s=(x)=>(globalThis.said??=[]).push(x);',
};
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);

const tag = (name: string): string => `<script type="module" src="/docs/_astro/${name}"></script>`;

test('entry scripts become one that runs them in order; shared and imported files stay', async () => {
  const imported = await importedFiles(folder, Object.keys(files));
  expect([...imported].sort()).toEqual(['both.js', 'later.js', 'shared.js']);
  const html = await new ScriptMerger(folder, imported).merge(`<p>${tag('a.js')}${tag('both.js')}</p>${tag('b.js')}`);
  const [, name = ''] = /_astro\/(page-[0-9a-f]{8}\.js)/.exec(html) ?? [];
  expect(html).toBe(`<p>${tag(name)}${tag('both.js')}</p>`);
  const text = readFileSync(join(folder, name), 'utf8');
  expect(text).toContain('import("./later.js")');
  await import(join(folder, name));
  expect((globalThis as { said?: string[] }).said).toEqual(['a', 'b']);
});

test('a page with one script stays as it is', async () => {
  const html = `<p>${tag('a.js')}</p>`;
  expect(await new ScriptMerger(folder, new Set()).merge(html)).toBe(html);
});
