import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DIST } from './dist.ts';

const read = (path: string): string => readFileSync(join(DIST, path), 'utf8');

const pages = globSync('**/index.html', { cwd: DIST }).map((path) => {
  const html = read(path);
  const attribute = (pattern: RegExp): string | undefined => pattern.exec(html)?.[1];
  return {
    path: `/${path.replace(/index\.html$/, '')}`,
    isIndexed: !html.includes('<meta name="robots" content="noindex"'),
    canonical: attribute(/<link rel="canonical" href="([^"]*)"/),
    markdown: attribute(/<link rel="alternate" type="text\/markdown" href="([^"]*)"/),
    picture: attribute(/<meta property="og:image" content="([^"]*)"/),
    description: attribute(/<meta name="description" content="([^"]*)"/),
    title: attribute(/<title>([^<]*)</),
  };
});
const indexed = pages.filter(({ isIndexed }) => isIndexed);
const missing = (address: string | undefined): boolean =>
  address === undefined || !existsSync(join(DIST, new URL(address, 'https://site.example').pathname));

test('every page names its own address, and no two pages share a title', () => {
  expect(indexed.length).toBeGreaterThan(400);
  expect(indexed.filter(({ path, canonical = '' }) => new URL(canonical).pathname !== path)).toEqual([]);
  const titles = indexed.map(({ title }) => title);
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
  expect(indexed.filter(({ description = '' }) => description === '')).toEqual([]);
});

test('every page stands as Markdown, with its heading first', () => {
  expect(indexed.filter(({ markdown }) => missing(markdown)).map(({ path }) => path)).toEqual([]);
  const odd = indexed.filter(({ markdown = '' }) => !/^# \S/.test(read(markdown)));
  expect(odd.map(({ path }) => path)).toEqual([]);
});

test('every page has a picture for those it is shared with', () => {
  expect(indexed.filter(({ picture }) => missing(picture)).map(({ path }) => path)).toEqual([]);
});

test('the sitemap lists the pages that may be found, and only those', () => {
  const listed = [...read('sitemap-0.xml').matchAll(/<loc>([^<]*)<\/loc>/g)].map(
    ([, url = '']) => new URL(url).pathname,
  );
  expect(listed.toSorted()).toEqual(indexed.map(({ path }) => path).toSorted());
  expect(read('robots.txt')).toContain('/sitemap-index.xml');
});

test('what names files names files that are there: llms.txt, the feed, the manifest', () => {
  const linked = [...read('llms.txt').matchAll(/\]\((https:[^)]*)\)/g)].map(([, url]) => url);
  expect(linked.length).toBeGreaterThan(150);
  expect(linked.filter(missing)).toEqual([]);
  const { icons } = JSON.parse(read('manifest.webmanifest')) as { icons: { src: string }[] };
  expect(icons.filter(({ src }) => missing(`/${src}`))).toEqual([]);
  expect(read('rss.xml')).toMatch(/<item><title>Changes of \d{4}-\d\d-\d\d<\/title>/);
});
