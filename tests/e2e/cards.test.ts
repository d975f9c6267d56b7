import { readFileSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeEach, expect, test, vi } from 'vitest';
import { useSite } from './site.ts';

// A busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 120_000 });

/** The network between the browser and the site. */
const network = { isDown: false };
const site = useSite((request) => {
  if (network.isDown) request.socket.destroy();
  return network.isDown;
});

beforeEach(() => {
  network.isDown = false;
});
const DAY = 24 * 60 * 60 * 1000;

/** Adds all cards of a kind. Before the page counts them a press is lost: its script is not there yet. */
async function addCards(page: Page, kind: string): Promise<void> {
  await page.locator('[data-today]').filter({ hasNotText: 'Looking' }).waitFor();
  await page.click(`[data-add="${kind}"]`);
  await page.waitForSelector(`[data-add="${kind}"]`, { state: 'hidden' });
}

async function withCards(options: BrowserContextOptions = {}): Promise<{ page: Page; troubles: string[] }> {
  const opened = await site.open('/cards/', options);
  await addCards(opened.page, 'term');
  return opened;
}

/** The page shows a front, not an answer. */
const ready = (page: Page) => page.waitForSelector('[data-reveal-row]:not([hidden])');

async function rate(page: Page, key: string): Promise<void> {
  await ready(page);
  await page.keyboard.press('Space');
  await page.waitForSelector('[data-ratings]:not([hidden])');
  await page.keyboard.press(key);
}

const leftOf = (page: Page): Promise<string | null> => page.textContent('[data-left]');

test('the keyboard alone reviews, takes back, sets aside; a reload and a moved clock keep the schedule', async () => {
  const { page, troubles } = await withCards();
  await page.goto('/cards/review/');
  await ready(page);
  expect(await leftOf(page)).toBe('0 due · 0 being learnt · 10 new');
  await page.keyboard.press('Space');
  expect(await page.locator('[data-interval]').allTextContents()).toEqual(['1 min', '6 min', '10 min', '8 d']);
  await page.keyboard.press('4');
  await expect.poll(() => leftOf(page)).toBe('0 due · 0 being learnt · 9 new');
  await page.keyboard.press('u');
  await expect.poll(() => leftOf(page)).toBe('0 due · 0 being learnt · 10 new');
  await rate(page, '4');
  await expect.poll(() => leftOf(page)).toBe('0 due · 0 being learnt · 9 new');
  await page.reload();
  await ready(page);
  expect(await leftOf(page)).toBe('0 due · 0 being learnt · 9 new');
  await page.clock.setSystemTime(Date.now() + 8 * DAY);
  await page.reload();
  await ready(page);
  expect(await leftOf(page)).toBe('1 due · 0 being learnt · 10 new');
  await page.clock.setSystemTime(Date.now() - 3 * DAY);
  await page.reload();
  await page.waitForSelector('[data-clock-notice]');
  expect(troubles).toEqual([]);
});

test('two tabs: neither writes over the other, both know', async () => {
  const { page } = await withCards();
  const other = await page.context().newPage();
  await page.goto('/cards/review/');
  await other.goto('/cards/review/');
  await ready(other);
  await rate(page, '4');
  await expect.poll(() => leftOf(other)).toBe('0 due · 0 being learnt · 9 new');
  await rate(other, '4');
  await expect.poll(() => leftOf(page)).toBe('0 due · 0 being learnt · 8 new');
});

