import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { DIST } from './dist.ts';
import { staticImports } from './imports.ts';
import { readPages } from './pages.ts';

/** KiB of the page, its styles and its scripts, gzip, and how many requests that makes: a tenth above the largest page of its kind. */
const BUDGETS: Readonly<Record<string, readonly [kib: number, requests: number]>> = {
  '/': [39.5, 4],
  '/404.html': [22, 4],
  '/accessibility/': [23, 4],
  '/cards/': [38.5, 9],
  '/cards/*/': [39, 9],
  '/changes/': [23, 4],
  '/cheatsheets/': [22.5, 4],
  '/cheatsheets/*/': [42, 6],
  '/commands/': [25, 4],
  '/commands/*/': [30, 4],
  '/corrections/': [33, 4],
  '/corrections/*/': [34.5, 4],
  '/drills/': [27, 5],
  '/drills/*/': [27, 4],
  '/errors/': [33, 6],
  '/errors/*/': [25.5, 4],
  '/explain/': [24.5, 4],
  '/fidelity/': [27, 4],
  '/glossary/': [31.5, 4],
  '/interview/': [33.5, 5],
  '/interview/*/': [37.5, 6],
  '/notes/': [37.5, 5],
  '/notes/*/': [27, 5],
  '/notes/*/*/': [33.5, 5],
  '/offline/': [23, 5],
  '/playground/': [41.5, 7],
  '/playground/*/': [23, 4],
  '/progress/': [55, 9],
  '/search/': [32, 7],
  '/writing-notes/': [24, 4],
};

const pages = Map.groupBy(readPages(), ({ path }) => kindOf(path));

// `/notes/volumes/tmpfs-mounts/` is of the kind of its folders: `/notes/`, then a star for each part.
function kindOf(path: string): string {
  const [first, ...others] = path.split('/').filter((part) => part !== '');
  return first === undefined ? '/' : `/${first}/${others.map(() => '*/').join('')}`.replace('.html/', '.html');
}

test('every kind of page has a budget, and every budget pages', () => {
  expect([...pages.keys()].sort()).toEqual(Object.keys(BUDGETS).sort());
});

test.each(Object.entries(BUDGETS))('%s: at most %j', (kind, [kib, requests]) => {
  for (const { path, html } of pages.get(kind) ?? []) {
    const files = filesOf(html);
    const bytes = gzipSync(html).length + files.reduce((sum, file) => sum + packedSize(file), 0);
    expect(bytes / 1024, `KiB of ${path}`).toBeLessThanOrEqual(kib);
    expect(files.length + 1, `requests of ${path}`).toBeLessThanOrEqual(requests);
  }
});

/** Styles and scripts that a page asks for as it loads, and what the scripts import at once; from the site's folder. */
function filesOf(html: string): string[] {
  const files = new Set<string>();
  for (const [tag] of html.matchAll(/<link\b[^>]*\brel="stylesheet"[^>]*>/g)) {
    files.add(/\bhref="\/([^"]+)"/.exec(tag)?.[1] ?? 'a stylesheet without an address');
  }
  for (const [, script = ''] of html.matchAll(/<script\b[^>]*\bsrc="\/([^"]+)"/g)) staticImports(script, files);
  return [...files];
}

const sizes = new Map<string, number>();

function packedSize(file: string): number {
  const size = sizes.get(file) ?? gzipSync(readFileSync(join(DIST, file))).length;
  sizes.set(file, size);
  return size;
}
