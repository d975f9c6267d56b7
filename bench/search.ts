import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../scripts/browser.mjs';
import { createServer } from '../scripts/static-server.mjs';
import { type List, lookUp } from '../src/components/Search/look-up.ts';
import { vocabularyOf } from '../src/components/Search/typos.ts';
import { type Packed, unpack } from '../src/lib/search/pack.ts';
import { buildRank } from '../src/lib/search/rank.ts';
import type { SearchRecord } from '../src/lib/search/record.ts';
import { DIST } from '../tests/e2e/dist.ts';
import { digits, median } from './measure.ts';
import type { Section } from './report.ts';

const RUNS = 5;
const SECTIONS = 6;
const QUERIES = [
  'docker run -p',
  'why does my container exit immediately',
  'dokcer voulme',
  'exit code 137',
  'copy file from container to host',
];

/** First search on a cold page, and later ones with more pages than there are. */
export async function search(): Promise<Section> {
  const records = unpack(JSON.parse(readFileSync(join(DIST, 'search/records.json'), 'utf8')) as Packed);
  const cold = await coldSearches();
  return {
    title: 'Search',
    about: `Cold: from the key that opens the dialog, and types, to the first result; bytes gzip, median of ${RUNS}. Warm: one of ${QUERIES.length} queries, in Node; a page is a note of ${SECTIONS} sections, its words those of the site.`,
    head: ['what', 'value'],
    rows: [
      ['cold, KB', digits(median(cold.map(({ bytes }) => bytes)) / 1024)],
      ['cold, ms', digits(median(cold.map(({ ms }) => ms)))],
      ['index of the site, ms', digits(timeOf(() => indexOf(records)))],
      ...[0, 1_000, 5_000].map((pages) => [`warm, ${pages === 0 ? 'the site' : `${pages} pages`}, ms`, digits(warm(withPages(records, pages)))]),
    ],
  };
} // prettier-ignore

const indexOf = (records: readonly SearchRecord[]): List => ({
  records,
  vocabulary: vocabularyOf(records),
  index: buildRank(records),
});

function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function warm(records: readonly SearchRecord[]): number {
  const list = indexOf(records);
  const times = Array.from({ length: RUNS }, () => QUERIES.map((query) => timeOf(() => lookUp(query, list)))).slice(1);
  return median(times.flat());
}

/** As many notes in place of those that are there, made of their titles and words, in another mixture each. */
function withPages(records: readonly SearchRecord[], pages: number): SearchRecord[] {
  if (pages === 0) return [...records];
  const notes = records.filter(({ kind }) => kind === 'note');
  const pick = (number: number): SearchRecord => notes[(number * 7919) % notes.length] as SearchRecord;
  const made = Array.from({ length: pages * (SECTIONS + 1) }, (_, at): SearchRecord => {
    const url = `/notes/made/${Math.floor(at / (SECTIONS + 1))}/`;
    const part = at % (SECTIONS + 1);
    return { ...pick(at), url: part === 0 ? url : `${url}#${part}`, text: pick(at * 3 + 1).text, body: pick(at * 5 + 2).body ?? '' };
  });
  return [...records.filter(({ kind }) => kind !== 'note'), ...made];
} // prettier-ignore

async function coldSearches(): Promise<{ bytes: number; ms: number }[]> {
  const server = createServer(DIST).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no Chromium: run `npm run setup` first');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  try {
    const results = [];
    for (let run = 0; run < RUNS; run++)
      results.push(await coldSearch(browser, `http://127.0.0.1:${(server.address() as AddressInfo).port}`));
    return results;
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

async function coldSearch(browser: Browser, baseURL: string): Promise<{ bytes: number; ms: number }> {
  const context = await browser.newContext({ baseURL, serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto('/', { waitUntil: 'networkidle' });
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => sizes.push(response.body().then((body) => gzipSync(body).length)));
  // In the page: its own clock, from the key to the result, without the way to and from this process.
  const ms = await page.evaluate<number>(`new Promise((done) => {
    const start = performance.now();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
    const box = document.querySelector('#search [role=combobox]');
    new MutationObserver((_, watcher) => {
      if (document.querySelector('#search [role=option]') === null) return;
      watcher.disconnect();
      done(performance.now() - start);
    }).observe(document.querySelector('#search'), { childList: true, subtree: true });
    box.value = 'why does my container exit immediately';
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
  })`);
  await page.waitForLoadState('networkidle');
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await context.close();
  return { bytes, ms };
}
