import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { DIST } from './dist.ts';
import { staticImports } from './imports.ts';
import { readPages } from './pages.ts';
import { useSite } from './site.ts';

const KB = 1024;
const NOTE_LIMIT = 35 * KB;
const WORKER_LIMIT = 148 * KB;
const SEARCH_LIMIT = 115 * KB;

const site = useSite();
const notes = readPages().filter(({ path }) => /^\/notes\/[^/]+\/[^/]+\/$/.test(path));
/** The longest note of each track: what a note loads beside its text is the same for all. */
const longest = [...Map.groupBy(notes, ({ path }) => path.split('/')[2]).values()].map(
  (track) => track.toSorted((a, b) => b.html.length - a.html.length)[0]?.path ?? '',
);

test('there are notes to weigh', () => {
  expect(notes.length).toBeGreaterThan(0);
});

test.each(longest)('%s: at most 35 KB gzip before Run, and nothing of the sandbox', async (path) => {
  const { page } = await site.open('about:blank');
  const bodies: Promise<{ url: string; size: number }>[] = [];
  page.on('response', (response) => {
    bodies.push(response.body().then((body) => ({ url: response.url(), size: gzipSync(body).length })));
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  const loaded = await Promise.all(bodies);
  expect(loaded.filter(({ url }) => /worker|xterm/i.test(url))).toEqual([]);
  const sum = loaded.reduce((total, { size }) => total + size, 0);
  expect(sum, JSON.stringify(loaded)).toBeLessThanOrEqual(NOTE_LIMIT);
  await page.context().close();
});

test('a first search, dialog and list, is at most 115 KB gzip', async () => {
  const { page } = await site.open('/');
  await page.waitForLoadState('networkidle');
  const bodies: Promise<{ url: string; size: number }>[] = [];
  page.on('response', (response) => {
    bodies.push(response.body().then((body) => ({ url: response.url(), size: gzipSync(body).length })));
  });
  await page.keyboard.press('/');
  const dialog = page.getByRole('dialog', { name: 'Search' });
  await dialog.getByRole('combobox').fill('why does my container exit at once');
  await dialog.getByRole('option').first().waitFor();
  await page.waitForLoadState('networkidle');
  const loaded = await Promise.all(bodies);
  expect(loaded.some(({ url }) => url.endsWith('records.json'))).toBe(true);
  const sum = loaded.reduce((total, { size }) => total + size, 0);
  process.stdout.write(`a first search: ${(sum / KB).toFixed(1)} KB gzip\n`);
  expect(sum, JSON.stringify(loaded)).toBeLessThanOrEqual(SEARCH_LIMIT);
  await page.context().close();
});

test('what the worker loads before a prompt is at most 148 KB gzip', () => {
  const started = globSync('_astro/*.js', { cwd: DIST }).flatMap((file) =>
    Array.from(
      readFileSync(join(DIST, file), 'utf8').matchAll(/new Worker\(new URL\([`'"]\/([^`'"]+)/g),
      ([, name]) => name,
    ),
  );
  const [worker, ...others] = new Set(started);
  expect(others).toEqual([]);
  const files = [...staticImports(worker ?? 'no worker in dist')];
  const sizes = files.map((file) => gzipSync(readFileSync(join(DIST, file))).length);
  expect(
    sizes.reduce((sum, size) => sum + size, 0),
    files.join(' '),
  ).toBeLessThanOrEqual(WORKER_LIMIT);
});
