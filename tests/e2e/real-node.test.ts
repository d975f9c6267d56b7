import { expect, test } from 'vitest';
import { useSite } from './site.ts';
import { shows } from './terminal.ts';

const site = useSite();
const PAGE = '/playground/node/';
const MINUTE = 60_000;

test('the page is isolated, no other is', { timeout: MINUTE }, async () => {
  const { page } = await site.open(PAGE);
  expect(await page.evaluate('crossOriginIsolated')).toBe(true);
  await page.goto('/');
  expect(await page.evaluate('crossOriginIsolated')).toBe(false);
  await page.context().close();
});

test(
  'nothing is asked of others before the click; without their network the embedded host goes on',
  { timeout: 2 * MINUTE },
  async () => {
    const { page } = await site.open(PAGE);
    const foreign: string[] = [];
    await page.route(/^https:/, (route) => {
      foreign.push(route.request().url());
      return route.abort();
    });
    await page.reload({ waitUntil: 'networkidle' });
    expect(foreign).toEqual([]);
    await page.getByRole('button', { name: 'Run with real Node' }).press('Enter');
    await page
      .getByRole('alert')
      .filter({ hasText: /Real Node did not start: .* embedded host goes on/ })
      .waitFor({ timeout: 40_000 });
    await shows(page, /root@\w+:\S*#$/);
    await page.locator('docker-terminal :focus').waitFor({ state: 'attached' });
    await page.keyboard.type('docker run --rm alpine echo embedded\n');
    await shows(page, /\nembedded\n/);
    await page.context().close();
  },
);

test('without isolation it says so at once', { timeout: MINUTE }, async () => {
  const { page } = await site.open('about:blank');
  await page.route(`**${PAGE}`, async (route) => {
    const response = await route.fetch();
    const { 'cross-origin-opener-policy': _one, 'cross-origin-embedder-policy': _two, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
  await page.goto(PAGE);
  await page.getByRole('button', { name: 'Run with real Node' }).click();
  await page.getByRole('alert').filter({ hasText: 'not cross-origin isolated' }).waitFor();
  await page.context().close();
});