test('offline it goes on; export, erase, import restores all; a foreign file changes nothing', async () => {
  const { page } = await withCards();
  await page.goto('/cards/review/');
  await ready(page);
  await page.context().setOffline(true);
  await rate(page, '4');
  await expect.poll(() => leftOf(page)).toBe('0 due · 0 being learnt · 9 new');
  await page.context().setOffline(false);
  await page.goto('/progress/');
  await expect.poll(() => page.textContent('[data-learnt]')).toBe('1');
  const mine = await page.textContent('[data-mine]');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-export]')]);
  const text = readFileSync(await download.path(), 'utf8');
  await page.click('[data-erase]');
  await page.click('button[value="erase"]');
  await expect.poll(() => page.textContent('[data-mine]')).toBe('0');
  const choose = (name: string, content: string) =>
    page.setInputFiles('[data-file]', { name, mimeType: 'application/json', buffer: Buffer.from(content) });
  await choose('foreign.json', '{"cards":[]}');
  await expect.poll(() => page.textContent('[data-told]')).toContain('Nothing was changed');
  expect(await page.textContent('[data-mine]')).toBe('0');
  await choose('mine.json', text);
  await expect.poll(() => page.textContent('[data-mine]')).toBe(mine);
  expect(await page.textContent('[data-learnt]')).toBe('1');
});

test('a cold start without a network: the review opens, rates, and keeps it', { timeout: 4 * 60_000 }, async () => {
  const { page, troubles } = await withCards({ serviceWorkers: 'allow' });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  network.isDown = true;
  const cold = await page.context().newPage();
  await page.close();
  await cold.goto('/cards/review/');
  await rate(cold, '4');
  await expect.poll(() => leftOf(cold)).toBe('0 due · 0 being learnt · 9 new');
  await cold.goto('/cards/statistics/');
  await cold.goto('/cards/review/');
  await ready(cold);
  expect(await leftOf(cold)).toBe('0 due · 0 being learnt · 9 new');
  network.isDown = false;
  await cold.goto('/progress/');
  await expect.poll(() => cold.textContent('[data-learnt]')).toBe('1');
  expect(troubles).toEqual([]);
});

test('a full storage: it goes on in memory, says so and offers a file', async () => {
  const { page } = await site.open('about:blank');
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no space', 'QuotaExceededError');
    };
  });
  await page.goto('/cards/');
  await addCards(page, 'term');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-storage-notice] button')]);
  expect(readFileSync(await download.path(), 'utf8')).toContain('"kind":"add"');
});

test('a card shows what a command printed, and then the command', async () => {
  const { page } = await site.open('/cards/');
  await addCards(page, 'output');
  await page.goto('/cards/review/');
  await ready(page);
  expect(await page.textContent('[data-kind]')).toBe('What prints this?');
  expect(await page.locator('[data-front] pre').last().innerText()).not.toBe('');
  await page.keyboard.press('Space');
  expect(await page.locator('[data-back] pre').innerText()).toMatch(/^(sudo )?(docker|ip|iptables|nsenter) /);
});

test('cleared midway: the page writes it again and says so', async () => {
  const { page } = await withCards();
  await page.goto('/cards/review/');
  await ready(page);
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        indexedDB.deleteDatabase('drydock-cards').onsuccess = resolve;
      }),
  );
  await rate(page, '4');
  await page.waitForSelector('[data-storage-notice]');
  await page.reload();
  await ready(page);
  expect(await leftOf(page)).toBe('0 due · 0 being learnt · 9 new');
});

test('where storage is forbidden it works in memory, says so and offers a file', async () => {
  const { page } = await site.open('about:blank');
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('no', 'SecurityError');
    };
  });
  await page.goto('/cards/');
  await addCards(page, 'term');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-storage-notice] button')]);
  expect(readFileSync(await download.path(), 'utf8')).toContain('"kind":"add"');
});

test('a note marks itself as read and gives its cards', async () => {
  const { page, troubles } = await site.open('/notes/containers/stopping/');
  await page.click('[data-mark-read]');
  await page.click('[data-add-cards]');
  await expect.poll(() => page.textContent('[data-marked]')).toMatch(/^Added: \d+\.$/);
  await page.goto('/progress/');
  await expect.poll(() => page.textContent('[data-read]')).toBe('1');
  expect(Number(await page.textContent('[data-mine]'))).toBeGreaterThan(0);
  expect(troubles).toEqual([]);
});
