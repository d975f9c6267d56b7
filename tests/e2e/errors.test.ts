import { expect, test } from 'vitest';
import { useSite } from './site.ts';

const PASTED = `docker: Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint api (8c1d6a52b1): Bind for 0.0.0.0:3000 failed: port is already allocated

Run 'docker run --help' for more information`;

const site = useSite();

test('a pasted message finds its page, and the list can be filtered', async () => {
  const { page, troubles } = await site.open('/errors/');
  await page.fill('#pasted', PASTED);
  expect(await page.getAttribute('[data-matches] a', 'href')).toBe('/errors/port-is-allocated/');
  await page.fill('#filter-errors', '137');
  expect(await page.locator('[data-error]:visible').count()).toBe(2);
  expect(troubles).toEqual([]);
});

test('the search finds it too, with its line breaks', async () => {
  const { page } = await site.open('/search/');
  await page.locator('#query').evaluate((field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', text);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
  }, PASTED);
  await page.waitForSelector('#found a');
  expect(await page.getAttribute('#found a', 'href')).toBe('/errors/port-is-allocated/');
});

test('a proof runs alone', async () => {
  const { page } = await site.open('/corrections/networks/');
  await page.click('#e104 [data-run]');
  await page.locator('#e104 [data-state]', { hasText: 'Ran in the terminal' }).waitFor({ timeout: 30_000 });
});
