import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Coverage } from '../../src/lib/coverage/collect.ts';
import { INVENTORY } from '../../src/lib/coverage/inventory.ts';
import { useSite } from './site.ts';

interface Query {
  readonly query: string;
  /** Name of a topic of the inventory; its pages stand in dist/coverage.json. */
  readonly expect_topic: string;
  readonly kind: string;
}
interface Rate {
  readonly queries: number;
  readonly first: number;
  readonly firstThree: number;
  readonly reciprocal: number;
}

const HERE = import.meta.dirname;
const readJson = (path: string): unknown => JSON.parse(readFileSync(join(HERE, path), 'utf8'));
const queries = readJson('queries.json') as readonly Query[];
/** What was reached before; a change may only raise it. Parts of 1. */
const floor = readJson('ranking-floor.json') as Omit<Rate, 'queries'>;
const { topics } = readJson('../../dist/coverage.json') as Coverage;
const idOf = new Map([...INVENTORY.topics].map(([id, name]) => [name, id]));
const site = useSite();

test('what people search for is found: on the first place, among the first three', { timeout: 180_000 }, async () => {
  const { page } = await site.open('/search/');
  const ranks: { readonly kind: string; readonly rank: number; readonly query: string }[] = [];
  for (const { query, expect_topic: topic, kind } of queries) {
    const wanted = new Set((topics[idOf.get(topic) ?? ''] ?? []).map(pageOf));
    expect(wanted.size, `${topic} has a page`).toBeGreaterThan(0);
    const found = await ask(page, query);
    ranks.push({ kind, query, rank: found.map(pageOf).findIndex((path) => wanted.has(path)) + 1 });
  }
  const kinds = [...new Set(ranks.map(({ kind }) => kind))].sort();
  for (const kind of kinds) report(kind, rateOf(ranks.filter((rank) => rank.kind === kind)));
  const all = rateOf(ranks);
  report('all', all);
  for (const { query, rank } of ranks) if (rank !== 1) process.stdout.write(`  ${rank || 'not found'}: ${query}\n`);

  expect(all.first).toBeGreaterThanOrEqual(floor.first);
  expect(all.firstThree).toBeGreaterThanOrEqual(floor.firstThree);
  expect(all.reciprocal).toBeGreaterThanOrEqual(floor.reciprocal);
});

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
