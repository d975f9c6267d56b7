import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Coverage } from '../../src/lib/coverage/collect.ts';
import { INVENTORY } from '../../src/lib/coverage/inventory.ts';
import { DIST } from './dist.ts';
import { useSite } from './site.ts';

interface Query {
  readonly query: string;
  /** Name of a topic of the inventory; its pages stand in dist/coverage.json. */
  readonly expect_topic?: string;
  /** The pages themselves, where no topic is meant. */
  readonly expect?: readonly string[];
  readonly kind: string;
}
interface Rate {
  readonly queries: number;
  readonly first: number;
  readonly firstThree: number;
  readonly reciprocal: number;
}

const HERE = import.meta.dirname;
const readJson = (path: string): unknown => JSON.parse(readFileSync(resolve(HERE, path), 'utf8'));
/** Queries that we were given, and our own of the same kinds. */
const FILES = ['queries.json', 'own-queries.json'] as const;
/** What was reached before; a change may only raise it. Parts of 1. */
const floors = readJson('ranking-floor.json') as Readonly<Record<(typeof FILES)[number], Omit<Rate, 'queries'>>>;
const { topics } = readJson(join(DIST, 'coverage.json')) as Coverage;
const idOf = new Map([...INVENTORY.topics].map(([id, name]) => [name, id]));
const site = useSite();

test.each(FILES)('%s: found on the first place, among the first three', { timeout: 240_000 }, async (file) => {
  const { page } = await site.open('/search/');
  const ranks: { readonly kind: string; readonly rank: number; readonly query: string }[] = [];
  for (const query of readJson(file) as readonly Query[]) {
    const wanted = new Set(pagesFor(query));
    expect(wanted.size, `${query.query} has a page`).toBeGreaterThan(0);
    const found = await ask(page, query.query);
    ranks.push({ ...query, rank: found.map(pageOf).findIndex((path) => wanted.has(path)) + 1 });
  }
  const kinds = [...new Set(ranks.map(({ kind }) => kind))].sort();
  for (const kind of kinds) report(kind, rateOf(ranks.filter((rank) => rank.kind === kind)));
  const all = rateOf(ranks);
  report(`all of ${file}`, all);
  for (const { query, rank } of ranks) if (rank !== 1) process.stdout.write(`  ${rank || 'not found'}: ${query}\n`);

  const floor = floors[file];
  expect(all.first).toBeGreaterThanOrEqual(floor.first);
  expect(all.firstThree).toBeGreaterThanOrEqual(floor.firstThree);
  expect(all.reciprocal).toBeGreaterThanOrEqual(floor.reciprocal);
  await page.context().close();
});

/** Pages that answer a query; a topic that is no longer there, or a page, has none. */
function pagesFor({ expect_topic: topic, expect: pages = [] }: Query): string[] {
  if (topic !== undefined) return (topics[idOf.get(topic) ?? ''] ?? []).map(pageOf);
  return pages.filter((path) => existsSync(join(DIST, path, 'index.html')));
}

/** Types a query into the page's box and reads its list of results. */
async function ask(page: Page, query: string): Promise<string[]> {
  await page.evaluate(() => document.querySelector('#found')?.replaceChildren());
  await page.fill('#query', query);
  const list = page.getByRole('list', { name: 'Results' });
  await list.getByRole('link').first().waitFor();
  return list
    .getByRole('link')
    .evaluateAll((links) => links.slice(0, 10).map((link) => link.getAttribute('href') ?? ''));
}

const pageOf = (address: string): string => address.split('#', 1)[0] ?? '';

function rateOf(ranks: readonly { readonly rank: number }[]): Rate {
  const part = (count: number): number => count / ranks.length;
  return {
    queries: ranks.length,
    first: part(ranks.filter(({ rank }) => rank === 1).length),
    firstThree: part(ranks.filter(({ rank }) => rank > 0 && rank <= 3).length),
    reciprocal: part(ranks.reduce((sum, { rank }) => sum + (rank === 0 ? 0 : 1 / rank), 0)),
  };
}

function report(name: string, { queries: count, first, firstThree, reciprocal }: Rate): void {
  const percent = (part: number): string => `${(100 * part).toFixed(0)} %`;
  process.stdout.write(
    `${name}: ${count} queries, ${percent(first)} first, ${percent(firstThree)} in three, reciprocal ${reciprocal.toFixed(2)}\n`,
  );
}
