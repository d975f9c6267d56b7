import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readPages } from './pages.ts';
import { useSite } from './site.ts';

const DIST = join(import.meta.dirname, '../../dist');
const KB = 1024;
const NOTE_LIMIT = 40 * KB;
const WORKER_LIMIT = 150 * KB;

const site = useSite();
const notes = readPages().filter(({ path }) => /^\/notes\/[^/]+\/[^/]+\/$/.test(path));
/** The longest note of each track: what a note loads beside its text is the same for all. */
const longest = [...Map.groupBy(notes, ({ path }) => path.split('/')[2]).values()].map(
  (track) => track.toSorted((a, b) => b.html.length - a.html.length)[0]?.path ?? '',
);

test('there are notes to weigh', () => {
  expect(notes.length).toBeGreaterThan(0);
});

test.each(longest)('%s: at most 40 KB gzip before Run, and nothing of the sandbox', async (path) => {
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

test('the worker is at most 150 KB gzip', () => {
  const [worker, ...others] = globSync('**/*worker*.js', { cwd: DIST }).filter((file) => !file.startsWith('pagefind'));
  expect(others).toEqual([]);
  expect(gzipSync(readFileSync(join(DIST, worker ?? 'no worker in dist'))).length).toBeLessThanOrEqual(WORKER_LIMIT);
});
