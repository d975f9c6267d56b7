import { expect, test } from 'vitest';
import { brokenLinks, readFiles, readPages } from './pages.ts';

test('every link of the site leads somewhere', () => {
  const pages = readPages();
  expect(pages.length).toBeGreaterThan(5);
  expect(brokenLinks(pages, readFiles())).toEqual([]);
});

test('a link to a page or a place that is not there is told', () => {
  const pages = [
    {
      path: '/',
      html: '<a href="/a/#x">x</a><a class="b" href="/b">b</a><img src="/c.svg"><a href="https://x.y/z">z</a>',
    },
    { path: '/a/', html: '<h2 id="y">y</h2>' },
  ];
  expect(brokenLinks(pages, new Set(['/c.png']))).toEqual([
    '/: /a/#x (no such place on the page)',
    '/: /b',
    '/: /c.svg',
  ]);
});
