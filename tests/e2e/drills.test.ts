import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useSite } from './site.ts';
import { shows, type } from './terminal.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const site = useSite();
const DRILL = '/drills/port-taken/';
const MINUTE = 60_000;
/** Longest time that a check of the host may take here, ms. */
const CHECK_LIMIT = 60_000;

const result = (page: Page, text: string | RegExp) =>
  page.locator('[data-result]', { hasText: text }).waitFor({ timeout: CHECK_LIMIT });

test('a drill is solved by keyboard alone, and stays solved', { timeout: 4 * MINUTE }, async () => {
  const { page, troubles } = await site.open(DRILL, { viewport: { width: 1280, height: 900 }, bypassCSP: true });
  await page.locator('[data-open]').focus();
  await page.keyboard.press('Enter');
  await shows(page, /root@\w+:\S*#$/);
  await page.locator('docker-terminal :focus').waitFor({ state: 'attached' });
  expect(await type(page, "docker ps --format '{{.Names}}'")).toContain('experiment-7');

  await page.keyboard.press('F6');
  await page.locator('[data-check]').focus();
  await page.keyboard.press('Enter');
  await result(page, '0 of 3 hold.');
  expect(await page.locator('[data-held=false]').count()).toBe(3);

  await page.keyboard.press('F6');
  await type(page, 'docker rm -f experiment-7');
  await type(page, 'docker run -d --name shop -p 8080:80 nginx');
  await page.locator('[data-check]').focus();
  await page.keyboard.press('Enter');
  await result(page, /^Solved with 6 commands; par is 3\.$/); // with the three times `clear` that the test types
  expect(await page.locator('[data-held=true]').count()).toBe(3);

  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);

  await page.goto('/drills/');
  expect(await page.textContent('[data-drill-row=port-taken] [data-solved]')).toBe('✓ solved (6)');
  await page.check('[name=left]');
  expect(await page.locator('[data-drill-row=port-taken]').isVisible()).toBe(false);
  expect(troubles).toEqual([]);
});

test('the solution waits for an answer, hints come one by one', async () => {
  const { page } = await site.open(DRILL);
  expect(await page.locator('[data-hint]:visible').count()).toBe(1);
  await page.locator('[data-hint] summary').first().click();
  await expect.poll(() => page.locator('[data-hint]:visible').count()).toBe(2);
  await page.locator('summary', { hasText: 'One that works' }).click();
  expect(await page.locator('[data-solution]').isVisible()).toBe(false);
  await page.locator('[data-show]').click();
  expect(await page.locator('[data-solution]').textContent()).toContain('docker rm -f experiment-7');
});

test('without JavaScript all of it is there to read', async () => {
  const { page } = await site.open(DRILL, { javaScriptEnabled: false });
  expect(await page.locator('[data-hint]:visible').count()).toBe(3);
  await page.locator('summary', { hasText: 'One that works' }).click();
  expect(await page.locator('[data-solution]').isVisible()).toBe(true);
  expect(await page.locator('[data-check]').isVisible()).toBe(false);
});

test('broken data is told, kept aside, and costs only itself', async () => {
  const { page, troubles } = await site.open('/drills/');
  const kept = { version: 1, drills: { 'port-taken': { solved: '2026-11-20T10:00:00Z', commands: 3 }, 'exit-137': 7 } };
  await page.evaluate((text) => localStorage.setItem('drydock:drills', text), JSON.stringify(kept));
  await page.reload();
  expect(await page.textContent('[data-drill-row=port-taken] [data-solved]')).toBe('✓ solved (3)');
  expect(await page.textContent('[data-forgotten]')).toContain('can’t be read');
  await page.goto('/drills/exit-137/');
  await page.locator('summary', { hasText: 'One that works' }).click();
  await page.locator('[data-show]').click();
  const stored = await page.evaluate(() => [localStorage['drydock:drills'], localStorage['drydock:drills-damaged']]);
  expect(JSON.parse(String(stored[0]))).toEqual({
    version: 1,
    drills: { 'port-taken': kept.drills['port-taken'], 'exit-137': { shown: true } },
  });
  expect(stored[1]).toBe(JSON.stringify(kept));
  expect(troubles).toEqual([]);
});

test.each([
  ['storage is full', 'does not keep data'],
  ['a newer version has written', 'left as it is'],
])('%s: the reader is told, nothing is overwritten', async (cause, told) => {
  const { page } = await site.open(DRILL);
  await page.evaluate((newer) => {
    if (newer) localStorage.setItem('drydock:drills', '{"version":99,"drills":{}}');
    else
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
  }, cause.startsWith('a newer'));
  await page.locator('summary', { hasText: 'One that works' }).click();
  await page.locator('[data-show]').click();
  expect(await page.textContent('[data-result]')).toContain(told);
  expect(await page.locator('[data-solution]').isVisible()).toBe(true);
  const kept = await page.evaluate(() => localStorage.getItem('drydock:drills'));
  expect(kept).toBe(cause.startsWith('a newer') ? '{"version":99,"drills":{}}' : null);
});
