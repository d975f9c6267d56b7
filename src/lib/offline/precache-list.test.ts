import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { findFragment } from '../../offline/fragments.ts';
import { packFragments } from './fragment-pack.ts';
import { precacheList } from './precache-list.ts';

const folder = mkdtempSync(join(tmpdir(), 'drydock-offline-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

test('pages by their folder, programs by the hash in their name, nothing that needs a network', async () => {
  write('index.html', 'home');
  write('notes/volumes/index.html', 'volumes');
  write('notes/volumes.md', 'volumes');
  write('_astro/worker-Ab12.js', '1');
  write('playground/node/docker.mjs', '1');
  write('pagefind/fragment/en_1.pf_fragment', '1');
  write('pagefind/pagefind.js', '1');
  const before = await precacheList(folder, '/docs/');
  expect(before.map(({ url }) => url)).toEqual([
    '/docs/',
    '/docs/_astro/worker-Ab12.js',
    '/docs/notes/volumes/',
    '/docs/pagefind/pagefind.js',
  ]);
  expect(before[1]?.revision).toBeNull();

  write('notes/volumes/index.html', 'volumes, mended');
  const after = await precacheList(folder, '/docs/');
  expect(after.filter(({ revision }, index) => revision !== before[index]?.revision).map(({ url }) => url)).toEqual([
    '/docs/notes/volumes/',
  ]);
});

test('an excerpt comes out of the pack as it went in', async () => {
  write('pagefind/fragment/en_1.pf_fragment', 'first');
  write('pagefind/fragment/en_2.pf_fragment', 'second');
  await packFragments(join(folder, 'pagefind'));
  const stored = (address: string): Promise<Response> =>
    Promise.resolve(new Response(readFileSync(join(folder, new URL(address).pathname.replace('/docs', '')))));
  const find = (name: string) => findFragment(new URL(`https://site.example/docs/pagefind/${name}`), stored);
  expect(await (await find('fragment/en_2.pf_fragment'))?.text()).toBe('second');
  expect(await find('fragment/en_3.pf_fragment')).toBeUndefined();
  expect(await find('pagefind.js')).toBeUndefined();
});
